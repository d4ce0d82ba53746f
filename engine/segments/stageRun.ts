import type { Run } from '../jobs/Run.ts';

export { pause } from '../jobs/pause.ts';

/** The same run, with the progress of one part shown as a share of the whole stage. */
export function partOf(run: Run, part: number, parts: number, label: string): Run {
  return {
    ...run,
    progress: (done, total) => run.progress(part + (total > 0 ? Math.min(1, done / total) : 0), parts, label),
  };
}
