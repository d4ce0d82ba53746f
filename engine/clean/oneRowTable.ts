import type { CellValue } from '#shared/columns';
import { AppError } from '#shared/errors';
import { listSome } from '#shared/format';
import { dayNumber } from '../table/cellValue.ts';
import type { CategoryColumn, Column, SetColumn, Table } from '../table/Column.ts';

const YES_WORDS = new Set(['1', 'true', 't', 'y', 'yes']);
const NO_WORDS = new Set(['0', 'false', 'f', 'n', 'no']);
const ISO_DAY = /^\d{4}-\d{2}-\d{2}/;

/**
 * One customer as a table with the same columns and kinds as the book; what is not given is missing, and a level the book does not
 * have is kept as such.
 * @throws AppError `data.unknownColumn`, `option.invalid` naming the column, what it takes and what was given
 */
export function oneRowTable(table: Table, values: Readonly<Record<string, CellValue>>): Table {
  const names = new Set(table.columns.map(column => column.name));
  for (const name of Object.keys(values)) {
    if (!names.has(name)) throw new AppError('data.unknownColumn', { column: name, columns: listSome([...names], 12) });
  }
  const given = (name: string) => (Object.hasOwn(values, name) ? values[name] : null);
  return { nRows: 1, columns: table.columns.map(column => oneCell(column, given(column.name))) };
}

function oneCell(column: Column, value: CellValue): Column {
  const { name } = column;
  const isMissing = value === null || (typeof value === 'string' && value.trim() === '');
  switch (column.kind) {
    case 'number':
      return { kind: 'number', name, values: shared(isMissing ? Number.NaN : toNumber(name, value)) };
    case 'date':
      return { kind: 'date', name, values: shared(isMissing ? Number.NaN : toDay(name, value)) };
    case 'boolean':
      return { kind: 'boolean', name, values: Uint8Array.of(isMissing ? 2 : toYesNo(name, value)) };
    case 'set':
      return oneSet(column, isMissing ? [] : splitMembers(String(value)));
    default:
      return oneLevel(column, isMissing ? null : value);
  }
}

function oneSet({ name, members: known }: SetColumn, wanted: readonly string[]): SetColumn {
  const members = [...known, ...wanted.filter(member => !known.includes(member))];
  const codes = Int32Array.from(wanted, member => members.indexOf(member)).sort();
  return { kind: 'set', name, members, offsets: Int32Array.of(0, codes.length), codes };
}

function oneLevel({ kind, name, levels }: CategoryColumn, value: CellValue): CategoryColumn {
  const level = value === null ? null : String(value);
  const number = typeof value === 'number' ? { hasPointNumbers: true as const } : {};
  const code = level === null ? -1 : levels.indexOf(level);
  if (level === null || code >= 0) return { kind, name, codes: Int32Array.of(code), levels, ...number };
  return { kind, name, codes: Int32Array.of(levels.length), levels: [...levels, level], ...number };
}

function shared(value: number): Float64Array {
  const values = new Float64Array(new SharedArrayBuffer(8));
  values[0] = value;
  return values;
}

function splitMembers(text: string): string[] {
  const members = text.split(';').map(member => member.trim());
  return [...new Set(members.filter(member => member !== ''))];
}

function refuse(column: string, allowed: string, value: CellValue): AppError {
  return new AppError('option.invalid', { option: column, allowed, got: JSON.stringify(value) });
}

function toNumber(column: string, value: CellValue): number {
  const read = typeof value === 'string' ? Number(value.trim().replace(/,(?=\d{3}(\D|$))/g, '')) : Number(value);
  if (Number.isFinite(read)) return read;
  throw refuse(column, 'a number', value);
}

function toDay(column: string, value: CellValue): number {
  const days = typeof value === 'string' && ISO_DAY.test(value) ? dayNumber(value) : Number.NaN;
  if (Number.isFinite(days)) return days;
  throw refuse(column, 'a date such as 1985-03-27', value);
}

function toYesNo(column: string, value: CellValue): number {
  const word = String(value).trim().toLowerCase();
  if (YES_WORDS.has(word)) return 1;
  if (NO_WORDS.has(word)) return 0;
  throw refuse(column, 'yes or no', value);
}
