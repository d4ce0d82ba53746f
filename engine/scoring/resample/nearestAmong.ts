import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { LEAF_ROWS } from '../../kernels/NearestRows.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { layNearRows, nearRowsBytes, type NearRows, type RowsGiven } from './NearRows.ts';
import { CLOSE_LEAVES, LEAVES_TOGETHER, type Found, type SearchInput, type SearchSpace } from './nearestTask.ts';
import { takePicture } from './Picture.ts';
import type { SettleInput } from './settleTask.ts';

/**
 * The nearest other rows of every row, exactly: squared distances of the numbers, and a penalty for every category that differs; ties to the lower row.
 * Rows close by are looked at first, then every pair of leaves for both at once, of which each thread keeps what it finds; so the order is no matter.
 * @returns [nRows × nNeighbors] rows, nearest first
 * @param nNeighbors at least 1 and fewer than there are rows
 * Cost: at most O(rows² × columns), less the more the rows lie in groups. @throws Cancelled
 */
export async function nearestAmong(given: RowsGiven, nNeighbors: number, run: Run): Promise<Int32Array> {
  const picture = await takePicture(given, run);
  const nLeaves = Math.ceil(given.nRows / LEAF_ROWS);
  const nThreads = Math.min(run.pool.threads, nLeaves);
  const perThread = foundBytes(nLeaves, nNeighbors) + searchBytes(nLeaves);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(
    nearRowsBytes(given) + nThreads * perThread,
  );
  try {
    const laid = layNearRows(given, picture, arena);
    const found = Array.from({ length: nThreads }, () => newFound(nLeaves, nNeighbors, arena));
    const spaces = Array.from({ length: nThreads }, () => newSearchSpace(nLeaves, arena));
    const search = (task: string, label: string, leavesAtOnce: number, foundBy: (thread: number) => Found) => {
      const queue = newChunkQueue(nLeaves, leavesAtOnce);
      const common = { queue, handle: arena.handle, laid, nNeighbors };
      const forThread = (thread: number): SearchInput => ({ ...common, ...spaces[thread], found: foundBy(thread) });
      return onEveryThread(run, task, forThread(0), label, forThread);
    };
    await search('resample.close', 'Finding close neighbours', 1, () => found[0]);
    const isComplete = nLeaves <= CLOSE_LEAVES;
    if (!isComplete) {
      for (const own of found.slice(1)) copyFound(found[0], own);
      await search('resample.pairs', 'Finding neighbours', LEAVES_TOGETHER, thread => found[thread]);
    }
    return await settle(laid, given.nRows, nNeighbors, isComplete ? [found[0]] : found, run);
  } finally {
    arena.release();
  }
}

function foundBytes(nLeaves: number, nNeighbors: number): number {
  return nLeaves * (LEAF_ROWS * (nNeighbors * 12 + 4) + 4) + 4 * 64;
}

function searchBytes(nLeaves: number): number {
  return nLeaves * (2 + LEAVES_TOGETHER) * 4 + LEAF_ROWS * 4 + (3 + LEAVES_TOGETHER) * 64;
}

function newSearchSpace(nLeaves: number, arena: Arena): SearchSpace {
  return {
    order: arena.int32(nLeaves),
    spans: arena.int32(nLeaves),
    gaps: Array.from({ length: LEAVES_TOGETHER }, () => arena.int32(nLeaves)),
    asked: arena.int32(LEAF_ROWS),
  };
}

function newFound(nLeaves: number, nNeighbors: number, arena: Arena): Found {
  const nPlaces = nLeaves * LEAF_ROWS;
  return {
    distances: arena.float64(nPlaces * nNeighbors).fill(Infinity),
    nearest: arena.int32(nPlaces * nNeighbors).fill(-1),
    reaches: arena.int32(nPlaces),
    leafReaches: arena.int32(nLeaves),
  };
}

function copyFound(from: Found, to: Found): void {
  to.distances.set(from.distances);
  to.nearest.set(from.nearest);
  to.reaches.set(from.reaches);
  to.leafReaches.set(from.leafReaches);
}

async function settle({ rows }: NearRows, nRows: number, nNeighbors: number, found: readonly Found[], run: Run) {
  const neighbours = sharedInt32(nRows * nNeighbors);
  const input: SettleInput = { queue: newChunkQueue(nRows), rows, nNeighbors, found, neighbours };
  await onEveryThread(run, 'resample.settle', input);
  return neighbours;
}
