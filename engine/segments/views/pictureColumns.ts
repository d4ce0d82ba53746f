import type { ColumnRole } from '#shared/columns';
import { SEGMENT_COLUMN, TIER_COLUMN } from '#shared/contract/dataset';
import type { PictureColumns } from '#shared/pictures';
import type { Column, Table } from '../../table/Column.ts';
import { orderOf } from './axisBins.ts';
import { hierarchies } from './hierarchies.ts';
import { levelCodes } from './levelCodes.ts';

/** Levels of a column that can be a tier of a nested treemap, as a share of the rows. */
const MOST_LEVELS = 1 / 5;

/** Columns for the pictures that show two at a time, in the order of the table, and which of them lie inside one another. */
export function pictureColumns(table: Table, roles: readonly ColumnRole[], hasTiers: boolean): PictureColumns {
  const shown = table.columns.filter((_column, i) => roles[i] !== 'identifier' && roles[i] !== 'ignore');
  const nestable = shown.filter(column => isNestable(column, table.nRows));
  return {
    nestable: [SEGMENT_COLUMN, ...(hasTiers ? [TIER_COLUMN] : []), ...nestable.map(column => column.name)],
    hierarchies: hierarchies(nestable),
    ordered: shown.filter(column => isValued(column) || orderOf(column) !== null).map(column => column.name),
    measured: shown
      .filter(column => column.kind === 'boolean' || (column.kind === 'number' && isValued(column)))
      .map(column => column.name),
  };
}

function isNestable(column: Column, nRows: number): boolean {
  const levels = levelCodes(column)?.levels.length ?? 0;
  return levels >= 2 && (column.kind !== 'text' || levels <= nRows * MOST_LEVELS);
}

function isValued(column: Column): boolean {
  return (column.kind === 'number' || column.kind === 'date') && column.values.some(value => Number.isFinite(value));
}
