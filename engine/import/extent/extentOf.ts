import { formatCount, formatThings, listSome } from '#shared/format';
import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { Reading } from '#shared/reading';
import type { TableOnSheet } from '#shared/results';
import type { RawRead } from '../../formats/defineFormat.ts';
import { FilledCells } from './FilledCells.ts';
import { findTables, type TableFound } from './findTables.ts';
import { parseRange, rangeText, type SheetRange } from './SheetRange.ts';
import { windowOf } from './windowOf.ts';

/** The part of a sheet that is read as the table. */
export interface Extent {
  /** What was read, with nothing but the cells of the part. */
  readonly raw: RawRead;
  /** Of these cells. */
  readonly filled: FilledCells;
  /** null: the whole sheet. */
  readonly range: SheetRange | null;
  readonly evidence: string;
  /** Where the sheet holds several tables. */
  readonly tables: readonly TableOnSheet[];
  readonly notes: readonly Note[];
}

/**
 * The cells asked for; else the only table of the sheet, or the largest of several (with a header row asked for, the one it belongs to).
 * @throws AppError `reading.range` where the range asked for holds no cell
 */
export function extentOf(
  raw: RawRead,
  reading: Pick<Reading, 'range' | 'headerRow'>,
  missingWords: ReadonlySet<string>,
  fileName: string,
): Extent {
  const filledOfSheet = new FilledCells(raw.table);
  const found = findTables(raw.table, missingWords, filledOfSheet);
  const asked = reading.range === null ? null : parseRange(reading.range);
  const range = asked ?? (found.length > 1 ? chosenOf(found, reading.headerRow) : null);
  const tables = found.length > 1 ? found.map(table => onSheet(table, range)) : [];
  if (!range) return wholeOf(raw, filledOfSheet);
  const part = rawOf(raw, range);
  const filled = new FilledCells(part.table);
  const outside = countOf(filledOfSheet) - countOf(filled);
  if (asked && !filled.shrink(filled.whole))
    throw new AppError('reading.range', { name: fileName, range: reading.range!, used: usedRange(raw) });
  return { raw: part, filled, range, tables, ...wordsOf(range, asked !== null, tables, outside) };
}

export function wholeOf(raw: RawRead, filled = new FilledCells(raw.table)): Extent {
  return { raw, filled, range: null, evidence: 'The whole sheet: it holds one table.', tables: [], notes: [] };
}

function wordsOf(range: SheetRange, isAsked: boolean, tables: readonly TableOnSheet[], outside: number) {
  const text = rangeText(range);
  const others = tables.filter(table => !table.isRead).map(table => table.range);
  if (!isAsked) {
    const evidence = `${text}: the largest of ${formatThings(tables.length, 'table')} on the sheet.`;
    return {
      evidence,
      notes: [note('read.otherTables', { range: text, n: others.length, others: listSome(others, 5) })],
    };
  }
  const left = outside === 0 ? 'nothing lies outside' : `${formatThings(outside, 'cell')} with a value lie outside`;
  const notes = outside === 0 ? [] : [note('read.outsideRange', { range: text, cells: outside })];
  return { evidence: `${text} because it was chosen; ${left}.`, notes };
}

/** Nothing of what lies outside is counted, in no line of the account. */
function rawOf(raw: RawRead, range: SheetRange): RawRead {
  const below = Math.max(0, range.endRow - raw.table.nRows);
  return {
    ...raw,
    table: windowOf(raw.table, range),
    rejected: raw.rejected.filter(({ row }) => row > range.firstRow && row <= range.endRow),
    emptyRowsDropped: Math.min(below, raw.emptyRowsDropped),
  };
}

function chosenOf(found: readonly TableFound[], headerRow: number | null): TableFound {
  if (headerRow === null || headerRow === 0) return found[0];
  return found.find(({ firstRow, endRow }) => firstRow < headerRow && headerRow <= endRow) ?? found[0];
}

function onSheet(table: TableFound, range: SheetRange | null): TableOnSheet {
  const text = rangeText(table);
  return {
    range: text,
    rows: table.endRow - table.firstRow,
    columns: table.endColumn - table.firstColumn,
    names: [...table.names],
    isRead: range !== null && rangeText(range) === text,
  };
}

function countOf(filled: FilledCells): number {
  return filled.perRow(filled.whole).reduce((sum, n) => sum + n, 0);
}

function usedRange(raw: RawRead): string {
  const filled = new FilledCells(raw.table);
  const used = filled.shrink(filled.whole);
  return used ? rangeText(used) : `${formatCount(0)} cells`;
}
