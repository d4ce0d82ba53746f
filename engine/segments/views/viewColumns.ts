import type { ColumnRole } from '#shared/columns';
import type { Column, Table } from '../../table/Column.ts';

/** Texts with more different values than this make no picture. */
const MAX_TEXT_LEVELS = 30;

/** The columns worth a picture by segment, in the order of the table: with levels, and with numbers or dates. */
export function viewColumns(table: Table, roles: readonly ColumnRole[]): { categorical: string[]; numeric: string[] } {
  const shown = table.columns.filter((_column, i) => roles[i] !== 'identifier' && roles[i] !== 'ignore');
  return {
    categorical: shown.filter(hasLevels).map(column => column.name),
    numeric: shown.filter(hasNumbers).map(column => column.name),
  };
}

function hasLevels(column: Column): boolean {
  if (column.kind === 'boolean') return column.values.some(value => value < 2);
  if (column.kind === 'set') return column.members.length > 0;
  if (column.kind === 'category') return column.levels.length > 0;
  return column.kind === 'text' && column.levels.length > 0 && column.levels.length <= MAX_TEXT_LEVELS;
}

function hasNumbers(column: Column): boolean {
  return (column.kind === 'number' || column.kind === 'date') && column.values.some(value => Number.isFinite(value));
}
