import type { Measure } from '#shared/scoring/evaluation';
import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { meanInterval } from '../../explain/intervals.ts';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { rocAuc } from '../../metrics/classification/rocAuc.ts';
import { scoreGroups } from '../../metrics/classification/scoreGroups.ts';
import type { RandomStream } from '../../random.ts';
import { selectFeatureRows, type Feature, type FeatureTable } from '../../table/FeatureTable.ts';
import type { Contributions } from './Contributions.ts';

/** Answers for rows: [nRows], the probability of the event or what rises with it. */
export type Scorer = (x: FeatureTable, run: Run) => Promise<Float64Array>;

/** Customers that a model has not seen, with what became of them. */
export interface HeldOut {
  readonly score: Scorer;
  readonly x: FeatureTable;
  /** [nRows], 1 where the event happened. */
  readonly y: Uint8Array;
}

/** What one fold lost by each shuffle of each feature: [feature][repeat]. */
type Drops = number[][];

/**
 * Permutation importance: how much ROC-AUC drops when the values of one feature are shuffled among customers that the model has not seen, as
 * scikit-learn's `permutation_importance`. The interval is over folds, each by the mean of its repeats, or over the repeats when there is one fold.
 * Folds in which all have one outcome say nothing and are left out.
 * @param repeats shuffles of each feature in each fold, at least 2
 * @returns per feature the mean drop; NaN where no fold says anything
 * @throws Cancelled
 * Cost: features × repeats predictions of all rows. Source: Breiman (2001), doi:10.1023/A:1010933404324.
 */
export async function permutationImportance(folds: readonly HeldOut[], repeats: number, run: Run): Promise<Measure[]> {
  const told = folds.filter(({ y }) => y.includes(0) && y.includes(1));
  const nFeatures = folds[0]?.x.features.length ?? 0;
  const drops: Drops[] = [];
  for (const [k, fold] of told.entries()) drops.push(await dropsOf(fold, k, { repeats, of: told.length }, run));
  const n = told.reduce((sum, { y }) => sum + y.length, 0);
  return Array.from({ length: nFeatures }, (_none, j) => measureOf(drops, j, n));
}

async function dropsOf(
  { score, x, y }: HeldOut,
  fold: number,
  { repeats, of }: { repeats: number; of: number },
  run: Run,
): Promise<Drops> {
  const quiet: Run = { ...run, progress: () => undefined };
  const base = await aucOf(await score(x, quiet), y, run);
  const nFeatures = x.features.length;
  const stacked = selectFeatureRows(x, repeated(x.nRows, repeats));
  const drops: Drops = [];
  for (let j = 0; j < nFeatures; j++) {
    run.progress(fold * nFeatures + j, of * nFeatures, 'Permutation importance');
    await pause(run);
    if (isConstant(x.features[j])) {
      drops.push(Array.from({ length: repeats }, () => 0));
      continue;
    }
    const draw = (repeat: number) => run.stream('permutationImportance', (fold * nFeatures + j) * repeats + repeat);
    const shuffled = shuffledRows(x.nRows, repeats, draw);
    const feature = selectFeatureRows({ nRows: x.nRows, features: [x.features[j]] }, shuffled).features[0];
    const features = stacked.features.with(j, feature);
    const scores = await score({ nRows: stacked.nRows, features }, quiet);
    const lost: number[] = [];
    for (let r = 0; r < repeats; r++)
      lost.push(base - (await aucOf(scores.subarray(r * y.length, (r + 1) * y.length), y, run)));
    drops.push(lost);
  }
  return drops;
}

function measureOf(drops: readonly Drops[], feature: number, n: number): Measure {
  const means = drops.map(fold => meanOf(fold[feature]));
  const units = drops.length === 1 ? drops[0][feature] : means;
  const value = meanOf(means);
  if (units.length < 2) return { value, low: NaN, high: NaN, n };
  const squares = units.reduce((sum, unit) => sum + (unit - value) ** 2, 0);
  return { value, ...meanInterval(value, Math.sqrt(squares / (units.length - 1)), units.length, NaN), n };
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** 0 … n − 1, so many times one after the other. */
function repeated(n: number, times: number): Int32Array {
  return Int32Array.from({ length: n * times }, (_none, i) => i % n);
}

function shuffledRows(n: number, times: number, draw: (repeat: number) => RandomStream): Int32Array {
  const rows = repeated(n, times);
  for (let repeat = 0; repeat < times; repeat++) {
    const random = draw(repeat);
    const own = rows.subarray(repeat * n, (repeat + 1) * n);
    for (let i = n - 1; i > 0; i--) {
      const other = random.below(i + 1);
      [own[i], own[other]] = [own[other], own[i]];
    }
  }
  return rows;
}

function isConstant(feature: Feature): boolean {
  const values = feature.kind === 'number' ? feature.values : feature.codes;
  return values.every(value => Object.is(value, values[0]));
}

async function aucOf(scores: Float64Array, y: Uint8Array, run: Run): Promise<number> {
  return rocAuc(await scoreGroups(y, scores, run)).value;
}

/** What the questions about each feature gained, as shares of all; nothing was gained in trees of one leaf. */
export function gainImportance({ nFeatures, feature, gain }: TreeEnsemble): Float64Array {
  const shares = new Float64Array(nFeatures);
  let total = 0;
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue;
    shares[feature[node]] += gain[node];
    total += gain[node];
  }
  return total > 0 ? shares.map(share => share / total) : shares;
}

/** [nFeatures], mean size of the contributions. */
export function meanSizes({ values, nRows, nFeatures }: Contributions): Float64Array {
  const sizes = new Float64Array(nFeatures);
  for (let i = 0; i < values.length; i++) sizes[i % nFeatures] += Math.abs(values[i]);
  return sizes.map(size => size / Math.max(1, nRows));
}
