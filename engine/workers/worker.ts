// Entry of the worker bundle: answers one task at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, toWireError } from '#shared/errors';
import { useKernelModule } from '../kernels/kernelsFor.ts';
import { newKernelMemory } from '../kernels/newKernelMemory.ts';
import { threadContext } from './inlinePool.ts';
import { THREAD_READY, type TaskAnswer, type TaskMessage, type WorkerData } from './message.ts';
import { TASKS } from './tasks.ts';

const { kernels } = workerData as WorkerData;
useKernelModule(kernels);
/** For whole pieces of work that are done in this thread alone. */
const ownMemory = newKernelMemory(kernels ? 'wasm' : 'typescript');

parentPort?.on('message', async (message: TaskMessage) => {
  parentPort?.postMessage(await answer(message));
});
// A task that cannot be read has no number to answer under: the thread ends, and the pool says so.
parentPort?.on('messageerror', error => {
  throw error;
});
parentPort?.postMessage(THREAD_READY);

async function answer({ id, task, input, stop }: TaskMessage): Promise<TaskAnswer> {
  const throwIfCancelled = () => {
    if (Atomics.load(stop, 0) !== 0) throw new Cancelled();
  };
  try {
    if (!Object.hasOwn(TASKS, task)) throw new Error(`there is no task ${task}`);
    throwIfCancelled();
    return { id, output: await TASKS[task](input, threadContext(TASKS, ownMemory, { throwIfCancelled })) };
  } catch (error) {
    return { id, error: toWireError(error, `task ${task}`) };
  }
}
