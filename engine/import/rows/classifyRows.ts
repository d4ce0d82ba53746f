import type { RejectedRow } from '#shared/results';
import { CELL_EMPTY, CELL_TEXT, type RawColumn, type RawTable } from '../../table/RawTable.ts';
import { rawText } from '../cells/rawText.ts';
import { tidyText } from '../cells/tidyText.ts';
import { FilledCells } from '../extent/FilledCells.ts';
import { numbersFrom } from './numbersFrom.ts';

export interface ClassifiedRows {
  /** 0-based rows of the table that hold data, ascending. */
  readonly data: Int32Array;
  readonly empty: number;
  readonly rejected: readonly RejectedRow[];
}

const TOTAL = /^(?:grand\s*|sub\s*-?\s*)?totals?\s*:?$/i;
const FOOTER =
  /^(?:(?:grand\s*|sub\s*-?\s*)?totals?\b|sum\b|average\b|sources?\s*:|notes?\b|\*|prepared by\b|generated\b|printed\b|report\b|end of\b|page \d|disclaimer\b|©)/i;
const LONGEST_EXCERPT = 200;

/** Sorts the rows below the header into data, empty rows, totals and notes at the foot, and headers that come again. */
export function classifyRows(
  table: RawTable,
  firstDataRow: number,
  headerRows: readonly number[],
  filledCells = new FilledCells(table),
): ClassifiedRows {
  const filled = filledCells.perRow({ ...filledCells.whole, firstRow: Math.min(firstDataRow, table.nRows) });
  const rejected = new Map<number, RejectedRow['reason']>();
  for (const row of footerRows(table, filled, firstDataRow)) rejected.set(row, 'footer');
  for (const row of totalRows(table, filled, firstDataRow)) rejected.set(row, 'footer');
  if (headerRows.length > 0)
    for (const row of repeatedHeaders(table, headerRows[headerRows.length - 1], firstDataRow))
      rejected.set(row, 'repeatedHeader');
  const { data, empty } = dataRows(filled, firstDataRow, rejected);
  const list = [...rejected].sort((a, b) => a[0] - b[0]);
  return {
    data,
    empty,
    rejected: list.map(([row, reason]) => ({ row: row + 1, column: null, text: excerpt(table, row), reason })),
  };
}

/** Rows with a value that were not rejected, and how many have none. */
function dataRows(filled: Uint16Array, firstDataRow: number, rejected: ReadonlyMap<number, unknown>) {
  if (rejected.size === 0 && !filled.includes(0)) return { empty: 0, data: numbersFrom(firstDataRow, filled.length) };
  const data = new Int32Array(filled.length);
  let nData = 0;
  let empty = 0;
  for (let i = 0; i < filled.length; i++) {
    if (filled[i] === 0) empty++;
    else data[nData++] = firstDataRow + i;
  }
  const filledRows = data.subarray(0, nData);
  return { empty, data: rejected.size === 0 ? filledRows : filledRows.filter(row => !rejected.has(row)) };
}

/** Rows at the very end with far fewer cells than usual, or that begin like a total, source or note. */
function footerRows(table: RawTable, filled: Uint16Array, firstDataRow: number): number[] {
  const usual = medianOfFilled(filled);
  const found: number[] = [];
  for (let i = filled.length - 1; i > 0; i--) {
    if (filled[i] === 0) continue;
    if (!isFooter(tidyText(firstText(table, firstDataRow + i)), filled[i], usual)) break;
    found.push(firstDataRow + i);
  }
  return found.length < filled.length / 2 || filled.length < 4 ? found : [];
}

function isFooter(first: string, filled: number, usual: number): boolean {
  if (TOTAL.test(first)) return true;
  if (usual === 1) return FOOTER.test(first) && first.length > 12;
  const isSparse = usual >= 4 && filled <= Math.floor(usual / 4);
  return isSparse || (filled < usual && FOOTER.test(first));
}

