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

function allDistances({ queue, rows, ranges, distances }: DistanceInput, context: TaskContext): void {
  const { nRows } = rows;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      context.throwIfCancelled();
      for (let other = 0; other < nRows; other++)
        distances[row * nRows + other] = gowerDistance(rows, row, rows, other, ranges);
    }
  });
}

export interface PamInput {
  readonly distances: Float64Array;
  readonly nRows: number;
  readonly start: Int32Array;
  readonly maxIter: number;
}

function pam({ distances, nRows, start, maxIter }: PamInput, context: TaskContext): PamResult {
  return fasterPam(distances, nRows, start, maxIter, context);
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
