import type { Run } from '../jobs/Run.ts';

/** The same run, with the progress of one part shown as a share of the whole stage. */
export function partOf(run: Run, part: number, parts: number, label: string): Run {
  return {
    ...run,
    progress: (done, total) => run.progress(part + (total > 0 ? Math.min(1, done / total) : 0), parts, label),
  };
}

/** Lets messages in, so that a cancel is seen between two pieces of work. @throws Cancelled */
export async function pause(run: Run): Promise<void> {
  await new Promise<void>(resolve => setImmediate(resolve));
  run.throwIfCancelled();
}
