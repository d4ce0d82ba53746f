import type { KernelMemory } from '../kernels/KernelMemory.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import type { TaskContext, ThreadContext } from '../workers/Task.ts';

/** What a task is given in a thread of the pool, or elsewhere. */
export type MaybeThread = TaskContext & Partial<Pick<ThreadContext, 'pool'>>;

/** Memory whose kernels a task can use where it runs. */
export function taskMemory({ pool }: MaybeThread): KernelMemory {
  return pool?.kernelMemory ?? newKernelMemory('typescript');
}
