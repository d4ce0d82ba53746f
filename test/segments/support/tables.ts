import type { ColumnRole } from '#shared/columns';
import type { ImportReport } from '#shared/results';
import { NO_MARKS } from '#engine/import/FileMarks';
import { NOTHING_LEFT_OUT, type Imported } from '#engine/import/Imported';
import type { BooleanColumn, CategoryColumn, Column, DateColumn, NumberColumn, SetColumn } from '#engine/table/Column';

export function numbers(name: string, values: readonly (number | null)[]): NumberColumn {
  return { kind: 'number', name, values: Float64Array.from(values, value => value ?? Number.NaN) };
}
export function dates(name: string, values: readonly (string | null)[]): DateColumn {
  const days = values.map(value => (value === null ? Number.NaN : Date.parse(`${value}T00:00:00Z`) / 86_400_000));
  return { kind: 'date', name, values: Float64Array.from(days) };
}
export function flags(name: string, values: readonly (boolean | null)[]): BooleanColumn {
  return { kind: 'boolean', name, values: Uint8Array.from(values, value => (value === null ? 2 : Number(value))) };
}
export function categories(
  name: string,
  values: readonly (string | null)[],
  kind: 'category' | 'text' = 'category',
): CategoryColumn {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  const levels = [...counts].sort((a, b) => b[1] - a[1]).map(([level]) => level);
  return { kind, name, levels, codes: Int32Array.from(values, value => (value === null ? -1 : levels.indexOf(value))) };
}
export function sets(name: string, values: readonly (readonly string[])[]): SetColumn {
  const members = [...new Set(values.flat())];
  const codes: number[] = [];
  const offsets = [0];
  for (const own of values) {
    codes.push(...own.map(member => members.indexOf(member)).sort((a, b) => a - b));
    offsets.push(codes.length);
  }
  return { kind: 'set', name, members, offsets: Int32Array.from(offsets), codes: Int32Array.from(codes) };
}

/** A customer table as an import would have left it. `roles` are by name; features unless said otherwise. */
export function importedOf(
  columns: readonly Column[],
  nRows: number,
  roles: Record<string, ColumnRole> = {},
  referenceDay = Number.NaN,
): Imported {
  return {
    table: { nRows, columns },
    roles: columns.map(column => roles[column.name] ?? (column.kind === 'boolean' ? 'flag' : 'feature')),
    sourceRows: Int32Array.from({ length: nRows }, (_none, row) => row + 2),
    leftOut: NOTHING_LEFT_OUT,
    marks: NO_MARKS,
    referenceDay,
    report: { fold: null, nRows } as unknown as ImportReport,
  };
}
