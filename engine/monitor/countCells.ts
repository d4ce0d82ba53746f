import { CHUNK_ROWS } from '../workers/Pool.ts';
import type { TaskContext } from '../workers/Task.ts';

/** Customers at each point of a distribution and between them (see NumberDistribution). */
export interface CellCounts {
  readonly at: ArrayLike<number> & Iterable<number>;
  readonly between: ArrayLike<number> & Iterable<number>;
}
export interface CountedNumbers extends CellCounts {
  readonly nMissing: number;
  /** NaN without values. */
  readonly mean: number;
}

const N_BUCKETS = 4096;

/**
 * Counts values by the points of a distribution; infinite values count as missing.
 * @param points ascending
 * @throws Cancelled within a chunk
 * Cost: O(rows): the points are found by a table of equal steps, and by halving where many lie in one.
 */
export function countCells(values: Float64Array, points: Float64Array, context: TaskContext): CountedNumbers {
  const counts = { at: new Float64Array(points.length), between: new Float64Array(points.length + 1) };
  const table = stepsOf(points);
  const sums = { nMissing: 0, sum: 0 };
  for (let start = 0; start < values.length; start += CHUNK_ROWS) {
    context.throwIfCancelled();
    countPart(values.subarray(start, start + CHUNK_ROWS), points, table, counts, sums);
  }
  return { ...counts, nMissing: sums.nMissing, mean: sums.sum / (values.length - sums.nMissing) };
}

/** Points before each of many equal steps from the lowest to the highest point. */
interface Steps {
  readonly low: number;
  readonly perUnit: number;
  /** [N_BUCKETS + 1] */
  readonly first: Int32Array;
}

function stepsOf(points: Float64Array): Steps {
  const low = points[0] ?? 0;
  const width = (points[points.length - 1] ?? 0) - low;
  const perUnit = width > 0 && Number.isFinite(N_BUCKETS / width) && Number.isFinite(width) ? N_BUCKETS / width : 0;
  const first = new Int32Array(N_BUCKETS + 1).fill(points.length);
  for (let i = points.length - 1; i >= 0; i--) first[bucketOf((points[i] - low) * perUnit)] = i;
  for (let b = N_BUCKETS - 1; b >= 0; b--) first[b] = Math.min(first[b], first[b + 1]);
  first[N_BUCKETS] = points.length;
  return { low, perUnit, first };
}

/** Rises with the value, so that values of other buckets are on the same side of every point here. */
function bucketOf(steps: number): number {
  if (steps >= N_BUCKETS) return N_BUCKETS - 1;
  return steps > 0 ? Math.floor(steps) : 0;
}

function countPart(
  values: Float64Array,
  points: Float64Array,
  { low, perUnit, first }: Steps,
  { at, between }: { at: Float64Array; between: Float64Array },
  sums: { nMissing: number; sum: number },
): void {
  const nPoints = points.length;
  const high = nPoints > 0 ? points[nPoints - 1] : -Infinity;
  let { nMissing, sum } = sums;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value - value === 0)) {
      nMissing++;
      continue;
    }
    sum += value;
    if (value < low || value > high) {
      between[value > high ? nPoints : 0]++;
      continue;
    }
    const bucket = bucketOf((value - low) * perUnit);
    let from = first[bucket];
    let to = first[bucket + 1];
    while (from < to) {
      const middle = (from + to) >> 1;
      if (points[middle] <= value) from = middle + 1;
      else to = middle;
    }
    if (from > 0 && points[from - 1] === value) at[from - 1]++;
    else between[from]++;
  }
  sums.nMissing = nMissing;
  sums.sum = sum;
}
