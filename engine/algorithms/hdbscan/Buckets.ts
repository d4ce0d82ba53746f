import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { inTurns } from '../inTurns.ts';

/**
 * Rows by the nearest of some pivots, so that most of them need not be looked at to find the nearest rows of a point: by the triangle
 * inequality a row is no nearer than the difference of the two distances to its pivot. All arrays are shared between threads.
 */
export interface Buckets {
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] rows, bucket by bucket, in each by the distance to its pivot. */
  readonly values: Float64Array;
  /** [nRows] where each stood in the matrix. */
  readonly ids: Int32Array;
  /** [nRows] distance to the pivot of its bucket. */
  readonly toPivot: Float64Array;
  /** [nPivots + 1] where the buckets begin. */
  readonly starts: Int32Array;
  /** [nPivots × nColumns] */
  readonly pivots: Float64Array;
}

/** Pivots are rows evenly spread over the matrix, as many as the root of the rows. */
export async function fillBuckets(x: Matrix, run: Run): Promise<Buckets> {
  const { nRows, nColumns, values } = x;
  const nPivots = Math.max(1, Math.floor(Math.sqrt(nRows)));
  const pivots = sharedFloat64(nPivots * nColumns);
  for (let p = 0; p < nPivots; p++) {
    const row = Math.floor((p * nRows) / nPivots);
    pivots.set(values.subarray(row * nColumns, (row + 1) * nColumns), p * nColumns);
  }
  const bucketOf = new Int32Array(nRows);
  const distances = new Float64Array(nRows);
  await inTurns(run, nRows, (rowStart, rowEnd) => {
    for (let row = rowStart; row < rowEnd; row++) {
      let least = Infinity;
      for (let p = 0; p < nPivots; p++) {
        const squared = squaredUpTo(values, row * nColumns, pivots, p * nColumns, nColumns, least);
        if (squared < least) [least, bucketOf[row]] = [squared, p];
      }
      distances[row] = Math.sqrt(least);
    }
  });
  return inOrder(x, pivots, bucketOf, distances);
}

function inOrder(x: Matrix, pivots: Float64Array, bucketOf: Int32Array, distances: Float64Array): Buckets {
  const { nRows, nColumns } = x;
  const order = Array.from(bucketOf.keys()).sort(
    (a, b) => bucketOf[a] - bucketOf[b] || distances[a] - distances[b] || a - b,
  );
  const starts = sharedInt32(pivots.length / nColumns + 1);
  const [values, ids, toPivot] = [sharedFloat64(nRows * nColumns), sharedInt32(nRows), sharedFloat64(nRows)];
  for (const [at, row] of order.entries()) {
    values.set(x.values.subarray(row * nColumns, (row + 1) * nColumns), at * nColumns);
    ids[at] = row;
    toPivot[at] = distances[row];
    starts[bucketOf[row] + 1]++;
  }
  for (let p = 1; p < starts.length; p++) starts[p] += starts[p - 1];
  return { nRows, nColumns, values, ids, toPivot, starts, pivots };
}

/** Squared distance, summed column by column from the first; whatever is above `most` once that is clear. */
export function squaredUpTo(
  a: Float64Array,
  atA: number,
  b: Float64Array,
  atB: number,
  nColumns: number,
  most: number,
): number {
  let total = 0;
  for (let j = 0; j < nColumns && total <= most;) {
    const end = j + 8 < nColumns ? j + 8 : nColumns;
    for (; j < end; j++) {
      const difference = a[atA + j] - b[atB + j];
      total += difference * difference;
    }
  }
  return total;
}
