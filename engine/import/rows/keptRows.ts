import { note, type Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { Column } from '../../table/Column.ts';
import type { RawTable } from '../../table/RawTable.ts';
import { conceptOf } from '../dictionary/conceptOf.ts';
import { countValues, type CountValues } from '../roles/distinctValues.ts';
import { findDuplicates } from './findDuplicates.ts';
import { numbersFrom } from './numbersFrom.ts';

export interface KeptRows {
  /** Positions in the data rows that stay, ascending. */
  readonly kept: Int32Array;
  /** Positions in the data rows that were taken out, ascending, and of the row that each repeats. */
  readonly repeats: { readonly row: Int32Array; readonly sameAs: Int32Array };
  readonly notes: readonly Note[];
}

/** More equal rows than this, where nothing names the customers, are customers who happen to agree. */
const SLIPS = 0.01;

/**
 * Rows that are left once repeats are taken out; where a column has a value of its own in every row, there are none. Without a column that names customers or tells most rows apart, many equal rows are not
 * repeats: they are kept, and a note says so.
 */
export function keptRows(
  table: RawTable,
  rows: Int32Array,
  columns: readonly Column[],
  recipe: Recipe,
  count: CountValues = countValues,
): KeptRows {
  const all = numbersFrom(0, rows.length, rows);
  const nothing = { row: new Int32Array(0), sameAs: new Int32Array(0) };
  if (!recipe.removeDuplicates || differInEveryRow(columns, rows.length, count))
    return { kept: all, repeats: nothing, notes: [] };
  const repeatOf = findDuplicates(table, rows);
  const kept = all.filter(i => repeatOf[i] < 0);
  const nRepeats = rows.length - kept.length;
  if (nRepeats === 0) return { kept, repeats: nothing, notes: [] };
  const areSlips = columns.length >= 3 && nRepeats <= SLIPS * rows.length;
  if (!areSlips && !tellsRowsApart(columns, rows.length, count))
    return { kept: all, repeats: nothing, notes: [note('rows.equalKept', { rows: nRepeats })] };
  const row = all.filter(i => repeatOf[i] >= 0);
  return { kept, repeats: { row, sameAs: row.map(i => repeatOf[i]) }, notes: [] };
}

/** Equal rows would have equal values. Only the first column that may name rows is looked at: counting costs as much as finding repeats. */
function differInEveryRow(columns: readonly Column[], nRows: number, count: CountValues): boolean {
  const candidate = columns.find(column => conceptOf(column.name)?.role === 'identifier');
  return candidate !== undefined && candidate.kind !== 'set' && count(candidate).distinct === nRows;
}

function tellsRowsApart(columns: readonly Column[], nRows: number, count: CountValues): boolean {
  return columns.some(column => conceptOf(column.name)?.role === 'identifier' || count(column).distinct > 0.5 * nRows);
}
