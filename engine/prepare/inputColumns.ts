import type { ColumnKind, ColumnRole } from '#shared/columns';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { Column, Table } from '../table/Column.ts';
import { cellValue } from '../table/cellValue.ts';
import { requireColumn } from '../table/selectRows.ts';
import type { WorkTable } from './defineStep.ts';
import { workTable, type WorkColumn } from './workColumns.ts';

/** The columns that reach the steps, with the kind they had when the steps were learned. */
export interface InputState {
  readonly columns: readonly { readonly name: string; readonly kind: ColumnKind; readonly role: ColumnRole }[];
}

const USED_ROLES: readonly ColumnRole[] = ['feature', 'flag', 'date'];

/** Features, flags and dates; identifiers, targets, protected and ignored columns and free text never come in. */
export function chooseInputs(table: Table, roles: readonly ColumnRole[]): InputState {
  const columns = table.columns.flatMap((column, i) =>
    USED_ROLES.includes(roles[i]) && column.kind !== 'text'
      ? [{ name: column.name, kind: column.kind, role: roles[i] }]
      : [],
  );
  return { columns };
}

/** Columns of free text that someone gave a role to be compared by. */
export function refusedTexts(table: Table, roles: readonly ColumnRole[]): Note[] {
  return table.columns.flatMap((column, i) =>
    USED_ROLES.includes(roles[i]) && column.kind === 'text'
      ? [note('column.notNumeric', { column: column.name, kind: 'text' })]
      : [],
  );
}

/**
 * @throws AppError `data.unknownColumn` when a column is not there, `recipe.invalid` when it holds values of another kind
 */
export function takeInputs(table: Table, state: InputState): WorkTable {
  const parts = state.columns.map(({ name, kind, role }): WorkColumn => {
    const column = asKind(requireColumn(table, name), kind, table.nRows);
    return { column, role, lineage: { column: name, level: null, transform: [] } };
  });
  return workTable(table.nRows, parts);
}

/** The same values as another kind, where that loses nothing: a new file may hold one channel per customer where the old one held several. */
function asKind(column: Column, kind: ColumnKind, nRows: number): Column {
  if (column.kind === kind) return column;
  const cells = Array.from({ length: nRows }, (_none, row) => cellValue(column, row));
  const { name } = column;
  if (kind === 'number' || kind === 'date') {
    if (column.kind === 'boolean' && kind === 'number')
      return { kind, name, values: Float64Array.from(cells, cell => (cell === null ? NaN : Number(cell))) };
    if (cells.every(cell => cell === null)) return { kind, name, values: new Float64Array(nRows).fill(NaN) };
  } else if (kind === 'boolean') {
    if (cells.every(cell => cell === null || cell === 0 || cell === 1))
      return { kind, name, values: Uint8Array.from(cells, cell => (cell === null ? 2 : Number(cell))) };
  } else if (column.kind !== 'set' && column.kind !== 'date')
    return asTexts(
      name,
      kind,
      cells.map(cell => (cell === null ? null : String(cell))),
    );
  throw new AppError('recipe.invalid', {
    where: name,
    reason: `it holds values of kind ${column.kind}, and ${kind} is needed`,
  });
}

function asTexts(name: string, kind: 'category' | 'text' | 'set', cells: readonly (string | null)[]): Column {
  const levels = [...new Set(cells.filter(cell => cell !== null))];
  const position = new Map(levels.map((level, i) => [level, i]));
  const codes = Int32Array.from(cells, cell => (cell === null ? -1 : position.get(cell)!));
  if (kind !== 'set') return { kind, name, levels, codes };
  const offsets = new Int32Array(cells.length + 1);
  codes.forEach((code, row) => (offsets[row + 1] = offsets[row] + (code < 0 ? 0 : 1)));
  return { kind, name, members: levels, offsets, codes: codes.filter(code => code >= 0) };
}
