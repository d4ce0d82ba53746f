import type { RandomStream } from '../../random.ts';

/** Of the customers with a known target: how many, their mean and their sum of squared differences from it, by level and over all. */
export interface LevelMoments {
  readonly count: Float64Array;
  readonly mean: Float64Array;
  readonly squares: Float64Array;
}
/** Null: smoothed by what the data says; a number: that many customers of the average. */
export type Smoothing = number | null;

export interface TargetMeans {
  /** [nLevels] */
  readonly numbers: Float64Array;
  /** Mean of the target, for levels never seen. */
  readonly prior: number;
}

/**
 * Folds drawn by lot, of sizes that differ by one at most. They do not look at the target, so that no customer's own outcome decides
 * against whom it is compared.
 * @returns [n], 0 … nFolds - 1
 */
export function drawFolds(n: number, nFolds: number, random: RandomStream): Uint8Array {
  const folds = Uint8Array.from({ length: n }, (_none, i) => i % nFolds);
  for (let i = n - 1; i > 0; i--) {
    const j = random.below(i + 1);
    const fold = folds[i];
    folds[i] = folds[j];
    folds[j] = fold;
  }
  return folds;
}

/**
 * @param codes [n], 0 … nLevels - 1
 * @param target [n], NaN is left out
 * @param folds [n], or null for one fold
 * @returns one per fold, with one place more than there are levels: the last is over all levels
 */
export function foldMoments(
  codes: Int32Array,
  nLevels: number,
  target: Float64Array,
  folds: Uint8Array | null,
  nFolds: number,
): LevelMoments[] {
  const all = Array.from({ length: nFolds }, () => emptyMoments(nLevels + 1));
  for (let row = 0; row < codes.length; row++) {
    const y = target[row];
    if (Number.isNaN(y)) continue;
    const moments = all[folds ? folds[row] : 0];
    add(moments, codes[row], y);
    add(moments, nLevels, y);
  }
  return all;
}

/** All folds but one (-1: all of them) as one, in fold order. */
export function withoutFold(folds: readonly LevelMoments[], left: number): LevelMoments {
  const sum = emptyMoments(folds[0].count.length);
  folds.forEach((fold, f) => {
    if (f !== left) for (let level = 0; level < sum.count.length; level++) merge(sum, fold, level);
  });
  return sum;
}

/**
 * The mean of the target by level, drawn towards the mean of all the more, the fewer customers have the level.
 *
 * With a given smoothing m: (sum + m · prior) / (n + m). Otherwise λ · mean + (1 − λ) · prior with λ = v · n / (v · n + w), v the variance of
 * the target and w that within the level, as scikit-learn's TargetEncoder with `smooth='auto'`. A level without customers has the prior.
 * Source: Micci-Barreca (2001), doi:10.1145/507533.507538.
 */
export function smoothedMeans(moments: LevelMoments, smoothing: Smoothing): TargetMeans {
  const nLevels = moments.count.length - 1;
  const total = moments.count[nLevels];
  const prior = total > 0 ? moments.mean[nLevels] : NaN;
  const variance = moments.squares[nLevels] / total;
  const numbers = new Float64Array(nLevels);
  for (let level = 0; level < nLevels; level++) {
    const n = moments.count[level];
    const within = moments.squares[level] / n;
    const weight = smoothing === null ? (variance * n) / (variance * n + within) : n / (n + smoothing);
    numbers[level] = n > 0 && Number.isFinite(weight) ? weight * moments.mean[level] + (1 - weight) * prior : prior;
  }
  return { numbers, prior };
}

function emptyMoments(n: number): LevelMoments {
  return { count: new Float64Array(n), mean: new Float64Array(n), squares: new Float64Array(n) };
}

/** Source: Welford (1962), doi:10.1080/00401706.1962.10490022. */
function add({ count, mean, squares }: LevelMoments, level: number, y: number): void {
  const n = ++count[level];
  const d = y - mean[level];
  mean[level] += d / n;
  squares[level] += d * (y - mean[level]);
}

/** Source: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115. */
function merge(into: LevelMoments, from: LevelMoments, level: number): void {
  const a = into.count[level];
  const b = from.count[level];
  if (b === 0) return;
  const n = a + b;
  const d = from.mean[level] - into.mean[level];
  into.count[level] = n;
  into.mean[level] += (d * b) / n;
  into.squares[level] += from.squares[level] + (d * d * a * b) / n;
}
