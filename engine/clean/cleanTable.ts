import type { ColumnKind, ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { pickRows } from '../import/pickRows.ts';
import { findColumn, type Column } from '../table/Column.ts';
import type { CleanContext, CleanTable } from './defineCleanStep.ts';
import { similarName } from './similarName.ts';

/**
 * Columns that a person chose by name; none chosen takes every column of these kinds.
 * @throws AppError `clean.missingColumn`
 */
export function chosenColumns(
  table: CleanTable,
  names: readonly string[],
  kinds: readonly ColumnKind[],
  context: Pick<CleanContext, 'step'>,
): Column[] {
  if (names.length === 0) return table.columns.filter(column => kinds.includes(column.kind));
  return names.map(name => needColumn(table, name, context)).filter(column => kinds.includes(column.kind));
}

/** @throws AppError `clean.missingColumn` naming the step, the column and the one that was perhaps meant */
export function needColumn(table: CleanTable, name: string, context: Pick<CleanContext, 'step'>): Column {
  const column = findColumn(table, name);
  if (column) return column;
  const names = table.columns.map(known => known.name);
  throw new AppError('clean.missingColumn', {
    step: context.step,
    column: name,
    columns: listSome(names, 12),
    similar: similarName(name, names),
  });
}

/** The same table with this column in the place of the one of its name, or at the end. */
export function withColumn(table: CleanTable, column: Column, role: ColumnRole): CleanTable {
  const at = table.columns.findIndex(known => known.name === column.name);
  if (at < 0) return { ...table, columns: [...table.columns, column], roles: [...table.roles, role] };
  const replace = <T>(items: readonly T[], item: T) => items.map((known, i) => (i === at ? item : known));
  return { ...table, columns: replace(table.columns, column), roles: replace(table.roles, role) };
}

/** The same table with columns changed one by one; what `change` gives back unchanged stays. */
export function mapColumns(table: CleanTable, change: (column: Column) => Column): CleanTable {
  return { ...table, columns: table.columns.map(change) };
}

export function pickTable(table: CleanTable, rows: Int32Array): CleanTable {
  return {
    nRows: rows.length,
    columns: table.columns.map(column => pickRows(column, rows)),
    roles: table.roles,
    sourceRows: rows.map(row => table.sourceRows[row]),
  };
}

/**
 * Takes rows out, or where rows stay (other customers are placed) says in a yes/no column which would have been.
 * @param isRemoved [nRows], 1 for rows to take out
 */
export function removeRows(
  table: CleanTable,
  isRemoved: Uint8Array,
  flagName: string,
  context: CleanContext,
): CleanTable {
  if (!context.removesRows) return withColumn(table, { kind: 'boolean', name: flagName, values: isRemoved }, 'ignore');
  if (!isRemoved.includes(1)) return table;
  const rows = new Int32Array(table.nRows);
  let n = 0;
  for (let row = 0; row < table.nRows; row++) if (isRemoved[row] === 0) rows[n++] = row;
  return pickTable(table, rows.slice(0, n));
}

/** The name, numbered where the table has it already. */
export function freeName(table: CleanTable, name: string): string {
  const taken = new Set(table.columns.map(column => column.name));
  let free = name;
  for (let i = 2; taken.has(free); i++) free = `${name} (${i})`;
  return free;
}
