import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { STAGE_PAIRS, type LeafGaps, type NearestRows } from '../../kernels/NearestRows.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { NearRows } from './NearRows.ts';

/** What was found of all rows. */
export type Found = Pick<NearestRows, 'distances' | 'nearest' | 'reaches' | 'leafReaches'>;
/** What one thread works in, in the arena. */
export interface SearchSpace extends Pick<NearestRows, 'order' | 'asked'>, Pick<LeafGaps, 'spans'> {
  /** [LEAVES_TOGETHER] of `NearestRows` */
  readonly gaps: readonly Int32Array[];
}

export interface SearchInput extends SearchSpace {
  /** Over the leaves. */
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly laid: NearRows;
  readonly nNeighbors: number;
  /** in out; of a thread alone where rows of other leaves than its own are asked about */
  readonly found: Found;
}

/** Leaves looked at between two looks at whether to stop: they stay in the cache for those asked for together; fewer where a row is much work. */
const LEAVES_AT_ONCE = 128;
const WORK_AT_ONCE = 2 ** 15;
/** Leaves asked for together. */
export const LEAVES_TOGETHER = 8;
/** Steps of distance that leaves are told apart by. */
const ORDER_STEPS = 1024;
/** Leaves around each in which neighbours are looked for first. */
export const CLOSE_LEAVES = 6;

/** Looks among the leaves that are closest to each: what it finds is near enough to leave out most of all others. */
export function searchClose(input: SearchInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const starts = new Int32Array(ORDER_STEPS + 1);
  const last = Math.min(input.laid.nLeaves, CLOSE_LEAVES);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let leaf = rowStart; leaf < rowEnd; leaf++) {
      lookAround(leaf, 0, kernels, input);
      orderLeaves(leaf, starts, input);
      kernels.nearestRows(callFor(leaf, 0, false, input), 0, last);
    }
  });
}

/** Looks at every pair of leaves once, for the rows of both. */
export function searchPairs(input: SearchInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  const { nLeaves, nStages, nCodes } = input.laid;
  const atOnce = Math.max(1, Math.min(LEAVES_AT_ONCE, Math.floor(WORK_AT_ONCE / (nStages * STAGE_PAIRS + nCodes))));
  for (let leaf = 0; leaf < nLeaves; leaf++) input.order[leaf] = leaf;
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    const calls = Array.from({ length: rowEnd - rowStart }, (_none, i) => callFor(rowStart + i, i, true, input));
    for (const { leaf } of calls) lookAround(leaf, leaf - rowStart, kernels, input);
    for (let first = rowStart + 1; first < nLeaves; first += atOnce) {
      context.throwIfCancelled();
      const to = Math.min(nLeaves, first + atOnce);
      for (const call of calls) if (call.leaf + 1 < to) kernels.nearestRows(call, Math.max(call.leaf + 1, first), to);
    }
  });
}

function lookAround(leaf: number, together: number, kernels: Kernels, { laid, gaps, spans }: SearchInput): void {
  const { leaves, centers, nStages } = laid;
  kernels.leafGaps({ leaves, centers, nStages, leaf, gaps: gaps[together], spans });
}

function callFor(leaf: number, together: number, isMutual: boolean, input: SearchInput): NearestRows {
  const { laid, order, gaps, asked, nNeighbors, found } = input;
  return { ...laid, ...found, order, gaps: gaps[together], asked, nNeighbors, leaf, isMutual };
}

/**
 * All leaves by how near their centre is to that of one, the leaf itself first; those hardly farther than one another in their own order.
 * @param spans in: squared distances of the centres; out: steps of distance
 */
function orderLeaves(leaf: number, starts: Int32Array, { order, spans }: SearchSpace): void {
  const nLeaves = order.length;
  let farthest = 1;
  for (let other = 0; other < nLeaves; other++) farthest = Math.max(farthest, spans[other]);
  const stepsByLength = (ORDER_STEPS - 1) / Math.sqrt(farthest);
  starts.fill(0);
  for (let other = 0; other < nLeaves; other++) {
    spans[other] = Math.floor(Math.sqrt(spans[other]) * stepsByLength);
    starts[spans[other] + 1]++;
  }
  // The leaf itself goes before all others.
  starts[1]--;
  starts[0] = 1;
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  order[0] = leaf;
  for (let other = 0; other < nLeaves; other++) if (other !== leaf) order[starts[spans[other]]++] = other;
}
