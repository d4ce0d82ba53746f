/** What the pool gives a task beside its input. */
export interface TaskContext {
  /**
   * Looks at the flag in shared memory; called once per chunk.
   * @throws Cancelled
   */
  throwIfCancelled(): void;
}
/** Runs in a worker; its input arrives cloned, with shared buffers shared. */
export type Task<I, O> = (input: I, context: TaskContext) => O;
