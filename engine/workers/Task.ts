import type { Pool } from './Pool.ts';

/** What the pool gives a task beside its input. */
export interface TaskContext {
  /**
   * Looks at the flag in shared memory; called once per chunk.
   * @throws Cancelled
   */
  throwIfCancelled(): void;
}
/** What a task may use that does a whole piece of work, such as a fit, in its thread. */
export interface ThreadContext extends TaskContext {
  /** Does tasks one after the other in this thread. */
  readonly pool: Pool;
}
/** Runs in a worker; its input arrives cloned, with shared buffers shared. */
export type Task<I, O> = (input: I, context: ThreadContext) => O | Promise<O>;
