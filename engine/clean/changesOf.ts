import type { CleanChanges } from '#shared/contract/clean';
import { findColumn, type Column } from '../table/Column.ts';
import { cellValue } from '../table/cellValue.ts';
import type { CleanTable } from './defineCleanStep.ts';

const MOST_ROWS = 6;
const MOST_COLUMNS = 6;

/** A few of the rows that differ between two states of the table, as they are shown to a person. */
export function changesOf(before: CleanTable, after: CleanTable): CleanChanges {
  const choices = before.columns.map(({ name, kind }, i) => ({ name, kind, role: before.roles[i] }));
  if (after.nRows !== before.nRows) return { choices, ...removedRows(before, after) };
  const pairs = after.columns
    .map(column => ({ column, old: findColumn(before, column.name) }))
    .filter(({ column, old }) => column !== old)
    .sort((a, b) => Number(a.old === undefined) - Number(b.old === undefined));
  const shown = pairs.filter(({ column, old }) => !old || firstDifference(old, column, 0) >= 0).slice(0, MOST_COLUMNS);
  const rows = changedRows(shown, after.nRows);
  return {
    choices,
    columns: shown.map(({ column, old }) => ({ name: column.name, isNew: old === undefined })),
    rows: rows.map(row => ({
      row: after.sourceRows[row],
      before: shown.map(({ old }) => (old ? cellValue(old, row) : null)),
      after: shown.map(({ column }) => cellValue(column, row)),
    })),
  };
}

interface Pair {
  readonly column: Column;
  readonly old: Column | undefined;
}

/** A few rows in which columns that were there differ, then rows in which a new column has a value, then the first ones. */
function changedRows(pairs: readonly Pair[], nRows: number): number[] {
  const known = pairs.filter(({ old }) => old !== undefined);
  const rows = new Set<number>();
  const each = Math.ceil(MOST_ROWS / Math.max(1, known.length));
  for (const { column, old } of known) {
    let row = -1;
    for (let n = 0; n < each && rows.size < MOST_ROWS; n++) {
      row = firstDifference(old!, column, row + 1);
      if (row < 0) break;
      rows.add(row);
    }
  }
  for (const { column } of pairs.filter(({ old }) => old === undefined)) addTelling(column, nRows, rows);
  for (let row = 0; pairs.length > 0 && row < nRows && rows.size < MOST_ROWS / 2; row++) rows.add(row);
  return [...rows].sort((a, b) => a - b);
}

/** Rows of a new column that say more than "no" or nothing. */
function addTelling(column: Column, nRows: number, rows: Set<number>): void {
  const cell = cellReader(column);
  for (let row = 0; row < nRows && rows.size < MOST_ROWS; row++) {
    const value = cell(row);
    const isTelling = column.kind === 'boolean' ? value === 1 : value !== null && !Number.isNaN(value);
    if (isTelling) rows.add(row);
  }
}

/** The first row from `from` on in which two columns show something else; -1 when there is none. */
function firstDifference(a: Column, b: Column, from: number): number {
  const isSameKind = kindOf(a) === kindOf(b);
  const [cellOfA, cellOfB] = isSameKind
    ? [cellReader(a), cellReader(b)]
    : [(row: number) => cellValue(a, row), (row: number) => cellValue(b, row)];
  for (let row = from; row < rowsOf(b); row++) if (!Object.is(cellOfA(row), cellOfB(row))) return row;
  return -1;
}

function kindOf({ kind }: Column): string {
  return kind === 'text' ? 'category' : kind;
}

/** Cells that compare quickly within a kind. */
function cellReader(column: Column): (row: number) => unknown {
  if (column.kind === 'set') return row => cellValue(column, row);
  if (!('codes' in column)) return row => column.values[row];
  const { codes, levels } = column;
  return row => (codes[row] < 0 ? null : levels[codes[row]]);
}

function rowsOf(column: Column): number {
  if (column.kind === 'set') return column.offsets.length - 1;
  return 'codes' in column ? column.codes.length : column.values.length;
}

/** The first rows that were taken out, with the columns that tell most about them. */
function removedRows(before: CleanTable, after: CleanTable): Pick<CleanChanges, 'columns' | 'rows'> {
  const kept = new Set(after.sourceRows);
  const order = before.columns
    .map((_column, i) => i)
    .sort((a, b) => rankOf(before.roles[a]) - rankOf(before.roles[b]) || a - b);
  const shown = order.slice(0, MOST_COLUMNS).map(i => before.columns[i]);
  const rows: CleanChanges['rows'] = [];
  for (let row = 0; row < before.nRows && rows.length < MOST_ROWS; row++) {
    if (kept.has(before.sourceRows[row])) continue;
    rows.push({ row: before.sourceRows[row], before: shown.map(column => cellValue(column, row)), after: null });
  }
  return { columns: shown.map(({ name }) => ({ name, isNew: false })), rows };
}

function rankOf(role: string): number {
  return role === 'identifier' ? 0 : role === 'ignore' ? 2 : 1;
}
