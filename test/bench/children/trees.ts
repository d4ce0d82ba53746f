/**
 * Our side of the benches of forests and boosting, in a process of its own that holds the rows as the peer's does: reads them once, then fits
 * or scores as often as asked. Takes the arguments of `peers/forest.py` behind the algorithm and its options.
 */
import { createInterface } from 'node:readline';
import type { Classifier } from '#engine/algorithms/defineAlgorithm';
import type { ClassifierModel } from '#engine/algorithms/ClassifierModel';
import { histGradientBoosting } from '#engine/algorithms/histGradientBoosting';
import { randomForest } from '#engine/algorithms/randomForest';
import { newRun } from '#engine/jobs/Run';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import { peakMemory } from '../peakMemory.ts';
import { readCustomers } from '../readCustomers.ts';
import { areaUnderCurve } from '../scoredCustomers.ts';
import type { TreeMeasure } from '../treePeers.ts';

const CLASSIFIERS = { histGradientBoosting, randomForest } as unknown as Record<string, Classifier>;

const [algorithm, options, rows, events, otherRows, otherEvents, columns, threads] = process.argv.slice(2);
const classifier = CLASSIFIERS[algorithm];
const trained = readCustomers(rows, events, Number(columns));
const judged = readCustomers(otherRows, otherEvents, Number(columns));
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
  return { ms, processorMs: (user + system) / 1000, auc, peakMb: peakMemory() / 2 ** 20 };
}

process.stdout.write('{}\n');
for await (const line of createInterface({ input: process.stdin }))
  process.stdout.write(`${JSON.stringify(await measure(line.trim()))}\n`);
await pool.close();
