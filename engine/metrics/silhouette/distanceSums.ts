import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Labeling } from '../silhouette.ts';
import type { Groups } from './groupRows.ts';
import { columnsApart, fillTables, patternOf, TABLE_CELLS, type ColumnsApart } from './twoValued.ts';

/** Multiplications between two looks at whether the work was cancelled: some milliseconds. */
const PAIR_WORK = 2 ** 22;
const MOST_ROWS = 512;

/** Rows ordered by group, each group cut into parts and those padded to whole blocks of four; what the kernel wants. */
interface Ordered {
  readonly handle: ArenaHandle;
  /** [nBlocks × nColumns × 4], the columns that are measured */
  readonly blocks: Float64Array;
  /** [nBlocks × nTables × 4] and [nTables × TABLE_CELLS], the columns that are looked up */
  readonly patterns: Int32Array;
  readonly tables: Float64Array;
  readonly nTables: number;
  /** [nBlocks × 4]: 1, or 0 for padding */
  readonly weights: Float64Array;
  /** [nParts + 1], in blocks */
  readonly starts: Int32Array;
  /** out [nBlocks × 4 × nParts] */
  readonly sums: Float64Array;
  readonly nParts: number;
  readonly nColumns: number;
}

/** The rows of the groups, cut so that no part is long. */
interface Parts {
  /** [nParts] */
  readonly groupOf: readonly number[];
  readonly sizes: readonly number[];
}

function cutGroups(groupSizes: Int32Array, nColumns: number): Parts {
  const most = 4 * Math.max(4, Math.floor(Math.min(MOST_ROWS, Math.sqrt(PAIR_WORK / nColumns)) / 4));
  const groupOf: number[] = [];
  const sizes: number[] = [];
  for (const [group, size] of groupSizes.entries()) {
    for (let left = size; left > 0; left -= most) {
      groupOf.push(group);
      sizes.push(Math.min(left, most));
    }
  }
  return { groupOf, sizes };
}

/**
 * The silhouette of every one of `rows` in each labeling: [labeling][row]. Each pair of rows is measured once, for both; where there are
 * columns of two values their squares are added first, which may change the last bits of a distance.
 * @param groups  of the rows by all labelings
 */
export async function distanceSums(
  x: Matrix,
  rows: Int32Array,
  labelings: readonly Labeling[],
  groups: Groups,
  run: Run,
): Promise<Float64Array[]> {
  const sizes = new Int32Array(groups.nGroups);
  for (const group of groups.groupOf) sizes[group]++;
  const parts = cutGroups(sizes, x.nColumns);
  const nParts = parts.sizes.length;
  const nBlocks = parts.sizes.reduce((sum, size) => sum + Math.ceil(size / 4), 0);
  const pairs = pairsOf(nParts);
  const nThreads = run.pool.threads;
  const perThread = MOST_ROWS * 8 + 64;
  const apart = columnsApart(x, rows);
  const nTables = apart.lookedUp.length;
  const perRow = (apart.measured.length + 1 + nParts) * 8 + nTables * 4;
  const bytes = nBlocks * 4 * perRow + nTables * TABLE_CELLS * 8 + (nParts + 1) * 4 + 6 * 64 + nThreads * perThread;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const { ordered, slots } = orderRows(x, rows, { groups, parts, apart, nBlocks }, arena);
    const spaces = Array.from({ length: nThreads }, () => arena.float64(MOST_ROWS));
    const input = { queue: newChunkQueue(pairs.length / 2, 1), pairs, ...ordered };
    await onEveryThread(run, 'silhouette.distances', { ...input, space: spaces[0] }, 'Silhouettes', thread => ({
      ...input,
      space: spaces[thread],
    }));
    return groups.labelOf.map((labelOf, l) =>
      fromSums(ordered, slots, groups, parts, sizes, labelOf, labelings[l].nClusters),
    );
  } finally {
    arena.release();
  }
}

