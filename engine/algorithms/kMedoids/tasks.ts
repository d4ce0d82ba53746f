import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { MixedRows } from '../mixed/MixedColumns.ts';
import { fasterPam, type PamResult } from './fasterPam.ts';
import { gowerDistance, nearestMedoid } from './gower.ts';

export interface DistanceInput {
  readonly queue: ChunkQueue;
  readonly rows: MixedRows;
  readonly ranges: Float64Array;
  /** out [nRows × nRows] */
  readonly distances: Float64Array;
}

/** Rows of a chunk against themselves and all behind them, in tiles that stay in the cache: each distance goes to both of its places. */
function allDistances({ queue, rows, ranges, distances }: DistanceInput, context: TaskContext): void {
  const { nRows } = rows;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let start = rowStart; start < nRows; start += queue.chunkRows) {
      context.throwIfCancelled();
      const end = Math.min(nRows, start + queue.chunkRows);
      for (let row = rowStart; row < rowEnd; row++)
        for (let other = Math.max(row, start); other < end; other++) {
          const distance = gowerDistance(rows, row, rows, other, ranges);
          distances[row * nRows + other] = distance;
          distances[other * nRows + row] = distance;
        }
    }
  });
}

export interface PamInput {
  /** Of the starts. */
  readonly queue: ChunkQueue;
  /** [nRows × nRows] */
  readonly distances: Float64Array;
  readonly nRows: number;
  readonly starts: readonly Int32Array[];
  readonly maxIter: number;
}
/** What came of one of the starts. */
export interface Solved extends PamResult {
  readonly start: number;
}

function pam({ queue, distances, nRows, starts, maxIter }: PamInput, context: TaskContext): Solved[] {
  const found: Solved[] = [];
  claimChunks(queue, context, ({ index }) =>
    found.push({ start: index, ...fasterPam(distances, nRows, starts[index], maxIter, context) }),
  );
  return found;
}

export interface AssignInput {
  readonly queue: ChunkQueue;
  readonly rows: MixedRows;
  readonly medoids: MixedRows;
  readonly ranges: Float64Array;
  /** out [nRows] */
  readonly labels: Int32Array;
  /** out [chunks] sum of the distances to the nearest medoid */
  readonly losses: Float64Array;
}

function assign({ queue, rows, medoids, ranges, labels, losses }: AssignInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    let loss = 0;
    for (let row = rowStart; row < rowEnd; row++) {
      const { cluster, distance } = nearestMedoid(rows, row, medoids, ranges);
      labels[row] = cluster;
      loss += distance;
    }
    losses[index] = loss;
  });
}

export const K_MEDOIDS_TASKS = {
  'kMedoids.distances': allDistances,
  'kMedoids.pam': pam,
  'kMedoids.assign': assign,
};
