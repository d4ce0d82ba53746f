// Entry of the worker bundle: answers one task at a time.
import { parentPort, workerData } from 'node:worker_threads';
import { Cancelled, toWireError } from '#shared/errors';
import { useKernelModule } from '../kernels/kernelsFor.ts';
import { THREAD_READY, type TaskAnswer, type TaskMessage, type WorkerData } from './message.ts';
import { TASKS } from './tasks.ts';

useKernelModule((workerData as WorkerData).kernels);

parentPort?.on('message', (message: TaskMessage) => {
  parentPort?.postMessage(answer(message));
});
parentPort?.postMessage(THREAD_READY);

function answer({ id, task, input, stop }: TaskMessage): TaskAnswer {
  const throwIfCancelled = () => {
    if (Atomics.load(stop, 0) !== 0) throw new Cancelled();
  };
  try {
    if (!Object.hasOwn(TASKS, task)) throw new Error(`there is no task ${task}`);
    throwIfCancelled();
    return { id, output: TASKS[task](input, { throwIfCancelled }) };
  } catch (error) {
    return { id, error: toWireError(error, `task ${task}`) };
  }
}
