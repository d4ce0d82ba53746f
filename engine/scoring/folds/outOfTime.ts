import { AppError } from '#shared/errors';
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
 */
export function cutByTime(
  { days, known, labels }: { days: Float64Array; known: Int32Array; labels: Int32Array },
  share: number,
  column: string,
): TimeCut {
  const sorted = sortedPresent(Float64Array.from(known, row => Math.floor(days[row])));
  const cutDay = nearestCut(sorted, share);
  if (cutDay === null) {
    const date = sorted.length > 0 ? isoDate(sorted[0]) : null;
    throw new AppError('folds.oneDate', { column, date });
  }
  const train: number[] = [];
  const test: number[] = [];
  const counts = { before: [0, 0], from: [0, 0] };
  for (let i = 0; i < known.length; i++) {
    const day = days[known[i]];
    if (Number.isNaN(day)) continue;
    (day < cutDay ? train : test).push(known[i]);
    counts[day < cutDay ? 'before' : 'from'][labels[i]]++;
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
  return { train: Int32Array.from(train), test: Int32Array.from(test), cutDay, noDate };
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
