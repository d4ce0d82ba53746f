import type { KernelKind } from '#engine/kernels/KernelMemory';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';

const started = new Map<string, Promise<Pool>>();

/**
 * Threads for tests, shared by all test files of a process: to start a thread and to warm up its code costs more than most of
 * the work that tests give it. They are idle when nothing is to be done, and end with the process; `close` leaves them alone.
 */
export function sharedPool(threads: number, kernels: KernelKind = 'wasm'): Promise<Pool> {
  const key = `${threads} ${kernels}`;
  let pool = started.get(key);
  if (!pool) {
    pool = createPool(threads, kernels).then(own => leftOpen(own));
    started.set(key, pool);
  }
  return pool;
}

function leftOpen(pool: Pool): Pool {
  return {
    threads: pool.threads,
    kernelMemory: pool.kernelMemory,
    map: (task, inputs, signal) => pool.map(task, inputs, signal),
    start: () => pool.start?.() ?? Promise.resolve(),
    close: () => Promise.resolve(),
  };
}