/** Totals between the rows: "Total" or "Subtotal" alone in the first cell of a row that has gaps. */
function totalRows(table: RawTable, filled: Uint16Array, firstDataRow: number): number[] {
  const isTotal = table.strings.map(text => text.length < 20 && !startsWithDigit(text) && TOTAL.test(text.trim()));
  if (!isTotal.includes(true)) return [];
  const usual = medianOfFilled(filled);
  const found: number[] = [];
  for (let i = 0; i < filled.length; i++) {
    if (filled[i] === 0 || filled[i] >= usual) continue;
    const cell = firstCell(table, firstDataRow + i);
    if (cell.kind === CELL_TEXT && isTotal[cell.value]) found.push(firstDataRow + i);
  }
  return found;
}

function repeatedHeaders(table: RawTable, headerRow: number, firstDataRow: number): number[] {
  const names = table.columns.map((_column, position) => tidyText(rawText(table, position, headerRow)).toLowerCase());
  const named = names.map((name, position) => (name === '' ? -1 : position)).filter(position => position >= 0);
  if (named.length === 0) return [];
  const first = table.columns[named[0]];
  const firstName = names[named[0]];
  const isFirstName = new Uint8Array(table.strings.length);
  table.strings.forEach((text, index) => {
    if (text.length > firstName.length + 8 || (startsWithDigit(text) && !startsWithDigit(firstName))) return;
    if (tidyText(text).toLowerCase() === firstName) isFirstName[index] = 1;
  });
  return rowsWith(first, isFirstName, firstDataRow).filter(row => {
    const same = named.filter(position => tidyText(rawText(table, position, row)).toLowerCase() === names[position]);
    return same.length >= 0.8 * named.length;
  });
}

const CHUNK_ROWS = 8_192;

/** Rows from `firstRow` on whose text in this column is one of those marked. */
function rowsWith({ kinds, values }: RawColumn, isMarked: Uint8Array, firstRow: number): number[] {
  const found: number[] = [];
  for (let from = firstRow; from < kinds.length; from += CHUNK_ROWS) {
    const to = from + CHUNK_ROWS;
    const chunk = kinds.subarray(from, to);
    if (chunk.includes(CELL_TEXT)) addMarked(chunk, values.subarray(from, to), isMarked, from, found);
  }
  return found;
}

/** A function of its own, so that it is compiled before all rows are done. */
function addMarked(kinds: Uint8Array, values: Float64Array, isMarked: Uint8Array, from: number, found: number[]): void {
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === CELL_TEXT && isMarked[values[i]] === 1) found.push(from + i);
}

/** As most texts of a table do: they are days or numbers, and no names. */
function startsWithDigit(text: string): boolean {
  const first = text.charCodeAt(0);
  return first >= 48 && first <= 57;
}

function firstCell(table: RawTable, row: number): { kind: number; value: number; position: number } {
  const position = table.columns.findIndex(column => column.kinds[row] !== CELL_EMPTY);
  const column = table.columns[Math.max(0, position)];
  return { kind: column.kinds[row], value: column.values[row], position: Math.max(0, position) };
}

function firstText(table: RawTable, row: number): string {
  return rawText(table, firstCell(table, row).position, row);
}

function medianOfFilled(filled: Uint16Array): number {
  const rowsOf = new Int32Array(65_536);
  for (let i = 0; i < filled.length; i++) rowsOf[filled[i]]++;
  const half = (filled.length - rowsOf[0]) >> 1;
  let passed = 0;
  for (let count = 1; count < rowsOf.length; count++) {
    passed += rowsOf[count];
    if (passed > half) return count;
  }
  return 0;
}

function excerpt(table: RawTable, row: number): string {
  let text = '';
  for (let position = 0; position < table.columns.length && text.length < LONGEST_EXCERPT; position++) {
    const cell = rawText(table, position, row).slice(0, LONGEST_EXCERPT);
    if (cell !== '') text += (text === '' ? '' : ' | ') + cell;
  }
  return text.slice(0, LONGEST_EXCERPT);
}
