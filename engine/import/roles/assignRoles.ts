import type { Recipe } from '#shared/recipe';
import type { Column, NumberColumn } from '../../table/Column.ts';
import { countMissing, distinctValues } from './distinctValues.ts';
import { roleOf, type RoleDecision } from './roleOf.ts';

export interface ColumnDecision extends RoleDecision {
  readonly distinct: number;
  readonly missing: number;
}

/** The role of every column, with the counts it rests on. */
export function assignRoles(columns: readonly Column[], recipe: Recipe): ColumnDecision[] {
  const asked = new Map(Object.entries(recipe.columns));
  return columns.map(column => {
    const nRows = rowsOf(column);
    const counts = { distinct: distinctValues(column), missing: countMissing(column) };
    return { ...roleOf(column, { ...counts, nRows, asked: asked.get(column.name)?.role }), ...counts };
  });
}

function rowsOf(column: Column): number {
  if (column.kind === 'set') return column.offsets.length - 1;
  if (column.kind === 'category' || column.kind === 'text') return column.codes.length;
  return (column as NumberColumn).values.length;
}
