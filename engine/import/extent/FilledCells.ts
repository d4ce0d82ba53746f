import { CELL_EMPTY, CELL_TEXT, type RawTable } from '../../table/RawTable.ts';
import type { SheetRange } from './SheetRange.ts';

/** Few enough for their counts to stay in the processor's cache while one column after another is counted. */
const CHUNK_ROWS = 16_384;

/** Which cells of a sheet hold more than spaces. */
export class FilledCells {
  private readonly table: RawTable;
  private readonly isBlankText: Uint8Array;
  private readonly hasBlankTexts: boolean;
  private ofAllColumns: Uint16Array | null = null;

  constructor(table: RawTable) {
    this.table = table;
    this.isBlankText = new Uint8Array(table.strings.length);
    table.strings.forEach((text, index) => {
      if (isBlank(text)) this.isBlankText[index] = 1;
    });
    this.hasBlankTexts = this.isBlankText.includes(1);
  }

  get whole(): SheetRange {
    const { nRows, columns } = this.table;
    return { firstRow: 0, endRow: nRows, firstColumn: 0, endColumn: columns.length };
  }

  isFilled(row: number, position: number): boolean {
    const { kinds, values } = this.table.columns[position];
    return kinds[row] !== CELL_EMPTY && !(kinds[row] === CELL_TEXT && this.isBlankText[values[row]] === 1);
  }

  /** [rows of the range], filled cells in each; not to be written to. */
  perRow(range: SheetRange): Uint16Array {
    const { firstRow, endRow, firstColumn, endColumn } = range;
    if (firstColumn > 0 || endColumn < this.table.columns.length) return this.countedRows(range);
    this.ofAllColumns ??= this.countedRows(this.whole);
    return this.ofAllColumns.subarray(firstRow, endRow);
  }

  private countedRows({ firstRow, endRow, firstColumn, endColumn }: SheetRange): Uint16Array {
    const columns = this.table.columns.slice(firstColumn, endColumn).map(({ kinds, values }) => ({
      kinds: kinds.subarray(firstRow, endRow),
      values: values.subarray(firstRow, endRow),
    }));
    const withGaps = columns.filter(({ kinds }) => hasGap(kinds));
    const counts = new Uint16Array(endRow - firstRow).fill(columns.length - withGaps.length);
    const sums = new FourRowSums(CHUNK_ROWS);
    for (let from = 0; from < counts.length && withGaps.length > 0; from += CHUNK_ROWS) {
      const to = Math.min(counts.length, from + CHUNK_ROWS);
      const counted = counts.subarray(from, to);
      for (const { kinds } of withGaps) sums.add(kinds.subarray(from, to), counted);
      sums.addTo(counted);
    }
    if (this.hasBlankTexts)
      for (const { kinds, values } of columns) takeBlanks(kinds, values, this.isBlankText, counts);
    return counts;
  }

  /** [columns of the range], 1 where a column has any filled cell. */
  columns({ firstRow, endRow, firstColumn, endColumn }: SheetRange): Uint8Array {
    const found = new Uint8Array(endColumn - firstColumn);
    for (let position = firstColumn; position < endColumn; position++) {
      for (let row = firstRow; row < endRow; row++) {
        if (!this.isFilled(row, position)) continue;
        found[position - firstColumn] = 1;
        break;
      }
    }
    return found;
  }

  /** The smallest rectangle that holds every filled cell of the range; null where there is none. */
  shrink(range: SheetRange): SheetRange | null {
    const columns = this.columns(range);
    const left = columns.indexOf(1);
    if (left < 0) return null;
    const isFilledRow = (row: number) => columns.some((on, i) => on === 1 && this.isFilled(row, range.firstColumn + i));
    let { firstRow, endRow } = range;
    while (!isFilledRow(firstRow)) firstRow++;
    while (!isFilledRow(endRow - 1)) endRow--;
    return {
      firstRow,
      endRow,
      firstColumn: range.firstColumn + left,
      endColumn: range.firstColumn + columns.lastIndexOf(1) + 1,
    };
  }
}

const SPACE = 0x20;
const LAST_ASCII = 0x7e;

function isBlank(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > SPACE && first <= LAST_ASCII) && text.length < 20 && text.trim() === '';
}

/** Whether any cell is empty. A buffer finds a byte much quicker than a typed array does. */
function hasGap({ buffer, byteOffset, byteLength }: Uint8Array): boolean {
  return Buffer.from(buffer, byteOffset, byteLength).includes(CELL_EMPTY);
}

/** So many columns fit into the byte of each row. */
const MOST_COLUMNS = 255;

/** Counts the filled cells of rows four rows at a time, each in a byte of its own. */
class FourRowSums {
  private readonly sums: Int32Array;
  private readonly bytes: Uint8Array;
  private nColumns = 0;

  constructor(nRows: number) {
    this.sums = new Int32Array(Math.ceil(nRows / 4));
    this.bytes = new Uint8Array(this.sums.buffer);
  }

  /** @param counts of the same rows: what cannot be counted so goes there at once */
  add(kinds: Uint8Array, counts: Uint16Array): void {
    if (kinds.byteOffset % 4 !== 0) {
      countFilled(kinds, counts, 0);
      return;
    }
    const nFours = kinds.length >> 2;
    addFours(new Int32Array(kinds.buffer, kinds.byteOffset, nFours), this.sums);
    countFilled(kinds, counts, 4 * nFours);
    if (++this.nColumns === MOST_COLUMNS) this.addTo(counts);
  }

  /** Adds what was counted, and begins anew. */
  addTo(counts: Uint16Array): void {
    addBytes(this.bytes, counts);
    this.sums.fill(0);
    this.nColumns = 0;
  }
}

/** Loops over so many cells are functions of their own, so that they are compiled once and not again for every column. */
function addFours(kinds: Int32Array, sums: Int32Array): void {
  // A cell that is not empty has a kind from 1 to 7: one of its three lowest bits is set.
  for (let i = 0; i < kinds.length; i++) {
    const four = kinds[i];
    sums[i] += (four | (four >>> 1) | (four >>> 2)) & 0x01_01_01_01;
  }
}

function addBytes(bytes: Uint8Array, counts: Uint16Array): void {
  for (let i = 0; i < counts.length; i++) counts[i] += bytes[i];
}

function countFilled(kinds: Uint8Array, counts: Uint16Array, from: number): void {
  for (let i = from; i < kinds.length; i++) if (kinds[i] !== CELL_EMPTY) counts[i]++;
}

function takeBlanks(kinds: Uint8Array, values: Float64Array, isBlankText: Uint8Array, counts: Uint16Array): void {
  for (let i = 0; i < kinds.length; i++) if (kinds[i] === CELL_TEXT && isBlankText[values[i]] === 1) counts[i]--;
}
