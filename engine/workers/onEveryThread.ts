import type { Run } from '../jobs/Run.ts';
import { countChunks, type ChunkQueue } from './claimChunks.ts';

/** Gives the same input to as many threads as can find a chunk in its queue. What they find is in the input's shared arrays. */
export async function onEveryThread<I extends { readonly queue: ChunkQueue }>(
  run: Run,
  task: string,
  input: I,
): Promise<void> {
  const { nRows, chunkRows } = input.queue;
  const helpers = Math.min(run.pool.threads, countChunks(nRows, chunkRows));
  await run.pool.map(
    task,
    Array.from({ length: helpers }, () => input),
    run.signal,
  );
}
