import { newRun, type Run } from '#engine/jobs/Run';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { threadContext } from '#engine/workers/inlinePool';
import type { Pool } from '#engine/workers/Pool';

/** Does tasks where it stands, with the plain twins of the kernels. */
const inlinePool: Pool = {
  threads: 1,
  map: async <I, O>(task: string, inputs: readonly I[], signal?: AbortSignal) => {
    const { TASKS } = await import('#engine/workers/tasks');
    const memory = newKernelMemory('typescript');
    return threadContext(TASKS, memory, { throwIfCancelled: () => signal?.throwIfAborted() }).pool.map<I, O>(
      task,
      inputs,
    );
  },
  close: () => Promise.resolve(),
};

/** A run for work that needs no threads. */
export function testRun(parts: Partial<Parameters<typeof newRun>[0]> = {}): Run {
  return newRun({ ...parts, seed: parts.seed ?? 42, pool: parts.pool ?? inlinePool });
}
