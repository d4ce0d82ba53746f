import type { CellValue } from '#shared/columns';
import { RESULT_COLUMNS, type CellChange } from '#shared/contract/dataset';
import { AppError } from '#shared/errors';
import { MOST_EDITS, type CellEdit, type Recipe } from '#shared/recipe';
import { missingWordSet } from '../import/cells/ColumnCells.ts';
import { cellInput } from '../import/edits/cellInput.ts';
import { rowFinder } from '../import/edits/rowFinder.ts';
import type { Imported } from '../import/Imported.ts';
import { cellValue } from '../table/cellValue.ts';
import { findColumn, type Column } from '../table/Column.ts';

interface Places {
  /** The customers before any edit, by the names of today. */
  readonly base: Imported;
  /** [nRows] of the table that the person sees: row in the sheet. */
  readonly sourceRows: Int32Array;
}

/**
 * The recipe with cells corrected: one edit per cell, from what the file holds to what was typed last. Typing the old value takes an edit back.
 * @throws AppError `edit.wrongKind`, `edit.notEditable`, `edit.tooMany`, `data.unknownColumn`
 */
export function changeCells(recipe: Recipe, changes: readonly CellChange[], { base, sourceRows }: Places): Recipe {
  const edits = new Map(recipe.edits.map(edit => [cellKey(edit), edit]));
  const rowOf = rowFinder(base.sourceRows);
  for (const { row, column: name, text } of changes) {
    const column = editableColumn(base, name);
    const sourceRow = sourceRows[row];
    const at = sourceRow === undefined ? -1 : rowOf(sourceRow);
    if (at < 0) throw new AppError('edit.notEditable', { column: name });
    const to = typedValue(text, column, recipe);
    const key = cellKey({ row: sourceRow, column: name });
    const from = edits.get(key)?.from ?? cellValue(column, at);
    edits.delete(key);
    if (to !== from) edits.set(key, { row: sourceRow, column: name, from, to });
  }
  if (edits.size > MOST_EDITS) throw new AppError('edit.tooMany', { limit: MOST_EDITS, got: edits.size });
  return { ...recipe, edits: [...edits.values()] };
}

/** What a person typed into a cell of a column, as it is kept. @throws AppError `edit.wrongKind` */
export function typedValue(
  text: string,
  { name, kind }: Pick<Column, 'name' | 'kind'>,
  { reading }: Recipe,
): CellValue {
  const dateOrder = reading.dateOrder === 'mdy' ? 'mdy' : 'dmy';
  return cellInput(text, { column: name, kind, dateOrder, missingWords: missingWordSet(reading.missingWords) });
}

function cellKey({ row, column }: Pick<CellEdit, 'row' | 'column'>): string {
  return `${row} ${column}`;
}

/** @throws AppError `edit.notEditable` */
export function editableColumn({ table }: Imported, name: string): Column {
  const column = findColumn(table, name);
  if (!column || RESULT_COLUMNS.includes(name)) throw new AppError('edit.notEditable', { column: name });
  return column;
}

/** What was corrected, for the list of changes. */
export function cellsLabel(before: Recipe, after: Recipe, changes: readonly CellChange[]): string {
  if (changes.length === 1) {
    const { column, text } = changes[0];
    const known = new Set(before.edits);
    const edit = after.edits.find(candidate => !known.has(candidate));
    if (!edit) return `Took back the edit of ${column}`;
    return `Edited ${column} in row ${edit.row}: ${shown(edit.from)} to ${text.trim() === '' ? 'missing' : shown(edit.to)}`;
  }
  const columns = new Set(changes.map(change => change.column));
  return `Edited ${changes.length} cells in ${columns.size === 1 ? [...columns][0] : `${columns.size} columns`}`;
}

function shown(value: CellValue): string {
  if (value === null) return 'missing';
  const text = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
