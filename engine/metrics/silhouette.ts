import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { defineMetric } from './defineMetric.ts';
import { distanceSums } from './silhouette/distanceSums.ts';
import { groupRows, MAX_GROUPS, partGroups, type Groups } from './silhouette/groupRows.ts';

export interface Labeling {
  /** [nRows], 0 … nClusters - 1 */
  readonly labels: Int32Array;
  readonly nClusters: number;
}
export interface SilhouetteResult {
  /** Mean over the rows; NaN with fewer than 2 clusters or as many as rows. */
  readonly value: number;
  readonly sampled: boolean;
  /** Rows it was computed on. */
  readonly n: number;
  readonly seed: number;
  /** 95 % interval of the mean, normal over the rows' values. */
  readonly low: number;
  readonly high: number;
  /** [nRows], only when all rows were used. */
  readonly perRow?: Float64Array;
}
export interface SilhouetteOptions {
  /** Rows up to which all are used; the default keeps the work near a second on two cores. */
  readonly maxExact?: number;
  /** Rows drawn above that; the same number by default. */
  readonly sampleSize?: number;
}

/** Distances between all pairs cost rows² × columns; this many are computed at most by default. */
const PAIR_BUDGET = 1.2e10;
const Z95 = 1.959963984540054;

export function defaultMaxExact(nColumns: number): number {
  return Math.min(20_000, Math.max(2_000, Math.floor(Math.sqrt(PAIR_BUDGET / Math.max(1, nColumns)))));
}

/**
 * Silhouettes of several labelings of the same rows at once: distances are computed once for all of them.
 *
 * Up to `maxExact` rows all pairs count. Above, a seeded sample without replacement is measured against itself, as
 * scikit-learn's `sample_size` does. The interval is normal over the per-row values (mean ± 1.96 sd / √n): how well the mean is
 * known for customers like these, whether sampled or not.
 *
 * Cost: O(n² × columns) time, O(n × 256) memory. A row alone in its cluster counts 0.
 * Source: Rousseeuw (1987), doi:10.1016/0377-0427(87)90125-7.
 */
export async function silhouettes(
  x: Matrix,
  labelings: readonly Labeling[],
  run: Run,
  options: SilhouetteOptions = {},
): Promise<SilhouetteResult[]> {
  const maxExact = options.maxExact ?? defaultMaxExact(x.nColumns);
  const sampled = x.nRows > maxExact;
  const size = sampled ? Math.min(options.sampleSize ?? maxExact, x.nRows) : x.nRows;
  const rows = sampled
    ? run.stream('silhouette.sample').sample(x.nRows, size)
    : Int32Array.from({ length: size }, (_, i) => i);
  const results: SilhouetteResult[] = [];
  for (const batch of batches(labelings, rows)) {
    const perRow = await distanceSums(x, rows, batch.labelings, batch.groups, run);
    for (const values of perRow) results.push(summary(values, sampled, run.seed));
  }
  return results;
}

interface Batch {
  readonly labelings: readonly Labeling[];
  readonly groups: Groups;
}

/** Cuts the labelings into runs whose common refinement has few enough groups. */
function batches(labelings: readonly Labeling[], rows: Int32Array): Batch[] {
  const found: Batch[] = [];
  for (const labeling of labelings) {
    const last = found.at(-1);
    const groups = last && partGroups(last.groups, rows, labeling);
    if (last && groups && groups.nGroups <= MAX_GROUPS)
      found[found.length - 1] = { labelings: [...last.labelings, labeling], groups };
    else found.push({ labelings: [labeling], groups: groupRows(rows, [labeling]) });
  }
  return found;
}

function summary(values: Float64Array, sampled: boolean, seed: number): SilhouetteResult {
  const n = values.length;
  const value = values.reduce((sum, one) => sum + one, 0) / n;
  const variance = values.reduce((sum, one) => sum + (one - value) ** 2, 0) / (n - 1);
  const half = Z95 * Math.sqrt(variance / n);
  const result = { value, sampled, n, seed, low: Math.max(-1, value - half), high: Math.min(1, value + half) };
  return sampled || Number.isNaN(value) ? result : { ...result, perRow: values };
}

export const silhouetteMetric = defineMetric({
  id: 'metric.silhouette',
  title: 'Silhouette',
  range: [-1, 1],
  better: 'higher',
  sources: ['rousseeuw1987'],
  undefinedWhen: 'there are fewer than two segments with customers, or every customer is a segment',
  compute: async (x, labels, nClusters, run) => (await silhouettes(x, [{ labels, nClusters }], run))[0].value,
});