/** Every part with itself and with each one behind it, one pair after the other. */
function pairsOf(nParts: number): Int32Array {
  const pairs = sharedInt32(nParts * (nParts + 1));
  let at = 0;
  for (let first = 0; first < nParts; first++) {
    for (let second = first; second < nParts; second++) {
      pairs[at++] = first;
      pairs[at++] = second;
    }
  }
  return pairs;
}

interface Order {
  readonly groups: Groups;
  readonly parts: Parts;
  readonly apart: ColumnsApart;
  readonly nBlocks: number;
}

function orderRows(x: Matrix, rows: Int32Array, { groups, parts, apart, nBlocks }: Order, arena: Arena) {
  const { groupOf, nGroups } = groups;
  const { measured, lookedUp } = apart;
  const [nColumns, nTables] = [measured.length, lookedUp.length];
  const nParts = parts.sizes.length;
  const ordered: Ordered = {
    handle: arena.handle,
    blocks: arena.float64(nBlocks * 4 * nColumns).fill(0),
    patterns: arena.int32(nBlocks * 4 * nTables).fill(0),
    tables: arena.float64(nTables * TABLE_CELLS),
    nTables,
    weights: arena.float64(nBlocks * 4).fill(0),
    starts: arena.int32(nParts + 1),
    sums: arena.float64(nBlocks * 4 * nParts),
    nParts,
    nColumns,
  };
  // All parts of a group but the last are whole blocks, so that its rows lie behind one another.
  const next = new Int32Array(nGroups).fill(-1);
  let block = 0;
  for (let part = 0; part < nParts; part++) {
    ordered.starts[part] = block;
    const group = parts.groupOf[part];
    if (next[group] < 0) next[group] = block * 4;
    block += Math.ceil(parts.sizes[part] / 4);
  }
  ordered.starts[nParts] = block;
  const slots = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const slot = next[groupOf[i]]++;
    slots[i] = slot;
    ordered.weights[slot] = 1;
    const to = (slot >> 2) * nColumns * 4 + (slot & 3);
    for (let j = 0; j < nColumns; j++) ordered.blocks[to + j * 4] = x.values[rows[i] * x.nColumns + measured[j]];
    for (let t = 0; t < nTables; t++)
      ordered.patterns[((slot >> 2) * nTables + t) * 4 + (slot & 3)] = patternOf(x, rows[i], lookedUp[t]);
  }
  fillTables(lookedUp, ordered.tables);
  return { ordered, slots };
}

interface DistancesInput extends Ordered {
  readonly queue: ChunkQueue;
  /** in [nPairs × 2] parts whose rows are measured against each other */
  readonly pairs: Int32Array;
  /** work space of the thread */
  readonly space: Float64Array;
}

function sumPairs(input: DistancesInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { pairs, nParts } = input;
  claimChunks(input.queue, context, ({ index }) => {
    kernels.sumDistances({ ...input, nGroups: nParts, first: pairs[2 * index], second: pairs[2 * index + 1] });
  });
}

export const SILHOUETTE_TASKS = { 'silhouette.distances': sumPairs };

function fromSums(
  { sums, nParts }: Ordered,
  slots: Int32Array,
  { groupOf, nGroups }: Groups,
  parts: Parts,
  groupSizes: Int32Array,
  labelOf: Int32Array,
  nClusters: number,
): Float64Array {
  const n = slots.length;
  const sizes = new Int32Array(nClusters);
  for (let group = 0; group < nGroups; group++) sizes[labelOf[group]] += groupSizes[group];
  const nPresent = sizes.reduce((count, size) => count + (size > 0 ? 1 : 0), 0);
  if (nPresent < 2 || nPresent >= n) return new Float64Array(n).fill(NaN);
  const labelOfPart = Int32Array.from(parts.groupOf, group => labelOf[group]);
  const totals = new Float64Array(nClusters);
  const found = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const from = slots[i] * nParts;
    totals.fill(0);
    for (let part = 0; part < nParts; part++) totals[labelOfPart[part]] += sums[from + part];
    found[i] = oneSilhouette(totals, sizes, labelOf[groupOf[i]]);
  }
  return found;
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
