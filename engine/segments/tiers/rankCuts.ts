import { sortedKnown } from '../../explain/quantile.ts';
import type { NumberColumn } from '../../table/Column.ts';

/** A rank is told to a tenth of a percent. */
const PARTS = 1000;

/** The values that cut a column into a thousand equal parts, ascending: the middle of each part; all known values when there are fewer. */
export function rankCutsOf({ values }: NumberColumn): Float64Array {
  const sorted = sortedKnown(values);
  if (sorted.length <= PARTS) return sorted.slice();
  return Float64Array.from(
    { length: PARTS },
    (_none, part) => sorted[Math.floor(((part + 0.5) * sorted.length) / PARTS)],
  );
}

/** Share of the book that is smaller than `value`; NaN when it is missing or nothing is known. @param cuts of `rankCutsOf` */
export function shareBelow(cuts: Float64Array, value: number): number {
  if (!(value - value === 0) || cuts.length === 0) return Number.NaN;
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (cuts[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low / cuts.length;
}
