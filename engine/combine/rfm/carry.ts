import type { Column } from '../../table/Column.ts';
import type { RolledUp } from './rollUp.ts';

/**
 * For each customer the row whose value is carried over: the first row that holds the most frequent value, or the latest row that holds any.
 * @returns [customers], -1 where none of the customer's rows has a value
 */
export function carriedRows(
  column: Column,
  rolled: RolledUp,
  take: 'mostFrequent' | 'last',
  days: Float64Array,
): Int32Array {
  const valueAt = valueReader(column);
  const { rows, offsets } = rolled;
  const pick = take === 'last' ? lastRow : mostFrequentRow;
  return Int32Array.from({ length: offsets.length - 1 }, (_none, c) =>
    pick(rows.subarray(offsets[c], offsets[c + 1]), valueAt, days),
  );
}

/** A number that is the same for equal values; NaN is missing. Cells of several values are taken by their row. */
function valueReader(column: Column): (row: number) => number {
  switch (column.kind) {
    case 'number':
    case 'date':
      return row => column.values[row];
    case 'boolean':
      return row => (column.values[row] === 2 ? NaN : column.values[row]);
    case 'set':
      return row => (column.offsets[row] === column.offsets[row + 1] ? NaN : row);
    default:
      return row => (column.codes[row] < 0 ? NaN : column.codes[row]);
  }
}

function lastRow(rows: Int32Array, valueAt: (row: number) => number, days: Float64Array): number {
  let found = -1;
  for (const row of rows) {
    if (!Number.isNaN(valueAt(row)) && (found < 0 || days[row] >= days[found])) found = row;
  }
  return found;
}

function mostFrequentRow(rows: Int32Array, valueAt: (row: number) => number): number {
  const seen = new Map<number, { n: number; row: number }>();
  let best = { n: 0, row: -1 };
  for (const row of rows) {
    const value = valueAt(row);
    if (Number.isNaN(value)) continue;
    const entry = seen.get(value) ?? { n: 0, row };
    entry.n++;
    seen.set(value, entry);
    if (entry.n > best.n || (entry.n === best.n && entry.row < best.row)) best = entry;
  }
  return best.row;
}
