import type { Run } from '../../jobs/Run.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { layNearRows, LEAF_ROWS, nearRowsBytes, type RowsGiven } from './NearRows.ts';
import type { SearchInput, SearchSpace } from './nearestTask.ts';

/**
 * The nearest other rows of every row, exactly: squared distances of the numbers, and a penalty for every category that differs; ties to the lower row.
 * @returns [nRows × nNeighbors] rows, nearest first
 * @param nNeighbors at least 1 and fewer than there are rows
 * Cost: at most O(rows² × columns), less the more the rows lie in groups. @throws Cancelled
 */
export async function nearestAmong(given: RowsGiven, nNeighbors: number, run: Run): Promise<Int32Array> {
  const { threads } = run.pool;
  const bytes = nearRowsBytes(given) + threads * (LEAF_ROWS * nNeighbors * 12 + 2 * 64);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(bytes);
  try {
    const laid = layNearRows(given, arena);
    const spaces = Array.from({ length: threads }, (): SearchSpace => ({
      distances: arena.float64(LEAF_ROWS * nNeighbors),
      nearest: arena.int32(LEAF_ROWS * nNeighbors),
    }));
    const neighbours = sharedInt32(given.nRows * nNeighbors);
    const queue = newChunkQueue(laid.nLeaves, 1);
    const forThread = (thread: number): SearchInput => ({
      queue,
      handle: arena.handle,
      laid,
      nNeighbors,
      neighbours,
      ...spaces[thread],
    });
    await onEveryThread(run, 'resample.nearest', forThread(0), 'Finding neighbours', forThread);
    return neighbours;
  } finally {
    arena.release();
  }
}
