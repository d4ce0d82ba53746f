import type { KernelMemory } from '../kernels/KernelMemory.ts';

/**
 * Threads over shared memory. A task is a named kernel wrapper in `workers/tasks.ts`; its input is structured-cloned (shared
 * buffers are shared, not copied). Results come back in the order of the inputs whatever thread finished first.
 */
export interface Pool {
  readonly threads: number;
  /** Working space for kernels; absent in pools that only run plain tasks. */
  readonly kernelMemory?: KernelMemory;
  /**
   * Runs `task` once per input over the threads.
   * @throws Cancelled soon after `signal` aborts: tasks look at a flag in shared memory once per chunk
   */
  map<I, O>(task: string, inputs: readonly I[], signal?: AbortSignal): Promise<O[]>;
  /** Starts the threads before there is work for them, so that the first work need not wait. */
  start?(): Promise<void>;
  close(): Promise<void>;
}

/** Rows per unit of work: fixed, so that the cut does not depend on how many cores there are. */
export const CHUNK_ROWS = 16_384;
