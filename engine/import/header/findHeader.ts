import { AppError } from '#shared/errors';
import { formatCount, formatThings, joinWords } from '#shared/format';
import { CELL_EMPTY, type RawTable } from '../../table/RawTable.ts';
import { rawText } from '../cells/rawText.ts';
import { tidyText } from '../cells/tidyText.ts';
import { headerVotes, type HeaderVotes } from './headerVotes.ts';
import { cellClass } from './cellClass.ts';
import { joinHeaders, joinRows } from './joinHeaders.ts';

export interface HeaderFound {
  /** 0-based rows of the table; empty when there is no header. */
  readonly rows: readonly number[];
  /** One text per column, tidied; '' where there is none. */
  readonly texts: readonly string[];
  /** Positions whose text was put together from two rows. */
  readonly joined: ReadonlySet<number>;
  /** First row that may hold data, 0-based. */
  readonly firstDataRow: number;
  readonly evidence: string;
}

/** Rows looked at for the header, and rows of data compared with it. */
const LOOKED_AT = 100;
const COMPARED = 60;

/**
 * Finds the header: the first row about as wide as the data whose cells are names, not values; two rows where the header is split.
 * @throws AppError `sheet.headerRow` where the row asked for is not there
 */
export function findHeader(
  table: RawTable,
  asked: HeaderAsked,
  missingWords: ReadonlySet<string>,
  fileName: string,
): HeaderFound {
  if (asked.headerRow !== null) return askedHeader(table, asked, missingWords, fileName);
  const found = detectHeader(table, missingWords);
  const count = asked.headerRowCount;
  if (count === null || count === found.rows.length) return found;
  return givenRows(table, lastOf(table, found, count, missingWords), count, 'as many rows as were chosen');
}

function detectHeader(table: RawTable, missingWords: ReadonlySet<string>): HeaderFound {
  const filled = filledCounts(table, firstFilledRow(table) + LOOKED_AT + COMPARED);
  const top = firstWideRow(filled);
  const below = (row: number) => filledRowsFrom(filled, row + 1);
  const votes = headerVotes(table, top, below(top), missingWords);
  const skipped = filledRowsFrom(filled, 0).filter(row => row < top).length;
  const title =
    skipped === 0
      ? ''
      : ` ${formatThings(skipped, 'row')} above ${skipped === 1 ? 'is' : 'are'} not part of the table.`;
  if (!isHeader(votes)) {
    const evidence = `No header: row ${formatCount(top + 1)} already holds values of the same kind as the rows below, so columns are named by letter.${title}`;
    return { rows: [], texts: table.columns.map(() => ''), joined: new Set(), firstDataRow: top, evidence };
  }
  const next = below(top)[0];
  if (next !== undefined && isSecondHeader(headerVotes(table, next, below(next), missingWords)))
    return withTitle(twoRows(table, top, next), title);
  const groups = groupRowAbove(table, filled, top, missingWords);
  if (groups !== null) return withTitle(twoRows(table, groups, top), '');
  return {
    ...oneRow(table, top),
    evidence: `Row ${formatCount(top + 1)} is the header: ${evidenceOf(votes)}.${title}`,
  };
}

function withTitle(header: HeaderFound, title: string): HeaderFound {
  return { ...header, evidence: header.evidence + title };
}

/** What the recipe says about the header, counted from 1; null is found. */
export interface HeaderAsked {
  readonly headerRow: number | null;
  readonly headerRowCount: number | null;
  /** First row of the part of the sheet that is read, from 0. */
  readonly firstRow: number;
}

function askedHeader(
  table: RawTable,
  { headerRow, headerRowCount, firstRow }: HeaderAsked,
  missingWords: ReadonlySet<string>,
  fileName: string,
): HeaderFound {
  const asked = headerRow!;
  if (asked > table.nRows)
    throw new AppError('sheet.headerRow', { name: fileName, headerRow: asked, rows: table.nRows });
  if (asked > 0) {
    if (headerRowCount !== null && headerRowCount > 1)
      return givenRows(table, asked - 1, Math.min(headerRowCount, asked - firstRow), 'the recipe says so');
    const groups =
      headerRowCount === null ? groupRowAbove(table, filledCounts(table, asked), asked - 1, missingWords) : null;
    if (groups !== null) return twoRows(table, groups, asked - 1);
    return {
      ...oneRow(table, asked - 1),
      evidence: `Row ${formatCount(asked)} is the header because the recipe says so.`,
    };
  }
  const texts = table.columns.map(() => '');
  return {
    rows: [],
    texts,
    joined: new Set(),
    firstDataRow: firstRow,
    evidence: 'No header because the recipe says so; columns are named by letter.',
  };
}

/** The last of `count` header rows where only their number was chosen: below the row found as long as nothing but names stands there. */
function lastOf(table: RawTable, found: HeaderFound, count: number, missingWords: ReadonlySet<string>): number {
  const top = found.rows.length > 0 ? found.rows[0] : found.firstDataRow;
  let last = found.rows.at(-1) ?? top;
  if (count < found.rows.length) return last;
  const isNames = (row: number) =>
    table.columns.every((_column, position) => cellClass(table, position, row, missingWords) !== 'value');
  while (last - top + 1 < count && last + 1 < table.nRows && isNames(last + 1)) last++;
  return last;
}

