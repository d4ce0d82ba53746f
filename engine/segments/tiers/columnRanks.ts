import { sortedKnown } from '../../explain/quantile.ts';
import type { NumberColumn } from '../../table/Column.ts';
import type { ColumnRanks } from '../Segmented.ts';

/** Ranks a column once, so that trying other weights and thresholds needs no sorting. */
export function rankColumn({ values }: NumberColumn): ColumnRanks {
  const sorted = sortedKnown(values);
  const shareBelow = new Float64Array(values.length);
  for (let row = 0; row < values.length; row++) shareBelow[row] = shareBelowOf(sorted, values[row]);
  return { sorted, shareBelow };
}

/** Share of the known values that are smaller than `value`; NaN when it is missing or nothing is known. */
export function shareBelowOf(sorted: Float64Array, value: number): number {
  if (!Number.isFinite(value) || sorted.length === 0) return Number.NaN;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low / sorted.length;
}
