import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Labeling } from '../silhouette.ts';
import { groupRows, type Groups } from './groupRows.ts';

/** Rows ordered by group, each group padded to whole blocks of four; what the kernel wants. */
interface Ordered {
  readonly handle: ArenaHandle;
  /** [nBlocks × nColumns × 4] */
  readonly blocks: Float64Array;
  /** [nBlocks × 4]: 1, or 0 for padding */
  readonly weights: Float64Array;
  /** [nGroups + 1], in blocks */
  readonly starts: Int32Array;
  /** out [nBlocks × 4 × nGroups] */
  readonly sums: Float64Array;
  readonly nGroups: number;
  readonly nColumns: number;
}

/** The silhouette of every one of `rows` in each labeling: [labeling][row]. */
export async function distanceSums(
  x: Matrix,
  rows: Int32Array,
  labelings: readonly Labeling[],
  run: Run,
): Promise<Float64Array[]> {
  const groups = groupRows(rows, labelings);
  const sizes = new Int32Array(groups.nGroups);
  for (const group of groups.groupOf) sizes[group]++;
  const nBlocks = sizes.reduce((sum, size) => sum + Math.ceil(size / 4), 0);
  const bytes = nBlocks * 4 * (x.nColumns + 1 + groups.nGroups) * 8 + (groups.nGroups + 1) * 4 + 4 * 64;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const { ordered, slots } = orderRows(x, rows, groups, sizes, nBlocks, arena);
    const queue = newChunkQueue(nBlocks, blocksPerChunk(nBlocks, x.nColumns));
    await onEveryThread(run, 'silhouette.distances', { queue, ...ordered }, 'Silhouettes');
    return groups.labelOf.map((labelOf, l) => fromSums(ordered, slots, groups, sizes, labelOf, labelings[l].nClusters));
  } finally {
    arena.release();
  }
}

/** A chunk of some 100 million additions at most, so that a cancel is seen in time. */
function blocksPerChunk(nBlocks: number, nColumns: number): number {
  return Math.max(1, Math.min(64, Math.floor(6e6 / (nBlocks * nColumns))));
}

function orderRows(x: Matrix, rows: Int32Array, groups: Groups, sizes: Int32Array, nBlocks: number, arena: Arena) {
  const { nGroups, groupOf } = groups;
  const { nColumns, values } = x;
  const ordered: Ordered = {
    handle: arena.handle,
    blocks: arena.float64(nBlocks * 4 * nColumns).fill(0),
    weights: arena.float64(nBlocks * 4).fill(0),
    starts: arena.int32(nGroups + 1),
    sums: arena.float64(nBlocks * 4 * nGroups),
    nGroups,
    nColumns,
  };
  const next = new Int32Array(nGroups);
  let block = 0;
  for (let group = 0; group < nGroups; group++) {
    ordered.starts[group] = block;
    next[group] = block * 4;
    block += Math.ceil(sizes[group] / 4);
  }
  ordered.starts[nGroups] = block;
  const slots = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const slot = next[groupOf[i]]++;
    slots[i] = slot;
    ordered.weights[slot] = 1;
    const to = (slot >> 2) * nColumns * 4 + (slot & 3);
    for (let j = 0; j < nColumns; j++) ordered.blocks[to + j * 4] = values[rows[i] * nColumns + j];
  }
  return { ordered, slots };
}

interface DistancesInput extends Ordered {
  readonly queue: ChunkQueue;
}

function sumChunks(input: DistancesInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    kernels.sumDistances({ ...input, blockStart: rowStart, blockEnd: rowEnd });
  });
}

export const SILHOUETTE_TASKS = { 'silhouette.distances': sumChunks };

function fromSums(
  { sums, nGroups }: Ordered,
  slots: Int32Array,
  { groupOf }: Groups,
  groupSizes: Int32Array,
  labelOf: Int32Array,
  nClusters: number,
): Float64Array {
  const n = slots.length;
  const sizes = new Int32Array(nClusters);
  for (let group = 0; group < nGroups; group++) sizes[labelOf[group]] += groupSizes[group];
  const nPresent = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  if (nPresent < 2 || nPresent >= n) return new Float64Array(n).fill(NaN);
  const totals = new Float64Array(nClusters);
  return Float64Array.from(slots, (slot, i) => {
    totals.fill(0);
    for (let group = 0; group < nGroups; group++) totals[labelOf[group]] += sums[slot * nGroups + group];
    return oneSilhouette(totals, sizes, labelOf[groupOf[i]]);
  });
}

/** (b − a) / max(a, b): a the mean distance to the others of the own cluster, b to those of the nearest other cluster. */
function oneSilhouette(totals: Float64Array, sizes: Int32Array, own: number): number {
  if (sizes[own] === 1) return 0;
  const within = totals[own] / (sizes[own] - 1);
  let nearest = Infinity;
  for (let c = 0; c < sizes.length; c++)
    if (c !== own && sizes[c] > 0) nearest = Math.min(nearest, totals[c] / sizes[c]);
  const larger = Math.max(within, nearest);
  return larger === 0 ? 0 : (nearest - within) / larger;
}
