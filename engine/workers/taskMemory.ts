import { hasWasmKernels } from '../kernels/kernelsFor.ts';
import type { KernelMemory } from '../kernels/KernelMemory.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import type { TaskContext, ThreadContext } from './Task.ts';

/** What a task is given in a thread of the pool, or elsewhere; there it can be a run. */
export type MaybeThread = TaskContext & Partial<Pick<ThreadContext, 'pool'>>;

/** Memory whose kernels a task can use where it runs. */
export function taskMemory({ pool }: MaybeThread): KernelMemory {
  return (hasWasmKernels() && pool?.kernelMemory) || newKernelMemory('typescript');
}
