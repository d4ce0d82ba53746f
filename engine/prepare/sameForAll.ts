import type { ColumnRole } from '#shared/columns';
import type { Column, Table } from '../table/Column.ts';

/**
 * The columns that could be compared if they had not one and the same value in every row; none where another column is left that could be given a
 * role. Cost: O(rows × columns) where all are the same.
 */
export function sameForAll({ columns }: Table, roles: readonly ColumnRole[]): string[] {
  const left = columns.filter((_column, i) => roles[i] === 'ignore');
  return left.every(isSame) ? left.map(({ name }) => name) : [];
}

function isSame(column: Column): boolean {
  if (column.kind === 'set') return false;
  const values: ArrayLike<number> = 'codes' in column ? column.codes : column.values;
  for (let row = 1; row < values.length; row++) if (values[row] !== values[0]) return false;
  return true;
}
