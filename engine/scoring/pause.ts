import type { Run } from '../jobs/Run.ts';

/** Lets messages in, so that a cancel is seen between two pieces of work. @throws Cancelled */
export async function pause(run: Run): Promise<void> {
  await new Promise<void>(resolve => setImmediate(resolve));
  run.throwIfCancelled();
}
