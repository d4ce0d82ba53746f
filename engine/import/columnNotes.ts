import type { ColumnKind } from '#shared/columns';
import { formatCount, joinWords } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { CELL_DATE, CELL_EMPTY, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../table/RawTable.ts';
import type { ColumnCells } from './cells/ColumnCells.ts';
import { parseNumber } from './cells/parseNumber.ts';
import { FEW_ROWS } from './cells/TextRows.ts';
import type { BuiltColumn } from './kinds/buildColumn.ts';
import { ORDER_WORDS } from './kinds/datesIn.ts';
import type { KindDecision } from './kinds/decideKind.ts';
import { mixedSignNotes } from './kinds/mixedSigns.ts';

/** So many rows of one kind before the first of another are a change, not a mixture. */
const LONG_START = 100;

/** What a person must know about how a column was read: what was open, what could not be read and where. */
export function columnNotes(
  column: string,
  cells: ColumnCells,
  decision: KindDecision,
  built: BuiltColumn,
  sheetRow: (position: number) => number,
): Note[] {
  return [
    ...markNotes(column, decision),
    ...codeNotes(column, decision),
    ...mixedSignNotes(column, cells, decision),
    ...orderNotes(column, decision, built, sheetRow),
    ...unreadNote(column, decision.kind, built, sheetRow),
    ...lateChange(column, cells, decision, sheetRow),
  ];
}

function markNotes(column: string, decision: KindDecision): Note[] {
  if (decision.kind !== 'number') return [];
  const { nDecimalComma, open } = decision.numbers;
  if (nDecimalComma > 0) return [note('read.decimalComma', { column, n: nDecimalComma })];
  return open ? [note('read.decimalOpen', { column, ...open })] : [];
}

/** Few enough that the column is one of numbers. */
function codeNotes(column: string, decision: KindDecision): Note[] {
  if (decision.kind !== 'number') return [];
  const { nCodes: n, codeExample: example, mark } = decision.numbers;
  return n > 0 ? [note('read.codesAsNumbers', { column, n, example, value: parseNumber(example, mark) })] : [];
}

function orderNotes(
  column: string,
  decision: KindDecision,
  built: BuiltColumn,
  sheetRow: (position: number) => number,
): Note[] {
  if (decision.kind !== 'date') return [];
  const { order: taken, orderBy, nOrdered, nFor, nAgainst } = decision.dates;
  const order = ORDER_WORDS[taken];
  if (orderBy === 'open') return [note('read.dateOrderOpen', { column, n: nOrdered, order })];
  if (nAgainst === 0) return [];
  const rows = rowWords(unreadRows(built, sheetRow));
  return [note('read.dateOrderMixed', { column, order, n: nFor, against: nAgainst, rows })];
}

function unreadNote(
  column: string,
  kind: ColumnKind,
  built: BuiltColumn,
  sheetRow: (position: number) => number,
): Note[] {
  const n = [...built.unread.values()].reduce((sum, { count }) => sum + count, 0);
  if (n === 0) return [];
  return [
    note('read.unreadValues', { column, kind: KIND_WORDS[kind], n, rows: rowWords(unreadRows(built, sheetRow)) }),
  ];
}

const KIND_WORDS: Readonly<Record<ColumnKind, string>> = {
  number: 'numbers',
  date: 'dates',
  boolean: 'yes or no',
  category: 'categories',
  text: 'text',
  set: 'sets',
};

function unreadRows(built: BuiltColumn, sheetRow: (position: number) => number): number[] {
  const positions = [...built.unread.values()].flatMap(({ rows }) => rows).sort((a, b) => a - b);
  return positions.slice(0, FEW_ROWS).map(sheetRow);
}

/** Numbers or dates for a long time, then something else: the column is read as words, and where it changes is said. */
function lateChange(
  column: string,
  cells: ColumnCells,
  decision: KindDecision,
  sheetRow: (position: number) => number,
): Note[] {
  if (decision.kind !== 'category' && decision.kind !== 'text') return [];
  const { numbers, dates } = decision;
  if (!numbers || !dates || numbers.nCodes > 0) return [];
  const nNumbers = cells.kindCounts[CELL_NUMBER] + numbers.nParsed;
  const nDates = cells.kindCounts[CELL_DATE] + dates.nParsed;
  const isDate = nDates > nNumbers;
  const n = cells.nValues - Math.max(nNumbers, nDates);
  if (n === 0 || n > 0.5 * cells.nValues) return [];
  const { before, others } = isDate
    ? firstOthers(cells, CELL_DATE, dates.parsed)
    : firstOthers(cells, CELL_NUMBER, numbers.parsed);
  if (before < LONG_START) return [];
  const rows = rowWords(others.map(sheetRow));
  return [
    note('read.lateChange', { column, kind: isDate ? 'dates' : 'numbers', before, n, rows, readAs: decision.kind }),
  ];
}

/** The first few positions with a value of another kind, and how many values of the kind stand before them. */
function firstOthers(cells: ColumnCells, kind: number, parsed: Float64Array): { before: number; others: number[] } {
  const others: number[] = [];
  let before = 0;
  for (let i = 0; i < cells.n && others.length < FEW_ROWS; i++) {
    if (!isValue(cells, i)) continue;
    const isOfKind = cells.kinds[i] === kind || !Number.isNaN(parsed[cells.texts.codes[i]] ?? NaN);
    if (!isOfKind) others.push(i);
    else if (others.length === 0) before++;
  }
  return { before, others };
}

function isValue({ kinds, texts }: ColumnCells, i: number): boolean {
  if (kinds[i] === CELL_EMPTY || kinds[i] === CELL_ERROR) return false;
  return kinds[i] !== CELL_TEXT || !texts.isMissing[texts.codes[i]];
}

function rowWords(rows: readonly number[]): string {
  if (rows.length === 0) return 'no rows listed';
  return `first in ${rows.length === 1 ? 'row' : 'rows'} ${joinWords(rows.map(formatCount))}`;
}
