import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { LEAF_ROWS, type NearRows } from './NearRows.ts';

/** What one thread works in: [leaf rows × nNeighbors] each, in the arena. */
export interface SearchSpace {
  readonly distances: Float64Array;
  readonly nearest: Int32Array;
}
export interface SearchInput extends SearchSpace {
  /** Over the leaves. */
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly laid: NearRows;
  readonly nNeighbors: number;
  /** out [rows × nNeighbors] the nearest rows of each, nearest first */
  readonly neighbours: Int32Array;
}

/** Leaves are looked at nearest first, until the next lies farther away than what was found. */
export function searchNearest(input: SearchInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { laid, nNeighbors, distances, nearest, neighbours } = input;
  const bounds = new Float64Array(laid.nLeaves);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let leaf = rowStart; leaf < rowEnd; leaf++) {
      const from = leaf * LEAF_ROWS;
      const to = from + countRows(laid, from);
      distances.fill(Infinity);
      nearest.fill(-1);
      const order = orderOf(laid, leaf, bounds);
      for (let i = 0; i < order.length; i++) {
        const donor = order[i];
        if (i % 256 === 0) context.throwIfCancelled();
        if (bounds[donor] > farthest(distances, to - from, nNeighbors)) break;
        kernels.nearestRows({
          ...laid,
          from,
          to,
          donorFrom: donor * LEAF_ROWS,
          donorTo: (donor + 1) * LEAF_ROWS,
          longest: laid.longest[donor],
          nNeighbors,
          distances,
          nearest,
        });
      }
      for (let i = 0; i < (to - from) * nNeighbors; i++) {
        const row = laid.rows[from + Math.floor(i / nNeighbors)];
        neighbours[row * nNeighbors + (i % nNeighbors)] = laid.rows[nearest[i]];
      }
    }
  });
}

function countRows({ rows }: NearRows, from: number): number {
  let n = 0;
  while (n < LEAF_ROWS && rows[from + n] >= 0) n++;
  return n;
}

/** All leaves by how near their box is to that of one, the leaf itself first. @param bounds out [nLeaves] squared distance of the boxes */
function orderOf({ nLeaves, nColumns, lows, highs }: NearRows, leaf: number, bounds: Float64Array): Int32Array {
  const own = leaf * nColumns;
  for (let other = 0; other < nLeaves; other++) {
    let sum = 0;
    for (let j = 0; j < nColumns; j++) {
      const at = other * nColumns + j;
      const gap = Math.max(lows[at] - highs[own + j], lows[own + j] - highs[at], 0);
      sum += gap * gap;
    }
    // Rounding must not put a box farther away than a row in it.
    bounds[other] = sum * (1 - 1e-12);
  }
  bounds[leaf] = 0;
  const order = Int32Array.from({ length: nLeaves }, (_none, i) => i);
  return order.sort((a, b) => Number(b === leaf) - Number(a === leaf) || bounds[a] - bounds[b] || a - b);
}

function farthest(distances: Float64Array, nRows: number, nNeighbors: number): number {
  let most = 0;
  for (let i = nNeighbors - 1; i < nRows * nNeighbors; i += nNeighbors) most = Math.max(most, distances[i]);
  return most;
}
