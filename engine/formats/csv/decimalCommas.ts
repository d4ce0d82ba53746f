import { note, type Note } from '#shared/notes';
import { CELL_TEXT, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import { commaUse, type CommaUse } from './plainNumber.ts';

/** Texts that stand for a missing value say nothing about how a column writes its numbers. */
export const NEUTRAL = /^\s*(?:|-+|\?|\.|n\/?a|#n\/a|nan|null|none|nil|\(blank\))\s*$/i;

/**
 * Columns of numbers with a decimal comma. Where there are some the file has to be read again, since "1.234" in such a column is twelve
 * hundred and thirty-four.
 * @param isAsked whether "1,234", which could be either, is a number with a decimal comma
 */
export function decimalCommaColumns({ columns, nRows, strings }: RawTable, isAsked: boolean): number[] {
  const uses = strings.map(text => asUsed(commaUse(text), isAsked));
  return [...columns.keys()].filter(column => isCommaColumn(columns[column], nRows, uses, strings));
}

function asUsed(use: CommaUse, isAsked: boolean): CommaUse {
  return use === 'either' && isAsked ? 'decimal' : use;
}

/** From the first number with a decimal comma on, nothing but numbers; a header may stand above. */
function isCommaColumn(cells: RawColumn, nRows: number, uses: readonly CommaUse[], texts: readonly string[]): boolean {
  let hasStarted = false;
  for (let row = 0; row < nRows; row++) {
    if (cells.kinds[row] !== CELL_TEXT) continue;
    const text = cells.values[row];
    if (uses[text] === 'decimal') hasStarted = true;
    else if (hasStarted && uses[text] === 'other' && !NEUTRAL.test(texts[text])) return false;
  }
  return hasStarted;
}

/** @param commas how many numbers with a decimal comma each such column has */
export function decimalCommaNotes(table: RawTable, commas: ReadonlyMap<number, number>): Note[] {
  return Array.from(commas, ([column, n]) => note('read.decimalComma', { column: columnTitle(table, column), n }));
}

/**
 * The columns that notes of `decimalCommaNotes` speak of, for tables that were kept before the columns themselves were: of columns with
 * one title all, whose numbers then stay as they were read.
 */
export function decimalCommasNoted(table: RawTable, notes: readonly Note[]): number[] {
  const titles = new Set(notes.flatMap(known => (known.code === 'read.decimalComma' ? [known.args.column] : [])));
  if (titles.size === 0) return [];
  return [...table.columns.keys()].filter(column => titles.has(columnTitle(table, column)));
}

function columnTitle(table: RawTable, column: number): string {
  const { kinds, values } = table.columns[column];
  const row = kinds.indexOf(CELL_TEXT);
  return row >= 0 && row < 20 ? table.strings[values[row]] : `column ${column + 1}`;
}
