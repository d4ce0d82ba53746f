import type { SegmentSilhouettes } from '#shared/evidence';
import type { Run } from '../../jobs/Run.ts';
import { silhouettes } from '../../metrics/silhouette.ts';
import type { Prepared } from '../../prepare/Prepared.ts';
import { pickRows } from '../../algorithms/pickRows.ts';
import type { Segmented } from '../Segmented.ts';

/** Distances between all pairs of so many are soon computed. */
const MAX_ROWS = 5000;
const MAX_POINTS = 2000;

/**
 * The silhouette of each customer, by segment and highest first: of all customers, or above 5,000 of a seeded sample measured against itself.
 * Customers like no group are left out.
 */
export async function segmentSilhouettes(
  prepared: Prepared,
  { labels, segmentation }: Segmented,
  run: Run,
): Promise<SegmentSilhouettes> {
  const segments = segmentation.segments.filter(segment => segment.isOutliers !== true);
  const inSegments = Int32Array.from(labels.keys()).filter(row => labels[row] < segments.length);
  const drawn = run.stream('segments.silhouettes').sample(inSegments.length, MAX_ROWS);
  const rows = drawn.map(i => inSegments[i]);
  const labeling = { labels: rows.map(row => labels[row]), nClusters: segments.length };
  const [found] = await silhouettes(pickRows(prepared.matrix, rows), [labeling], run, { maxExact: MAX_ROWS });
  const perRow = found.perRow ?? new Float64Array(0);
  return {
    n: rows.length,
    of: inSegments.length,
    sampled: rows.length < inSegments.length,
    seed: run.seed,
    mean: found.value,
    segments: segments.map(({ id }, s) => ({
      id,
      ...knife(
        perRow.filter((_value, i) => labeling.labels[i] === s),
        perRow.length,
      ),
    })),
  };
}

function knife(values: Float64Array, total: number) {
  const n = values.length;
  const sorted = values.toSorted((a, b) => b - a);
  const kept = total <= MAX_POINTS ? n : Math.floor((n * MAX_POINTS) / total);
  return {
    n,
    mean: n > 0 ? values.reduce((sum, value) => sum + value, 0) / n : Number.NaN,
    shareBelowZero: n > 0 ? values.filter(value => value < 0).length / n : 0,
    values: Array.from({ length: kept }, (_, i) => sorted[Math.floor(((i + 0.5) * n) / kept)]),
  };
}
