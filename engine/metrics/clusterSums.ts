import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { Labeling } from './silhouette.ts';

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
  return (await clusterSpreads(x, [{ labels, nClusters }], run))[0];
}

/** The same of several labelings of the rows, which are read once for all; each has the bits that it has alone. */
export async function clusterSpreads(x: Matrix, labelings: readonly Labeling[], run: Run): Promise<ClusterSpread[]> {
  const found = await clusterMeans(x, labelings, run);
  const { nRows, nColumns, values } = x;
  const width = found.reduce((sum, { nPresent }) => sum + 2 * nPresent, 0);
  const parts = sharedFloat64(countChunks(nRows) * width);
  const own = found.map(({ means, position, nPresent }, l) => ({
    labels: labelings[l].labels,
    means: copied(means),
    position,
    nPresent,
  }));
  await onEveryThread(run, 'metrics.spread', { queue: newChunkQueue(nRows), values, nColumns, labelings: own, parts });
  const total = addChunks(parts, width);
  let at = 0;
  return found.map(means => {
    const { nPresent } = means;
    const distances = total.slice(at, at + nPresent);
    const squares = total.slice(at + nPresent, at + 2 * nPresent);
    at += 2 * nPresent;
    return { ...means, distances, squares };
  });
}

function copied(values: Float64Array): Float64Array {
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

async function clusterMeans(x: Matrix, labelings: readonly Labeling[], run: Run): Promise<ClusterMeans[]> {
  const { nRows, nColumns, values } = x;
  const width = nColumns + 1;
  const nSums = labelings.reduce((sum, { nClusters }) => sum + nClusters * width, 0);
  const parts = sharedFloat64(countChunks(nRows) * nSums);
  await onEveryThread(run, 'metrics.sums', { queue: newChunkQueue(nRows), values, nColumns, labelings, parts });
  const total = addChunks(parts, nSums);
  let at = 0;
  return labelings.map(({ nClusters }) => {
    const own = total.subarray(at, (at += nClusters * width));
    return meansOf(x, own, nClusters);
  });
}

/** @param total [nClusters × (1 + nColumns)]: size, then sums of the differences to row 0 */
function meansOf({ nRows, nColumns, values }: Matrix, total: Float64Array, nClusters: number): ClusterMeans {
  const width = nColumns + 1;
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
}
interface SumsInput extends RowsOfClusters {
  readonly labelings: readonly Labeling[];
  /** out [nChunks × all clusters × (1 + nColumns)]: size, then sums of the differences to row 0 */
  readonly parts: Float64Array;
}

/** Rows that are looked at by one labeling after the other while they are in the processor's cache. */
const BLOCK_ROWS = 64;

function sumClusters({ queue, values, nColumns, labelings, parts }: SumsInput, context: TaskContext): void {
  const width = parts.length / countChunks(queue.nRows);
  const origin = values.slice(0, nColumns);
  const block = new Float64Array(BLOCK_ROWS * nColumns);
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const found = labelings.map(({ nClusters }) => new Float64Array(nClusters * (nColumns + 1)));
    for (let from = rowStart; from < rowEnd; from += BLOCK_ROWS) {
      const to = Math.min(rowEnd, from + BLOCK_ROWS);
      takeDifferences(block, values, origin, from, to);
      for (let l = 0; l < labelings.length; l++)
        addDifferences(found[l], block, nColumns, labelings[l].labels, from, to);
    }
    let at = index * width;
    for (const own of found) {
      parts.set(own, at);
      at += own.length;
    }
  });
}

/** Functions of their own over arrays of this thread, which the compiler does well with. */
function takeDifferences(
  block: Float64Array,
  values: Float64Array,
  origin: Float64Array,
  rowStart: number,
  rowEnd: number,
): void {
  const nColumns = origin.length;
  let at = rowStart * nColumns;
  for (let row = rowStart, to = 0; row < rowEnd; row++)
    for (let j = 0; j < nColumns; j++) block[to++] = values[at++] - origin[j];
}

function addDifferences(
  found: Float64Array,
  block: Float64Array,
  nColumns: number,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
): void {
  let at = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    let to = labels[row] * (nColumns + 1);
    found[to++] += 1;
    for (const end = at + nColumns; at < end; at++) found[to++] += block[at];
  }
}

interface SpreadInput extends RowsOfClusters {
  readonly labelings: readonly {
    readonly labels: Int32Array;
    readonly position: Int32Array;
    readonly nPresent: number;
    readonly means: Float64Array;
  }[];
  /** out [nChunks × all clusters × 2], by labeling: distances, squares */
  readonly parts: Float64Array;
}

function spreadClusters({ queue, values, nColumns, labelings, parts }: SpreadInput, context: TaskContext): void {
  const width = parts.length / countChunks(queue.nRows);
  const means = labelings.map(own => own.means.slice());
  const block = new Float64Array(BLOCK_ROWS * nColumns);
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const found = labelings.map(({ nPresent }) => new Float64Array(2 * nPresent));
    for (let from = rowStart; from < rowEnd; from += BLOCK_ROWS) {
      const to = Math.min(rowEnd, from + BLOCK_ROWS);
      block.set(values.subarray(from * nColumns, to * nColumns));
      for (let l = 0; l < labelings.length; l++)
        addDistances(found[l], block, means[l], labelings[l].labels, labelings[l].position, from, to);
    }
    let at = index * width;
    for (const own of found) {
      parts.set(own, at);
      at += own.length;
    }
  });
}

function addDistances(
  found: Float64Array,
  block: Float64Array,
  means: Float64Array,
  labels: Int32Array,
  position: Int32Array,
  rowStart: number,
  rowEnd: number,
): void {
  const nPresent = found.length / 2;
  const nColumns = means.length / nPresent;
  let at = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    const cluster = position[labels[row]];
    let mean = cluster * nColumns;
    let square = 0;
    for (const end = at + nColumns; at < end; at++) {
      const d = block[at] - means[mean++];
      square += d * d;
    }
    found[cluster] += Math.sqrt(square);
    found[nPresent + cluster] += square;
  }
}

export const CLUSTER_SUM_TASKS = { 'metrics.sums': sumClusters, 'metrics.spread': spreadClusters };
