import { finitePart, keptColumn, sortedColumn } from '../../profile/sortedColumns.ts';
import type { NumberColumn } from '../../table/Column.ts';

/** A rank is told to a tenth of a percent. */
const PARTS = 1000;

/** The values that cut a column into a thousand equal parts, ascending: the middle of each part; all known values when there are fewer. */
export function rankCutsOf({ values }: NumberColumn): Float64Array {
  return cutsOfSorted(finitePart(sortedColumn(values)).values);
}

/** The same of values that are sorted. */
export function cutsOfSorted(sorted: Float64Array): Float64Array {
  if (sorted.length <= PARTS) return sorted.slice();
  return Float64Array.from(
    { length: PARTS },
    (_none, part) => sorted[Math.floor(((part + 0.5) * sorted.length) / PARTS)],
  );
}

/** Of columns that are sorted, by their cuts. */
const knownShares = new WeakMap<Float64Array, { readonly values: Float64Array; readonly shares: Float64Array }>();

/** [nRows] what `shareBelow` says of each value of a column, found along the order; null where the column has not been sorted. */
export function sharesBelow(cuts: Float64Array, values: Float64Array): Float64Array | null {
  const kept = knownShares.get(cuts);
  if (kept?.values === values) return kept.shares;
  const sorted = keptColumn(values);
  if (!sorted) return null;
  const { values: inOrder, rows } = finitePart(sorted);
  const shares = new Float64Array(values.length).fill(Number.NaN);
  let below = 0;
  for (let i = 0; i < inOrder.length; i++) {
    while (below < cuts.length && cuts[below] < inOrder[i]) below++;
    shares[rows[i]] = below / cuts.length;
  }
  knownShares.set(cuts, { values, shares });
  return shares;
}

/** Share of the book that is smaller than `value`; NaN when it is missing or nothing is known. @param cuts of `rankCutsOf` */
export function shareBelow(cuts: Float64Array, value: number): number {
  if (!(value - value === 0) || cuts.length === 0) return Number.NaN;
  // Halving without branches: the processor cannot guess them, and three times the speed is felt on a million customers.
  let low = 0;
  let n = cuts.length;
  while (n > 1) {
    const half = n >>> 1;
    low += half * Number(cuts[low + half - 1] < value);
    n -= half;
  }
  return (low + Number(cuts[low] < value)) / cuts.length;
}
