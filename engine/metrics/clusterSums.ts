import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';

export interface ClusterMeans {
  /** Only the clusters that have rows, [nPresent × nColumns]. */
  readonly means: Float64Array;
  readonly sizes: Float64Array;
  readonly nPresent: number;
  /** [nClusters] position among those present; -1 for an empty one. */
  readonly position: Int32Array;
  /** [nColumns] of all rows. */
  readonly mean: Float64Array;
}
export interface ClusterSpread extends ClusterMeans {
  /** [nPresent] sums of the distances, and of the squared distances, of the rows to the mean of their cluster. */
  readonly distances: Float64Array;
  readonly squares: Float64Array;
}

/** Means of the clusters and the spread of their rows around them, in two passes over fixed chunks. */
export async function clusterSpread(
  x: Matrix,
  labels: Int32Array,
  nClusters: number,
  run: Run,
): Promise<ClusterSpread> {
  const found = await clusterMeans(x, labels, nClusters, run);
  const { nPresent, position } = found;
  const parts = sharedFloat64(countChunks(x.nRows) * 2 * nPresent);
  const means = sharedFloat64(found.means.length);
  means.set(found.means);
  const queue = newChunkQueue(x.nRows);
  const input = { queue, values: x.values, nColumns: x.nColumns, labels, position, nPresent, means, parts };
  await onEveryThread(run, 'metrics.spread', input);
  const total = addChunks(parts, 2 * nPresent);
  return { ...found, distances: total.subarray(0, nPresent), squares: total.subarray(nPresent) };
}

async function clusterMeans(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<ClusterMeans> {
  const { nRows, nColumns, values } = x;
  const width = nColumns + 1;
  const parts = sharedFloat64(countChunks(nRows) * nClusters * width);
  await onEveryThread(run, 'metrics.sums', { queue: newChunkQueue(nRows), values, nColumns, labels, nClusters, parts });
  const total = addChunks(parts, nClusters * width);
  const present = [...Array.from({ length: nClusters }).keys()].filter(c => total[c * width] > 0);
  const means = new Float64Array(present.length * nColumns);
  const sizes = new Float64Array(present.length);
  const position = new Int32Array(nClusters).fill(-1);
  const mean = new Float64Array(nColumns);
  for (const [at, c] of present.entries()) {
    position[c] = at;
    sizes[at] = total[c * width];
    for (let j = 0; j < nColumns; j++) {
      const sum = total[c * width + 1 + j];
      means[at * nColumns + j] = values[j] + sum / sizes[at];
      mean[j] += sum;
    }
  }
  for (let j = 0; j < nColumns; j++) mean[j] = values[j] + mean[j] / nRows;
  return { means, sizes, nPresent: present.length, position, mean };
}

/** Adds what the chunks found, in chunk order. */
function addChunks(parts: Float64Array, width: number): Float64Array {
  const total = new Float64Array(width);
  for (let at = 0; at < parts.length; at += width) for (let i = 0; i < width; i++) total[i] += parts[at + i];
  return total;
}

interface RowsOfClusters {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly labels: Int32Array;
}
interface SumsInput extends RowsOfClusters {
  readonly nClusters: number;
  /** out [nChunks × nClusters × (1 + nColumns)]: size, then sums of the differences to row 0 */
  readonly parts: Float64Array;
}

function sumClusters({ queue, values, nColumns, labels, nClusters, parts }: SumsInput, context: TaskContext): void {
  const width = nColumns + 1;
  const origin = values.slice(0, nColumns);
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const found = new Float64Array(nClusters * width);
    addDifferences(found, values, origin, labels, rowStart, rowEnd);
    parts.set(found, index * nClusters * width);
  });
}

/** A function of its own over arrays of this thread, which the compiler does well with. */
function addDifferences(
  found: Float64Array,
  values: Float64Array,
  origin: Float64Array,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
): void {
  const nColumns = origin.length;
  let at = rowStart * nColumns;
  for (let row = rowStart; row < rowEnd; row++) {
    let to = labels[row] * (nColumns + 1);
    found[to++] += 1;
    for (let j = 0; j < nColumns; j++) found[to++] += values[at++] - origin[j];
  }
}

interface SpreadInput extends RowsOfClusters {
  readonly position: Int32Array;
  readonly nPresent: number;
  readonly means: Float64Array;
  /** out [nChunks × 2 × nPresent]: distances, squares */
  readonly parts: Float64Array;
}

function spreadClusters(input: SpreadInput, context: TaskContext): void {
  const { values, labels, position, nPresent, parts } = input;
  const means = input.means.slice();
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const found = new Float64Array(2 * nPresent);
    addDistances(found, values, means, labels, position, rowStart, rowEnd);
    parts.set(found, index * 2 * nPresent);
  });
}

function addDistances(
  found: Float64Array,
  values: Float64Array,
  means: Float64Array,
  labels: Int32Array,
  position: Int32Array,
  rowStart: number,
  rowEnd: number,
): void {
  const nPresent = found.length / 2;
  const nColumns = means.length / nPresent;
  let at = rowStart * nColumns;
  for (let row = rowStart; row < rowEnd; row++) {
    const cluster = position[labels[row]];
    let mean = cluster * nColumns;
    let square = 0;
    for (const end = at + nColumns; at < end; at++) {
      const d = values[at] - means[mean++];
      square += d * d;
    }
    found[cluster] += Math.sqrt(square);
    found[nPresent + cluster] += square;
  }
}

export const CLUSTER_SUM_TASKS = { 'metrics.sums': sumClusters, 'metrics.spread': spreadClusters };
