import type { Run } from '../../jobs/Run.ts';
import { LEAF_ROWS, STAGE_PAIRS } from '../../kernels/NearestRows.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { layNearRows, nearRowsBytes, type RowsGiven } from './NearRows.ts';
import type { SearchInput, SearchSpace } from './nearestTask.ts';
import { takePicture } from './Picture.ts';

/**
 * The nearest other rows of every row, exactly: squared distances of the numbers, and a penalty for every category that differs; ties to the lower row.
 * @returns [nRows × nNeighbors] rows, nearest first
 * @param nNeighbors at least 1 and fewer than there are rows
 * Cost: at most O(rows² × columns), less the more the rows lie in groups. @throws Cancelled
 */
export async function nearestAmong(given: RowsGiven, nNeighbors: number, run: Run): Promise<Int32Array> {
  const { threads } = run.pool;
  const picture = await takePicture(given, run);
  const nStages = Math.ceil(picture.nAxes / 2 / STAGE_PAIRS);
  const nLeaves = Math.ceil(given.nRows / LEAF_ROWS);
  const perThread = LEAF_ROWS * (nNeighbors * 12 + (nStages + 1) * 4) + nLeaves * 8 + 5 * 64;
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(
    nearRowsBytes(given) + threads * perThread,
  );
  try {
    const laid = layNearRows(given, picture, arena);
    const spaces = Array.from({ length: threads }, (): SearchSpace => ({
      order: arena.int32(nLeaves),
      bounds: arena.int32(nLeaves),
      distances: arena.float64(LEAF_ROWS * nNeighbors),
      nearest: arena.int32(LEAF_ROWS * nNeighbors),
      limits: arena.int32(LEAF_ROWS * (nStages + 1)),
    }));
    const neighbours = sharedInt32(given.nRows * nNeighbors);
    const queue = newChunkQueue(nLeaves, 1);
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
