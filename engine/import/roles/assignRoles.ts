import type { Recipe } from '#shared/recipe';
import type { Column, NumberColumn } from '../../table/Column.ts';
import { countValues, type CountValues, type ValueCounts } from './distinctValues.ts';
import { isSameColumn } from './isSameColumn.ts';
import { originColumns } from './originColumns.ts';
import { roleOf, type RoleDecision } from './roleOf.ts';

export type ColumnDecision = RoleDecision &
  ValueCounts & {
    /** Whether it says which of several tables a row came from. */
    readonly isOrigin: boolean;
  };

/** The role of every column, with the counts it rests on. */
export function assignRoles(
  columns: readonly Column[],
  recipe: Recipe,
  count: CountValues = countValues,
): ColumnDecision[] {
  const asked = new Map(Object.entries(recipe.columns));
  const origins = originColumns(recipe);
  return columns.map((column, i) => {
    const nRows = rowsOf(column);
    const counts = count(column);
    const role = asked.get(column.name)?.role;
    const twin = role === undefined ? twinOf(column, columns.slice(0, i)) : undefined;
    if (twin)
      return { role: 'ignore', reason: `the same values as ${twin.name}`, notes: [], isOrigin: false, ...counts };
    const isOrigin = origins.has(column.header ?? column.name);
    return { ...roleOf(column, { ...counts, nRows, asked: role, isOrigin }), isOrigin, ...counts };
  });
}

/** How a header that stood before is told apart. */
const NUMBERED = / \(\d+\)$/;

/** An earlier column under the same header with the same values: the sheet says one thing twice. */
function twinOf(column: Column, earlier: readonly Column[]): Column | undefined {
  const header = column.name.replace(NUMBERED, '');
  if (header === column.name) return undefined;
  return earlier.find(other => other.name.replace(NUMBERED, '') === header && isSameColumn(other, column));
}

function rowsOf(column: Column): number {
  if (column.kind === 'set') return column.offsets.length - 1;
  if (column.kind === 'category' || column.kind === 'text') return column.codes.length;
  return (column as NumberColumn).values.length;
}
