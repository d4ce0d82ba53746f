import type { Run } from '../jobs/Run.ts';
import { countChunks, type ChunkQueue } from './claimChunks.ts';

const REPORT_EVERY_MS = 100;

/**
 * Gives as many threads as can find a chunk in its queue an input each. What they find is in the input's shared arrays, or in the answer of
 * each.
 *
 * @param input  the same for all threads, or made for each of them
 * @param label  when given, chunks taken are reported as progress under it
 */
export async function onEveryThread<I extends { readonly queue: ChunkQueue }, O = unknown>(
  run: Run,
  task: string,
  input: I,
  label?: string,
  forThread: (thread: number) => I = () => input,
): Promise<O[]> {
  const { nRows, chunkRows, next } = input.queue;
  const nChunks = countChunks(nRows, chunkRows);
  const inputs = Array.from({ length: threadsFor(run, input.queue) }, (_, thread) => forThread(thread));
  const report = () => {
    if (label) run.progress(Math.min(nChunks, Atomics.load(next, 0)), nChunks, label);
  };
  const timer = label ? setInterval(report, REPORT_EVERY_MS) : undefined;
  try {
    const outputs = await run.pool.map<I, O>(task, inputs, run.signal);
    report();
    return outputs;
  } finally {
    clearInterval(timer);
  }
}

export function threadsFor(run: Run, { nRows, chunkRows }: ChunkQueue): number {
  return Math.min(run.pool.threads, countChunks(nRows, chunkRows));
}
