import type { Column } from '../table/Column.ts';
import { sharedFloat64 } from '../table/Matrix.ts';
import { dayOf } from './cells/parseDate.ts';

/** Births written with two digits of the year that would lie after the reference day were a century earlier. */
export function birthCentury(column: Column, referenceDay: number): Column {
  if (column.kind !== 'date' || !column.values.some(day => day > referenceDay)) return column;
  const values = sharedFloat64(column.values.length);
  for (let row = 0; row < values.length; row++)
    values[row] = column.values[row] > referenceDay ? aCenturyEarlier(column.values[row]) : column.values[row];
  return { ...column, values };
}

function aCenturyEarlier(day: number): number {
  const date = new Date(day * 86_400_000);
  return dayOf(date.getUTCFullYear() - 100, date.getUTCMonth() + 1, date.getUTCDate());
}
