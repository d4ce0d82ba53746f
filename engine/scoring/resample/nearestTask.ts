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

/** Leaves are looked at nearest first, until the next lies farther away than what was found. */
export function searchNearest(input: SearchInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { laid, nNeighbors, order, bounds, distances, nearest, limits, neighbours } = input;
  const { nLeaves, nWide, leaves, rows } = laid;
  const fixed = { ...laid, order, bounds, nNeighbors, distances, nearest, limits };
  const atOnce = Math.max(1, Math.min(LEAVES_AT_ONCE, Math.floor(WORK_AT_ONCE / (laid.nPairs + laid.nCodes))));
  const keys = new Float64Array(nLeaves);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let leaf = rowStart; leaf < rowEnd; leaf++) {
      distances.fill(Infinity);
      nearest.fill(-1);
      kernels.leafGaps({ leaves, nWide, leaf, bounds });
      orderLeaves(leaf, keys, input);
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

/** All leaves by how near their box is to that of one, the leaf itself first. @param bounds in: by leaf; out: by the order */
function orderLeaves(leaf: number, keys: Float64Array, { order, bounds }: SearchSpace): void {
  const nLeaves = keys.length;
  for (let other = 0; other < nLeaves; other++) keys[other] = bounds[other] * nLeaves + other;
  keys[leaf] = leaf - nLeaves;
  keys.sort();
  for (let i = 0; i < nLeaves; i++) {
    const bound = Math.floor(keys[i] / nLeaves);
    order[i] = keys[i] - bound * nLeaves;
    bounds[i] = Math.max(0, bound);
  }
}
