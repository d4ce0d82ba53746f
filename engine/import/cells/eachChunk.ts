import { CHUNK_CELLS } from '../../kernels/ChunkDesk.ts';
import type { TaskContext } from '../../workers/Task.ts';

/**
 * Goes over n cells in chunks. What is done with a chunk belongs into functions of their own, so that they are compiled once and not
 * again for every column.
 * @throws Cancelled
 */
export function eachChunk(n: number, context: TaskContext, work: (from: number, to: number) => void): void {
  for (let from = 0; from < n; from += CHUNK_CELLS) {
    context.throwIfCancelled();
    work(from, Math.min(n, from + CHUNK_CELLS));
  }
}
