/**
 * Our side of the benches of forests and boosting, in a process of its own that holds the rows as the peer's does: reads them once, then fits
 * or scores as often as asked. Takes the arguments of `peers/forest.py` behind the algorithm and its options.
 */
import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Classifier } from '#engine/algorithms/defineAlgorithm';
import type { ClassifierModel } from '#engine/algorithms/ClassifierModel';
import { histGradientBoosting } from '#engine/algorithms/histGradientBoosting';
import { randomForest } from '#engine/algorithms/randomForest';
import { newRun } from '#engine/jobs/Run';
import { sharedFloat64 } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import { areaUnderCurve, type ScoredCustomers } from '../scoredCustomers.ts';
import type { TreeMeasure } from '../treePeers.ts';

const CLASSIFIERS = { histGradientBoosting, randomForest } as unknown as Record<string, Classifier>;
const ROWS_AT_ONCE = 10_000;

/** Rows of a file as columns, a piece at a time, so that they are held once. */
function readRows(rows: string, events: string, nColumns: number): ScoredCustomers {
  const rowBytes = nColumns * 8;
  const nRows = statSync(rows).size / rowBytes;
  const columns = Array.from({ length: nColumns }, () => sharedFloat64(nRows));
  const piece = new Float64Array(ROWS_AT_ONCE * nColumns);
  const file = openSync(rows, 'r');
  for (let from = 0; from < nRows; from += ROWS_AT_ONCE) {
    const n = Math.min(ROWS_AT_ONCE, nRows - from);
    if (readSync(file, piece, 0, n * rowBytes, from * rowBytes) < n * rowBytes) throw new Error(`${rows} ends early`);
    columns.forEach((column, j) => {
      for (let i = 0; i < n; i++) column[from + i] = piece[i * nColumns + j];
    });
  }
  closeSync(file);
  const y = new Uint8Array(new SharedArrayBuffer(nRows));
  y.set(readFileSync(events));
  const features = columns.map((values, j) => ({ kind: 'number' as const, name: `column ${j}`, values }));
  return { x: { nRows, features }, y };
}

const [algorithm, options, rows, events, otherRows, otherEvents, columns, threads] = process.argv.slice(2);
const classifier = CLASSIFIERS[algorithm];
const trained = readRows(rows, events, Number(columns));
const judged = readRows(otherRows, otherEvents, Number(columns));
const pool = await createPool(Number(threads));
await pool.start?.();
const run = newRun({ seed: 1, pool });
const checked = checkOptions(classifier.options, JSON.parse(options) as Record<string, unknown>);
let model: ClassifierModel | null = null;

async function measure(what: string): Promise<TreeMeasure> {
  const start = performance.now();
  const before = process.cpuUsage();
  if (what === 'fit') ({ model } = await classifier.fit({ ...trained, weights: null }, checked, run));
  else if (model) await classifier.predict(model, trained.x, run);
  else throw new Error('nothing was fitted yet');
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const auc = areaUnderCurve(await classifier.predict(model, judged.x, run), judged.y);
  return { ms, processorMs: (user + system) / 1000, auc, peakMb: process.resourceUsage().maxRSS / 1024 };
}

process.stdout.write('{}\n');
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await measure(line.trim()))}\n`);
await pool.close();
