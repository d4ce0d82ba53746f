import { note } from '#shared/notes';
import type { CellEdit, Recipe } from '#shared/recipe';
import type { ColumnReport } from '#shared/results';
import { isoDate } from '../../table/cellValue.ts';
import type { Column } from '../../table/Column.ts';
import type { Imported } from '../Imported.ts';
import { referenceDate } from '../referenceDate.ts';
import { countMissing, distinctValues } from '../roles/distinctValues.ts';
import { editColumn, holds } from './editColumn.ts';
import { rowFinder } from './rowFinder.ts';

interface EditedColumn {
  readonly column: Column;
  readonly applied: readonly CellEdit[];
}

/** Remembers the last state of each edited column, so that one more edit changes one column and no other. */
export class EditedColumns {
  private readonly known = new WeakMap<Column, { key: string; edited: EditedColumn }>();

  edit(column: Column, edits: readonly CellEdit[], rowOf: (sourceRow: number) => number): EditedColumn {
    const key = JSON.stringify(edits);
    const known = this.known.get(column);
    if (known?.key === key) return known.edited;
    const applied = edits.filter(({ row, from }) => rowOf(row) >= 0 && holds(column, rowOf(row), from));
    const changes = applied.map(({ row, to }) => ({ row: rowOf(row), to }));
    const edited = { applied, column: applied.length > 0 ? editColumn(column, changes) : column };
    this.known.set(column, { key, edited });
    return edited;
  }
}

/**
 * Lays corrected cells over the customers as they were read. An edit whose cell no longer holds what was corrected is left out, and a note
 * says how many were.
 */
export function applyEdits(imported: Imported, recipe: Recipe, memory = new EditedColumns()): Imported {
  if (recipe.edits.length === 0) return imported;
  const byColumn = new Map<string, CellEdit[]>();
  for (const edit of recipe.edits) {
    const list = byColumn.get(edit.column);
    if (list) list.push(edit);
    else byColumn.set(edit.column, [edit]);
  }
  const rowOf = rowFinder(imported.sourceRows);
  const edited: CellEdit[] = [];
  const reports = [...imported.report.columns];
  const columns = imported.table.columns.map((column, i) => {
    const edits = byColumn.get(column.name);
    if (!edits) return column;
    const result = memory.edit(column, edits, rowOf);
    edited.push(...result.applied);
    reports[i] = recounted(reports[i], column, result.column, result.applied);
    return result.column;
  });
  const left = recipe.edits.length - edited.length;
  const notes = left > 0 ? [note('edits.notApplied', { n: left, of: recipe.edits.length })] : [];
  const table = { ...imported.table, columns };
  const report = { ...imported.report, columns: reports, notes: [...imported.report.notes, ...notes] };
  return redated({ ...imported, table, report, edited }, recipe);
}

const FEW = 16;

/** Gaps and different values after the edit; different numbers are counted by what was touched where that is quicker. */
function recounted(report: ColumnReport, before: Column, after: Column, applied: readonly CellEdit[]): ColumnReport {
  if (before === after) return report;
  const missing = countMissing(after);
  if ((before.kind !== 'number' && before.kind !== 'date') || 2 * applied.length > FEW)
    return { ...report, missing, distinct: distinctValues(after) };
  const touched = new Set<number>();
  const beforeValues = before.values;
  const afterValues = (after as typeof before).values;
  for (let row = 0; row < beforeValues.length; row++)
    if (!Object.is(beforeValues[row], afterValues[row])) touched.add(beforeValues[row] + 0).add(afterValues[row] + 0);
  touched.delete(NaN);
  let distinct = report.distinct;
  for (const value of touched) distinct += Number(afterValues.includes(value)) - Number(beforeValues.includes(value));
  return { ...report, missing, distinct };
}

/** A corrected date may be the latest of the file. */
function redated(imported: Imported, recipe: Recipe): Imported {
  const { table, roles, edited = [] } = imported;
  const isDate = (name: string) => table.columns.some(column => column.name === name && column.kind === 'date');
  if (recipe.referenceDate !== null || !edited.some(({ column }) => isDate(column))) return imported;
  const { day, reason } = referenceDate(table.columns, roles, null);
  const report = {
    ...imported.report,
    referenceDate: Number.isNaN(day) ? null : isoDate(day),
    referenceDateReason: reason,
  };
  return { ...imported, referenceDay: day, report };
}
