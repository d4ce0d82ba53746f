import { CELL_NUMBER, CELL_TEXT, type RawTable } from '../../table/RawTable.ts';
import { CsvScanner, fieldText, type Dialect } from './CsvScanner.ts';
import { NEUTRAL } from './decimalCommas.ts';
import type { Sample } from './dialect.ts';
import { isSpelledBack, mayPartThousands, plainNumber } from './plainNumber.ts';

/** What the first part of a text shows of how it writes numbers. */
export interface Writing {
  /** By column. */
  readonly columns: readonly ColumnWriting[];
  /** Somewhere a comma is a decimal mark, or a point parts thousands beyond doubt. */
  readonly hasCommas: boolean;
}
interface ColumnWriting {
  /** Numbers with one to three digits, a point and three more: 12.500. */
  thousands: number;
  /** Other numbers with a point: 12.5. */
  points: number;
  /** Numbers that are written otherwise than a number gives them back: 1.10. */
  others: number;
}

/** 1 for the bytes of a mark or an exponent, and the sign of -0. */
const IS_MARK = Uint8Array.from({ length: 256 }, (_none, byte) =>
  '.,eE-'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
/** Longer texts are none; looked through they would take long where they are blank. */
const LONGEST_NUMBER = 60;
/** In any style. */
const NUMBER = /^\s*[-+−(]*[\p{Sc}\s]*\d+(?:[.,\s'’]\d{2,3})*(?:[.,]\d+)?(?:e[+-]?\d+)?[\s\p{Sc}%)-]*$/iu;
const SURELY_COMMA = /\d,(?:\d{1,2}|\d{4,})(?!\d)|\d\.\d{3}[.,]\d/;

export function writingOf(sample: Sample, dialect: Dialect): Writing {
  const columns: ColumnWriting[] = [];
  let hasCommas = false;
  const scanner = new CsvScanner(dialect, sample.name, record => {
    for (let field = 0; field < record.nFields; field++) {
      const own = (columns[field] ??= { thousands: 0, points: 0, others: 0 });
      if (!hasMark(record.bytes, record.from[field], record.to[field])) continue;
      const text = fieldText(record, field, dialect);
      const value = plainNumber(text);
      if (Number.isNaN(value)) hasCommas ||= SURELY_COMMA.test(text);
      else addNumber(own, text.trim(), value);
    }
  });
  scanner.feed(sample.bytes);
  if (sample.isWhole) scanner.finish();
  return { columns, hasCommas };
}

/** Whether there is one of the marks that make a number more than its digits: most fields have none. */
function hasMark(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (IS_MARK[bytes[at]] === 1) return true;
  return false;
}

function addNumber(own: ColumnWriting, text: string, value: number): void {
  if (mayPartThousands(text)) own.thousands++;
  else if (text.includes('.')) own.points++;
  if (!isSpelledBack(text, value)) own.others++;
}

/**
 * Columns whose texts say more than their numbers: 12.500 where the point may part thousands, for of the number 12.5 no one can tell; and
 * 1.10 among words, where it is another code than 1.1.
 * @param commas columns that are read with a decimal comma anyway
 */
export function columnsAsWritten(table: RawTable, writing: Writing, commas: readonly number[]): number[] {
  const known = new Set(commas);
  return [...table.columns.keys()].filter(column => {
    const own = writing.columns[column];
    if (!own || known.has(column)) return false;
    if (own.thousands > 0 && own.points === 0) return true;
    if (writing.hasCommas && own.thousands + own.points > 0) return true;
    return own.others > 0 && hasWords(table, column);
  });
}

/** Whether words stand below the first number. */
function hasWords({ columns, strings }: RawTable, column: number): boolean {
  const { kinds, values } = columns[column];
  for (let row = kinds.indexOf(CELL_NUMBER); row >= 0 && row < kinds.length; row++)
    if (kinds[row] === CELL_TEXT && isWord(strings[values[row]])) return true;
  return false;
}

function isWord(text: string): boolean {
  return text.length > LONGEST_NUMBER || (!NUMBER.test(text) && !NEUTRAL.test(text));
}
