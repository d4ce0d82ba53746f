import type { Run } from '../jobs/Run.ts';

/** So few cells are done before anyone could ask to stop. */
const WORTH_A_PAUSE = 20_000;

/**
 * Lets a waiting cancel come through between two pieces of work on `size` rows.
 * @throws Cancelled
 */
export async function breathe(run: Run, size: number): Promise<void> {
  if (size >= WORTH_A_PAUSE) await new Promise<void>(resolve => setImmediate(resolve));
  run.throwIfCancelled();
}
