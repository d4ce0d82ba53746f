import { newRun, type Run } from '../jobs/Run.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import { threadContext } from '../workers/inlinePool.ts';
import type { Pool } from '../workers/Pool.ts';
import { TASKS } from '../workers/tasks.ts';

/** A run that does everything where it stands: for single customers, who are answered long before a thread has taken the question. */
export function inlineRun(): Run {
  const memory = newKernelMemory('typescript');
  const { pool } = threadContext(TASKS, memory, { throwIfCancelled: () => undefined });
  return newRun({ seed: 0, pool: pool satisfies Pool });
}
