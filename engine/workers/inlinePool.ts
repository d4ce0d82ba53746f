import type { KernelMemory } from '../kernels/KernelMemory.ts';
import type { Pool } from './Pool.ts';
import type { Task, TaskContext, ThreadContext } from './Task.ts';

type Tasks = Readonly<Record<string, Task<unknown, unknown>>>;

/** What a task may use: tasks that it asks for in turn are done at once in the same thread, and stop when it is stopped. */
export function threadContext(
  tasks: Tasks,
  kernelMemory: KernelMemory,
  { throwIfCancelled }: TaskContext,
): ThreadContext {
  const map = async <I, O>(task: string, inputs: readonly I[]): Promise<O[]> => {
    const outputs: O[] = [];
    for (const input of inputs) {
      throwIfCancelled();
      outputs.push((await tasks[task](input, context)) as O);
    }
    return outputs;
  };
  const pool: Pool = { threads: 1, kernelMemory, map, close: () => Promise.resolve() };
  const context: ThreadContext = { throwIfCancelled, pool };
  return context;
}
