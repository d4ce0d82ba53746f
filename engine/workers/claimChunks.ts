import { CHUNK_ROWS } from './Pool.ts';
import type { TaskContext } from './Task.ts';

/** Rows [rowStart, rowEnd) of chunk `index`. */
export interface Chunk {
  readonly index: number;
  readonly rowStart: number;
  readonly rowEnd: number;
}

/** A cut of rows into chunks from which every thread takes the next one that is free. */
export interface ChunkQueue {
  readonly nRows: number;
  readonly chunkRows: number;
  /** [1], shared: the next chunk to be taken. */
  readonly next: Int32Array;
}

export function newChunkQueue(nRows: number, chunkRows: number = CHUNK_ROWS): ChunkQueue {
  return { nRows, chunkRows, next: new Int32Array(new SharedArrayBuffer(4)) };
}

export function countChunks(nRows: number, chunkRows: number = CHUNK_ROWS): number {
  return Math.ceil(nRows / chunkRows);
}

export function chunkAt(nRows: number, index: number, chunkRows: number = CHUNK_ROWS): Chunk {
  const rowStart = index * chunkRows;
  return { index, rowStart, rowEnd: Math.min(nRows, rowStart + chunkRows) };
}

/** Takes chunks until none is left. What `work` finds goes into shared arrays by chunk, so that order of arrival is no matter. */
export function claimChunks(queue: ChunkQueue, context: TaskContext, work: (chunk: Chunk) => void): void {
  const nChunks = countChunks(queue.nRows, queue.chunkRows);
  for (;;) {
    const index = Atomics.add(queue.next, 0, 1);
    if (index >= nChunks) return;
    context.throwIfCancelled();
    work(chunkAt(queue.nRows, index, queue.chunkRows));
  }
}
