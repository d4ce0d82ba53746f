import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Classifier } from '#engine/algorithms/defineAlgorithm';
import { histGradientBoosting } from '#engine/algorithms/histGradientBoosting';
import { logisticRegression } from '#engine/algorithms/logisticRegression';
import { randomForest } from '#engine/algorithms/randomForest';
import { newRun, type Run } from '#engine/jobs/Run';
import { selectFeatureRows, type Feature, type FeatureTable } from '#engine/table/FeatureTable';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import type { BenchRow } from './BenchRow.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { areaUnderCurve } from './scoredCustomers.ts';

const DATA = join(process.cwd(), '..', 'shared', 'data');
const FOLDS = 5;

type Reference = { readonly dataset: string } & Readonly<Record<string, { readonly auc: number; readonly sd: number }>>;
type GivenColumn = { name: string } & ({ values: (number | null)[] } | { levels: string[]; codes: number[] });
interface Given {
  readonly columns: readonly GivenColumn[];
  readonly y: readonly number[];
  readonly folds: readonly number[];
}
/** Each of ours with what the protocol compares it to; our own defaults, but for as many trees as the protocol's forest has. */
const MODELS = [
  { classifier: logisticRegression, options: {}, beside: 'logisticRegression' },
  { classifier: randomForest, options: { nEstimators: 300 }, beside: 'randomForest300' },
  { classifier: histGradientBoosting, options: {}, beside: 'histGradientBoosting' },
] as unknown as { classifier: Classifier; options: Record<string, unknown>; beside: string }[];

/**
 * Areas under the curve on the reference protocol's tables and folds, which are drawn by scikit-learn as it says. Asked: not below the reference's mean less
 * its standard deviation. scikit-learn's boosting is fitted on the same folds, to see that they are the protocol's.
 */
export async function bench(): Promise<BenchRow[]> {
  const file = join(DATA, 'reference.json');
  if (!existsSync(file)) {
    console.error('quality is left out: ../shared/data is not beside the repository');
    return [];
  }
  const { classification } = JSON.parse(readFileSync(file, 'utf8')) as { classification: Reference[] };
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const pool = await createPool(2);
  const peer = new PythonPeer(
    join(process.cwd(), 'test', 'bench', 'peers', 'quality.py'),
    [join(DATA, 'tables'), folder],
    {
      OMP_NUM_THREADS: '2',
    },
  );
  try {
    const hello = await peer.next<{ version: string; sets: string[] }>();
    if (!hello) throw new Error(`scikit-learn is missing for ${python()}: ${peer.complaint()}`);
    const rows: BenchRow[] = [];
    for (const set of hello.sets) {
      const reference = classification.find(({ dataset }) => dataset.startsWith(`${set} `))!;
      const given = await peer.ask<{ file: string; boosting: number[] }>(set);
      rows.push(...(await setRows(reference, given, newRun({ seed: 42, pool }))));
    }
    return rows;
  } finally {
    peer.end();
    await pool.close();
    rmSync(folder, { recursive: true });
  }
}

async function setRows(
  reference: Reference,
  answer: { file: string; boosting: number[] },
  run: Run,
): Promise<BenchRow[]> {
  const given = JSON.parse(readFileSync(answer.file, 'utf8')) as Given;
  const x: FeatureTable = { nRows: given.y.length, features: given.columns.map(featureOf) };
  const again = meanOf(answer.boosting);
  const rows: BenchRow[] = [];
  for (const { classifier, options, beside } of MODELS) {
    const aucs: number[] = [];
    for (let fold = 0; fold < FOLDS; fold++) aucs.push(await foldAuc(classifier, options, { x, given, fold }, run));
    const { auc, sd } = reference[beside];
    const mean = meanOf(aucs);
    const verdict =
      mean >= auc ? 'not lower' : mean >= auc - sd ? 'lower by less than its sd' : 'LOWER BY MORE THAN ITS SD';
    const folds = beside === 'histGradientBoosting' ? `; scikit-learn's again on these folds ${again.toFixed(4)}` : '';
    rows.push({
      name: `AUC, ${reference.dataset}, ${classifier.title}`,
      ours: { value: mean, unit: '' },
      peer: { name: `reference ${beside}`, value: auc, unit: '' },
      ratio: null,
      note: `${verdict} (${sd.toFixed(4)})${folds}`,
    });
  }
  return rows;
}

async function foldAuc(
  classifier: Classifier,
  options: Record<string, unknown>,
  { x, given, fold }: { x: FeatureTable; given: Given; fold: number },
  run: Run,
): Promise<number> {
  const all = Int32Array.from(given.y.keys());
  const train = all.filter(row => given.folds[row] !== fold);
  const test = all.filter(row => given.folds[row] === fold);
  const outcomes = (rows: Int32Array) => Uint8Array.from(rows, row => given.y[row]);
  const training = { x: selectFeatureRows(x, train), y: outcomes(train), weights: null };
  const { model } = await classifier.fit(training, checkOptions(classifier.options, options), run);
  return areaUnderCurve(await classifier.predict(model, selectFeatureRows(x, test), run), outcomes(test));
}

function featureOf(column: GivenColumn): Feature {
  const { name } = column;
  if ('values' in column) {
    const values = new Float64Array(new SharedArrayBuffer(column.values.length * 8));
    values.set(column.values.map(value => value ?? NaN));
    return { kind: 'number', name, values };
  }
  const codes = new Int32Array(new SharedArrayBuffer(column.codes.length * 4));
  codes.set(column.codes);
  return { kind: 'category', name, codes, levels: column.levels };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
