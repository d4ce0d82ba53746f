import type { Run } from '../jobs/Run.ts';
import { chunkAt, countChunks } from '../workers/claimChunks.ts';

/**
 * Goes over rows chunk by chunk on this thread, in order, and looks between two chunks at whether someone wants to stop. For one light pass.
 * @throws Cancelled
 */
export async function inTurns(run: Run, nRows: number, work: (rowStart: number, rowEnd: number) => void) {
  for (let index = 0; index < countChunks(nRows); index++) {
    await new Promise<void>(resolve => setImmediate(resolve));
    run.throwIfCancelled();
    const { rowStart, rowEnd } = chunkAt(nRows, index);
    work(rowStart, rowEnd);
  }
}