/** Rows ending at `last`, joined column by column; a title goes on over the empty cells to its right, as merged cells are stored. */
function givenRows(table: RawTable, last: number, count: number, why: string): HeaderFound {
  const rows = Array.from(
    { length: Math.min(count, last + 1) },
    (_none, i) => last + 1 - Math.min(count, last + 1) + i,
  );
  if (rows.length === 1)
    return { ...oneRow(table, last), evidence: `Row ${formatCount(last + 1)} is the header: ${why}.` };
  const { texts, joined } = joinRows(rows.map(row => oneRow(table, row).texts));
  const words = `Rows ${joinWords(rows.map(row => formatCount(row + 1)))} are joined into the names: ${why}.`;
  return { rows, texts, joined, firstDataRow: last + 1, evidence: words };
}

function oneRow(table: RawTable, row: number): Omit<HeaderFound, 'evidence'> {
  const texts = table.columns.map((_column, position) => tidyText(rawText(table, position, row)));
  return { rows: [row], texts, joined: new Set(), firstDataRow: row + 1 };
}

function twoRows(table: RawTable, upperRow: number, lowerRow: number): HeaderFound {
  const upper = oneRow(table, upperRow).texts;
  const lower = oneRow(table, lowerRow).texts;
  const joined = joinHeaders(upper, lower);
  const rows = `Rows ${formatCount(upperRow + 1)} and ${formatCount(lowerRow + 1)} are both header: `;
  return { rows: [upperRow, lowerRow], ...joined, firstDataRow: lowerRow + 1, evidence: rows + joined.evidence };
}

function firstFilledRow(table: RawTable): number {
  let first = table.nRows;
  for (const { kinds } of table.columns) {
    const found = kinds.findIndex(kind => kind !== CELL_EMPTY);
    if (found >= 0 && found < first) first = found;
  }
  return first;
}

/** [rows], cells that hold anything. */
function filledCounts(table: RawTable, most: number): Int32Array {
  const counts = new Int32Array(Math.min(table.nRows, most));
  for (const { kinds } of table.columns) {
    for (let row = 0; row < counts.length; row++) if (kinds[row] !== CELL_EMPTY) counts[row]++;
  }
  return counts;
}

function filledRowsFrom(filled: Int32Array, from: number): number[] {
  const rows: number[] = [];
  for (let row = from; row < filled.length && rows.length < COMPARED; row++) if (filled[row] > 0) rows.push(row);
  return rows;
}

/** The usual width of a row is the upper fifth of the widths seen, so that gaps in the data do not narrow it. */
function firstWideRow(filled: Int32Array): number {
  const widths = Array.from(filled)
    .filter(count => count > 0)
    .sort((a, b) => a - b);
  const usual = widths[Math.floor((widths.length - 1) * 0.8)];
  const enough = usual <= 3 ? usual : Math.ceil(usual * 0.6);
  return filled.findIndex(count => count >= enough);
}

function isHeader(votes: HeaderVotes): boolean {
  const score = votes.textAboveValues + votes.recognised - votes.against;
  return score > 0 || (score === 0 && votes.values === 0);
}

/** A second row of names is only believed where it stands above values, or is known by name throughout. */
function isSecondHeader(votes: HeaderVotes): boolean {
  if (votes.values > 0 || votes.against > 0 || votes.filled < 2) return false;
  const isAboveValues = votes.textAboveValues >= 2 && votes.textAboveValues >= 0.5 * votes.valueColumns;
  return isAboveValues || votes.recognised >= 0.6 * votes.filled;
}

/** A row of merged group titles right above the header, needed where the names below repeat. */
function groupRowAbove(
  table: RawTable,
  filled: Int32Array,
  top: number,
  missingWords: ReadonlySet<string>,
): number | null {
  if (top === 0 || filled[top - 1] < 2) return null;
  const names = oneRow(table, top)
    .texts.filter(text => text !== '')
    .map(text => text.toLowerCase());
  if (new Set(names).size === names.length) return null;
  const above = oneRow(table, top - 1).texts.filter(text => text !== '');
  const isShort = above.every(text => text.length <= 60);
  return isShort && headerVotes(table, top - 1, [top], missingWords).values === 0 ? top - 1 : null;
}

function evidenceOf(votes: HeaderVotes): string {
  const parts: string[] = [];
  if (votes.recognised > 0) parts.push(`${formatThings(votes.recognised, 'name')} known from banks' files`);
  if (votes.textAboveValues > 0) parts.push(`text above values in ${formatThings(votes.textAboveValues, 'column')}`);
  if (votes.values > 0) parts.push(`${formatThings(votes.values, 'cell')} in it look like values`);
  return parts.length > 0 ? parts.join(', ') : 'it is the first full row, all text';
}
