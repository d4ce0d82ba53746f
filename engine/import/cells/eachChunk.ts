import type { TaskContext } from '../../workers/Task.ts';

/** Small enough for the cells of a chunk to stay in the processor's cache, and for a cancel to be seen in time. */
export const CHUNK_CELLS = 8_192;

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
