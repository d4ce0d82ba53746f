import { AppError } from '#shared/errors';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { isoDate } from '../../table/cellValue.ts';
import { sortedPresent } from '../../table/sortNumbers.ts';

export interface TimeCut {
  readonly train: Int32Array;
  readonly test: Int32Array;
  /** First day that is tested. */
  readonly cutDay: number;
  /** Known rows without a date, in neither part. */
  readonly noDate: number;
}

/**
 * Cuts the customers at the start of a day, so that the share tested is as near as can be to the one asked for (of equally near cuts the later) and
 * customers of one day stay together.
 * @throws AppError `folds.oneDate`, `folds.oneClassInPeriod`
 * @throws Cancelled
 */
export async function cutByTime(
  { days, known, labels }: { days: Float64Array; known: Int32Array; labels: Int32Array },
  share: number,
  column: string,
  run: Run,
): Promise<TimeCut> {
  await pause(run);
  const sorted = sortedPresent(wholeDays(days, known));
  await pause(run);
  const cutDay = nearestCut(sorted, share);
  if (cutDay === null) {
    const date = sorted.length > 0 ? isoDate(sorted[0]) : null;
    throw new AppError('folds.oneDate', { column, date });
  }
  const nTest = sorted.length - sorted.indexOf(cutDay);
  const parts = { before: new Int32Array(sorted.length - nTest), from: new Int32Array(nTest) };
  const filled = { before: 0, from: 0 };
  const counts = { before: [0, 0], from: [0, 0] };
  for (let i = 0; i < known.length; i++) {
    const day = days[known[i]];
    if (Number.isNaN(day)) continue;
    const period = day < cutDay ? 'before' : 'from';
    parts[period][filled[period]++] = known[i];
    counts[period][labels[i]]++;
  }
  for (const period of ['before', 'from'] as const) {
    const missing = counts[period].indexOf(0);
    if (missing >= 0)
      throw new AppError('folds.oneClassInPeriod', {
        column,
        date: isoDate(cutDay),
        period,
        which: missing === 1 ? 'with the event' : 'without the event',
      });
  }
  const noDate = known.length - sorted.length;
  return { train: parts.before, test: parts.from, cutDay, noDate };
}

function wholeDays(days: Float64Array, rows: Int32Array): Float64Array {
  const whole = new Float64Array(rows.length);
  for (let i = 0; i < rows.length; i++) whole[i] = Math.floor(days[rows[i]]);
  return whole;
}

/** @param sorted whole days, ascending @returns null where all are one */
function nearestCut(sorted: Float64Array, share: number): number | null {
  const wanted = share * sorted.length;
  let [best, nearest] = [null as number | null, Infinity];
  for (let i = sorted.length - 1; i > 0; i--) {
    if (sorted[i] === sorted[i - 1]) continue;
    const off = Math.abs(sorted.length - i - wanted);
    if (off < nearest) [best, nearest] = [sorted[i], off];
  }
  return best;
}
