import type { ColumnRole } from '#shared/columns';
import type { Column, DateColumn, NumberColumn } from '../../table/Column.ts';
import { sortedRows } from '../../table/sortNumbers.ts';

/** A column as leaks are looked for in it: over the rows whose outcome is known. */
export interface Seen {
  readonly column: Column;
  readonly role: ColumnRole;
  readonly isOrdered: boolean;
  /** [n], places in ascending order, or levels; -1 is missing. */
  readonly codes: Int32Array;
  readonly nCodes: number;
  /** Ordered columns: [nCodes] the values of the places. */
  readonly values: Float64Array;
}

/**
 * @param rows rows of the table that are looked at
 * @returns null for a set, which is looked at member by member elsewhere
 */
export function seenColumn(column: Column, role: ColumnRole, rows: Int32Array): Seen | null {
  if (column.kind === 'set') return null;
  if (column.kind === 'category' || column.kind === 'text') {
    const codes = Int32Array.from(rows, row => column.codes[row]);
    return { column, role, isOrdered: false, codes, nCodes: column.levels.length, values: new Float64Array(0) };
  }
  if (column.kind === 'boolean') {
    const codes = Int32Array.from(rows, row => (column.values[row] === 2 ? -1 : column.values[row]));
    return { column, role, isOrdered: true, codes, nCodes: 2, values: Float64Array.of(0, 1) };
  }
  const { values } = column as NumberColumn | DateColumn;
  const ranked = rankCodes(Float64Array.from(rows, row => values[row]));
  return { column, role, isOrdered: true, ...ranked };
}

/** Places of numbers in the order of their different values. @param numbers [n], NaN is missing */
export function rankCodes(numbers: Float64Array): { codes: Int32Array; nCodes: number; values: Float64Array } {
  const all = Int32Array.from({ length: numbers.length }, (_none, i) => i);
  const order = sortedRows(numbers, all, false);
  const codes = new Int32Array(numbers.length).fill(-1);
  const values = new Float64Array(numbers.length);
  let nCodes = 0;
  for (const i of order) {
    const value = numbers[i];
    if (value !== value) break;
    if (nCodes === 0 || value !== values[nCodes - 1]) values[nCodes++] = value;
    codes[i] = nCodes - 1;
  }
  return { codes, nCodes, values: values.slice(0, nCodes) };
}
