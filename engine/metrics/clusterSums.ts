import type { Run } from '../jobs/Run.ts';
import type { Arena } from '../kernels/KernelMemory.ts';
import { arenaBeside, canRead } from '../kernels/lastingNumbers.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { countChunks, newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import { BLOCK_ROWS, type ClusterDesk, type SpreadInput, type SumsInput } from './clusterSumTasks.ts';
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
  const { nColumns } = x;
  const nClusters = labelings.reduce((sum, labeling) => sum + labeling.nClusters, 0);
  const { threads, kernelMemory } = run.pool;
  const perThread = BLOCK_ROWS + nClusters * (nColumns + 1);
  const bytes = 8 * (threads * perThread + nClusters * nColumns + nColumns);
  const arrays = 2 * threads + labelings.length + 1;
  const copyBytes = threads * (8 * BLOCK_ROWS * nColumns + 64);
  const arena = arenaBeside(x.values, kernelMemory, bytes + 64 * arrays, copyBytes);
  try {
    const isCopied = !canRead(arena.handle, x.values);
    const desks = Array.from({ length: threads }, () => ({
      block: isCopied ? arena.float64(BLOCK_ROWS * nColumns) : null,
      labels: arena.int32(BLOCK_ROWS),
      found: arena.float64(nClusters * (nColumns + 1)),
    }));
    const means = await clusterMeans(x, labelings, desks, arena, run);
    return await spreadAround(x, labelings, means, desks, arena, run);
  } finally {
    arena.release();
  }
}

async function clusterMeans(
  x: Matrix,
  labelings: readonly Labeling[],
  desks: readonly ClusterDesk[],
  arena: Arena,
  run: Run,
): Promise<ClusterMeans[]> {
  const { nRows, nColumns, values } = x;
  const width = desks[0].found.length;
  const parts = sharedFloat64(countChunks(nRows) * width);
  const origin = arena.float64(nColumns);
  origin.set(values.subarray(0, nColumns));
  const input = { queue: newChunkQueue(nRows), handle: arena.handle, values, nColumns, labelings, origin, parts };
  await onEveryThread<SumsInput>(run, 'metrics.sums', { ...input, desk: desks[0] }, undefined, thread => ({
    ...input,
    desk: desks[thread],
  }));
  const total = addChunks(parts, width);
  let at = 0;
  return labelings.map(({ nClusters }) =>
    meansOf(x, total.subarray(at, (at += nClusters * (nColumns + 1))), nClusters),
  );
}

async function spreadAround(
  { nRows, nColumns, values }: Matrix,
  labelings: readonly Labeling[],
  found: readonly ClusterMeans[],
  desks: readonly ClusterDesk[],
  arena: Arena,
  run: Run,
): Promise<ClusterSpread[]> {
  const own = labelings.map(({ labels, nClusters }, l) => {
    const { means, position } = found[l];
    const placed = arena.float64(nClusters * nColumns).fill(0);
    for (const [cluster, at] of position.entries())
      if (at >= 0) placed.set(means.subarray(at * nColumns, (at + 1) * nColumns), cluster * nColumns);
    return { labels, nClusters, means: placed };
  });
  const width = 2 * own.reduce((sum, { nClusters }) => sum + nClusters, 0);
  const parts = sharedFloat64(countChunks(nRows) * width);
  const input = { queue: newChunkQueue(nRows), handle: arena.handle, values, nColumns, labelings: own, parts };
  const narrow = desks.map(desk => ({ ...desk, found: desk.found.subarray(0, width) }));
  await onEveryThread<SpreadInput>(run, 'metrics.spread', { ...input, desk: narrow[0] }, undefined, thread => ({
    ...input,
    desk: narrow[thread],
  }));
  const total = addChunks(parts, width);
  let at = 0;
  return found.map((means, l) => {
    const { nClusters } = own[l];
    const distances = present(total.subarray(at, at + nClusters), means);
    const squares = present(total.subarray(at + nClusters, at + 2 * nClusters), means);
    at += 2 * nClusters;
    return { ...means, distances, squares };
  });
}

function present(byCluster: Float64Array, { position }: ClusterMeans): Float64Array {
  return byCluster.filter((_value, cluster) => position[cluster] >= 0);
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
