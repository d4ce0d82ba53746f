import type { CellValue } from '#shared/columns';
import { cellValue, dayNumber } from '../../table/cellValue.ts';
import type { CategoryColumn, Column, SetColumn } from '../../table/Column.ts';
import { sharedFloat64, sharedInt32 } from '../../table/Matrix.ts';
import { parseDate } from '../cells/parseDate.ts';
import { orderMembers } from '../pickRows.ts';
import { setMembers } from './cellInput.ts';
import { placeLevels } from './placeLevels.ts';

export interface CellChange {
  /** Row of the table. */
  readonly row: number;
  readonly to: CellValue;
}

/** A copy of the column with these cells changed; all other columns stay shared. Values that do not fit the kind are gaps. */
export function editColumn(column: Column, changes: readonly CellChange[]): Column {
  switch (column.kind) {
    case 'number':
    case 'date': {
      const values = sharedFloat64(column.values.length);
      values.set(column.values);
      const read = column.kind === 'number' ? asNumber : asDay;
      for (const { row, to } of changes) values[row] = read(to);
      return { ...column, values };
    }
    case 'boolean': {
      const values = column.values.slice();
      for (const { row, to } of changes) values[row] = to === null ? 2 : Number(to === true || to === 'yes');
      return { ...column, values };
    }
    case 'set':
      return editSets(column, changes);
    default:
      return editLevels(column, changes);
  }
}

function asNumber(to: CellValue): number {
  return to === null || to === '' ? NaN : Number(to);
}

function asDay(to: CellValue): number {
  if (typeof to !== 'string') return NaN;
  return to.length === 10 ? dayNumber(to) : parseDate(to, 'dmy');
}

function editLevels(column: CategoryColumn, changes: readonly CellChange[]): Column {
  const codes = column.codes.slice();
  const levels = [...column.levels];
  const known = new Map<string, number>();
  const wanted = new Set(changes.map(({ to }) => keyOf(to, column.kind)));
  column.levels.forEach((level, code) => {
    const key = keyOf(level, column.kind);
    if (wanted.has(key)) known.set(key, code);
  });
  const touched = new Set<number>();
  for (const { row, to } of changes) {
    const key = keyOf(to, column.kind);
    let code = to === null ? -1 : (known.get(key) ?? -2);
    if (code === -2) known.set(key, (code = levels.push(String(to)) - 1));
    touched.add(codes[row]).add(code);
    codes[row] = code;
  }
  return { ...column, ...placeLevels(codes, levels, touched) };
}

/** Levels of a category that differ in case only are one. */
function keyOf(value: CellValue, kind: 'category' | 'text'): string {
  const text = value === null ? '' : String(value);
  return kind === 'category' ? text.toLowerCase() : text;
}

function editSets(column: SetColumn, changes: readonly CellChange[]): Column {
  const members = [...column.members];
  const changed = new Map(changes.map(({ row, to }) => [row, codesOf(to, members)]));
  const nRows = column.offsets.length - 1;
  const offsets = sharedInt32(nRows + 1);
  for (let row = 0; row < nRows; row++)
    offsets[row + 1] = offsets[row] + (changed.get(row)?.length ?? column.offsets[row + 1] - column.offsets[row]);
  const codes = new Int32Array(offsets[nRows]);
  for (let row = 0; row < nRows; row++)
    codes.set(changed.get(row) ?? column.codes.subarray(column.offsets[row], column.offsets[row + 1]), offsets[row]);
  return orderMembers({ ...column, members, offsets, codes });
}

/** Adds members that are new. */
function codesOf(to: CellValue, members: string[]): number[] {
  if (to === null) return [];
  return setMembers(String(to)).map(text => {
    const known = members.findIndex(member => member.toLowerCase() === text.toLowerCase());
    return known < 0 ? members.push(text) - 1 : known;
  });
}

/** Whether the cell still holds what was there when it was corrected; a kind chosen since then does not matter. */
export function holds(column: Column, row: number, from: CellValue): boolean {
  const value = cellValue(column, row);
  return value === from || (value !== null && from !== null && textOf(value) === textOf(from));
}

function textOf(value: Exclude<CellValue, null>): string {
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value).toLowerCase();
}
