import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';

/** How the rows of each cluster lie around a point given for it. */
export interface AroundCenters {
  /** [nClusters] */
  readonly sizes: Float64Array;
  /** [nClusters] sums of the squared distances to the point, in the squared units of x. */
  readonly squares: Float64Array;
  /** [nClusters × nColumns]; the point itself for a cluster without rows. */
  readonly means: Float64Array;
}

/**
 * Sizes, means and squared distances of the clusters, in one pass over fixed chunks.
 *
 * @param labels  [nRows], 0 … nClusters - 1, shared
 * @param centers  [nClusters × nColumns], in the units of x
 */
export async function aroundCenters(
  x: Matrix,
  labels: Int32Array,
  centers: Float64Array,
  run: Run,
): Promise<AroundCenters> {
  const { nRows, nColumns, values } = x;
  const nClusters = centers.length / nColumns;
  const width = nColumns + 2;
  const parts = sharedFloat64(countChunks(nRows) * nClusters * width);
  const input = { queue: newChunkQueue(nRows), values, nColumns, labels, centers, parts };
  await onEveryThread(run, 'centers.around', input);
  const total = new Float64Array(nClusters * width);
  for (let at = 0; at < parts.length; at += total.length)
    for (let i = 0; i < total.length; i++) total[i] += parts[at + i];
  const column = (at: number) => Float64Array.from({ length: nClusters }, (_none, c) => total[c * width + at]);
  const sizes = column(0);
  const means = centers.map((center, i) => {
    const cluster = Math.floor(i / nColumns);
    return center + total[cluster * width + 2 + (i % nColumns)] / Math.max(1, sizes[cluster]);
  });
  return { sizes, squares: column(1), means };
}

interface AroundInput {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly labels: Int32Array;
  readonly centers: Float64Array;
  /** out [nChunks × nClusters × (2 + nColumns)]: size, sum of squares, sums of the differences to the centre */
  readonly parts: Float64Array;
}

function sumAround({ queue, values, nColumns, labels, centers, parts }: AroundInput, context: TaskContext): void {
  const width = nColumns + 2;
  const perChunk = (centers.length / nColumns) * width;
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const to = index * perChunk + labels[row] * width;
      let square = 0;
      for (let j = 0; j < nColumns; j++) {
        const difference = values[row * nColumns + j] - centers[labels[row] * nColumns + j];
        square += difference * difference;
        parts[to + 2 + j] += difference;
      }
      parts[to] += 1;
      parts[to + 1] += square;
    }
  });
}

export const AROUND_CENTERS_TASKS = { 'centers.around': sumAround };
