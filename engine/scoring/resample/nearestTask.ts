import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { LEAF_ROWS, type NearestRows } from '../../kernels/NearestRows.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { NearRows } from './NearRows.ts';

/** What one thread works in, in the arena. */
export type SearchSpace = Pick<NearestRows, 'order' | 'bounds' | 'distances' | 'nearest' | 'limits'>;

export interface SearchInput extends SearchSpace {
  /** Over the leaves. */
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly laid: NearRows;
  readonly nNeighbors: number;
  /** out [rows × nNeighbors] the nearest rows of each, nearest first */
  readonly neighbours: Int32Array;
}

/** Leaves looked at between two looks at whether to stop: fewer where a row is much work. */
const LEAVES_AT_ONCE = 512;
const WORK_AT_ONCE = 2 ** 15;

/** Steps of distance that leaves are told apart by. */
const ORDER_STEPS = 1024;

/** Leaves are looked at nearest first, until the next lies farther away than what was found. */
export function searchNearest(input: SearchInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { laid, nNeighbors, order, bounds, distances, nearest, limits, neighbours } = input;
  const { nLeaves, nWide, leaves, rows } = laid;
  const fixed = { ...laid, order, bounds, nNeighbors, distances, nearest, limits };
  const atOnce = Math.max(1, Math.min(LEAVES_AT_ONCE, Math.floor(WORK_AT_ONCE / (laid.nPairs + laid.nCodes))));
  const starts = new Int32Array(ORDER_STEPS + 1);
  const known = new Int32Array(nLeaves);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let leaf = rowStart; leaf < rowEnd; leaf++) {
      distances.fill(Infinity);
      nearest.fill(-1);
      kernels.leafGaps({ leaves, nWide, leaf, bounds });
      orderLeaves(leaf, starts, known, input);
      let isDone = false;
      for (let from = 0; from < nLeaves && !isDone; from += atOnce) {
        context.throwIfCancelled();
        isDone = kernels.nearestRows({ ...fixed, leaf, from, to: Math.min(nLeaves, from + atOnce) });
      }
      const start = leaf * LEAF_ROWS;
      for (let i = 0; i < LEAF_ROWS && rows[start + i] >= 0; i++)
        for (let k = 0; k < nNeighbors; k++)
          neighbours[rows[start + i] * nNeighbors + k] = rows[nearest[i * nNeighbors + k]];
    }
  });
}

/**
 * All leaves by how near their box is to that of one, the leaf itself first; those hardly farther than one another in their own order.
 * @param bounds in: by leaf; out: by the order, and no more than it was
 */
function orderLeaves(leaf: number, starts: Int32Array, known: Int32Array, { order, bounds }: SearchSpace): void {
  const nLeaves = bounds.length;
  known.set(bounds);
  known[leaf] = 0;
  let farthest = 0;
  for (let other = 0; other < nLeaves; other++) farthest = Math.max(farthest, known[other]);
  const width = Math.ceil((farthest + 1) / (starts.length - 1));
  starts.fill(0);
  for (let other = 0; other < nLeaves; other++) starts[Math.floor(known[other] / width) + 1]++;
  // The leaf itself goes before all others.
  starts[1]--;
  starts[0] = 1;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  order[0] = leaf;
  bounds[0] = 0;
  for (let other = 0; other < nLeaves; other++) {
    if (other === leaf) continue;
    const step = Math.floor(known[other] / width);
    const at = starts[step]++;
    order[at] = other;
    bounds[at] = step * width;
  }
}
