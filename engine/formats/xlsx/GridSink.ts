import { formatCount } from '#shared/format';
import { CELL_BOOLEAN, CELL_DATE, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { CellGrid } from '../CellGrid.ts';
import type { TextHeap } from '../TextHeap.ts';
import { isoToDays, serialToDays } from './dates.ts';
import { XLSX_LIMITS } from './limits.ts';
import { SHOWS_NUMBER } from './numberFormats.ts';
import type { OrdinaryCell } from './OrdinaryCell.ts';
import { parseDecimal } from './parseDecimal.ts';
import { beyondLimit, PartLimit, PartProblem } from './problems.ts';
import * as types from './SheetScanner.ts';
import { decodeText, isPlain } from './TextRuns.ts';
import type { Workbook } from './workbook.ts';
import { excelText } from './xmlText.ts';

interface Place {
  readonly row: number;
  readonly column: number;
}

const UNUSED = -1;
const EMPTY_TEXT = -2;

/** Turns scanned cells into kinds and values: numbers, dates, texts by number, booleans, errors. */
export class GridSink implements types.CellSink {
  readonly grid = new CellGrid();
  formulasWithoutValue = 0;
  errorValues = 0;
  private readonly texts: TextHeap;
  private readonly workbook: Pick<Workbook, 'styles' | 'dateSystem'>;
  private readonly name: string;
  /** Shared string to its number in the grid's dictionary. */
  private readonly textNumbers: Int32Array;
  /** One byte per row that the sheet lists. */
  private readonly listedRows = new Uint8Array(XLSX_LIMITS.rows);
  private lastListed = -1;

  constructor(texts: TextHeap, workbook: Pick<Workbook, 'styles' | 'dateSystem'>, name: string) {
    this.texts = texts;
    this.workbook = workbook;
    this.name = name;
    this.textNumbers = new Int32Array(texts.length).fill(UNUSED);
  }

  /** Rows that the sheet lists below the last value. */
  get emptyRowsBelow(): number {
    let n = 0;
    for (let row = this.grid.nRows; row <= this.lastListed; row++) n += this.listedRows[row];
    return n;
  }

  row(row: number): void {
    this.listedRows[row] = 1;
    if (row > this.lastListed) this.lastListed = row;
  }

  emptyCell(cell: types.ScannedCell): void {
    if (cell.isFormula && cell.type !== types.TYPE_FORMULA_TEXT) this.formulasWithoutValue++;
  }

  cell(cell: types.ScannedCell, bytes: Uint8Array, from: number, to: number, made: string | null): void {
    switch (cell.type) {
      case types.TYPE_NUMBER:
        return this.number(cell, bytes, from, to);
      case types.TYPE_SHARED:
        return this.sharedText(cell, parseDecimal(bytes, from, to));
      case types.TYPE_INLINE:
        return made === null ? this.plainText(cell, bytes, from, to) : this.text(cell, made);
      case types.TYPE_FORMULA_TEXT:
        if (isPlain(bytes, from, to, true)) return this.plainText(cell, bytes, from, to);
        return this.text(cell, excelText(decodeText(bytes, from, to)));
      default:
        return this.otherCell(cell, decodeText(bytes, from, to).trim());
    }
  }

  ordinaryCell(cell: OrdinaryCell): void {
    if (cell.isShared) this.sharedText(cell, cell.value);
    else this.numberOrDate(cell, cell.value);
  }

  private number(cell: types.ScannedCell, bytes: Uint8Array, from: number, to: number): void {
    const value = parseDecimal(bytes, from, to);
    if (Number.isNaN(value)) this.notANumber(cell, decodeText(bytes, from, to));
    else this.numberOrDate(cell, value);
  }

  private numberOrDate(cell: Place & { style: number }, value: number): void {
    const shows = this.workbook.styles[cell.style] ?? SHOWS_NUMBER;
    const days = shows === SHOWS_NUMBER ? NaN : serialToDays(value, this.workbook.dateSystem, shows);
    if (Number.isNaN(days)) this.put(cell, CELL_NUMBER, value);
    else this.put(cell, CELL_DATE, days);
  }

  /** A number in a CDATA section or with entities, or a text that claims to be a number. */
  private notANumber(cell: types.ScannedCell, text: string): void {
    const bytes = Buffer.from(text.trim(), 'utf8');
    const value = parseDecimal(bytes, 0, bytes.length);
    if (Number.isNaN(value)) this.text(cell, text.trim());
    else this.numberOrDate(cell, value);
  }

  private sharedText(cell: Place, index: number): void {
    if (!(index >= 0 && index < this.textNumbers.length && Number.isInteger(index)))
      throw new PartProblem(`a cell points to text ${index} of ${formatCount(this.textNumbers.length)}`);
    let text = this.textNumbers[index];
    if (text === UNUSED) {
      const start = this.texts.start(index);
      const end = this.texts.end(index);
      text = end > start ? this.grid.texts.intern(this.texts.bytes, start, end) : EMPTY_TEXT;
      this.textNumbers[index] = text;
    }
    if (text !== EMPTY_TEXT) this.put(cell, CELL_TEXT, text);
  }

  private plainText(cell: types.ScannedCell, bytes: Uint8Array, from: number, to: number): void {
    if (to > from) this.put(cell, CELL_TEXT, this.grid.texts.intern(bytes, from, to));
  }

  private text(cell: types.ScannedCell, text: string): void {
    if (text !== '') this.put(cell, CELL_TEXT, this.grid.texts.internText(text));
  }

  private otherCell(cell: types.ScannedCell, text: string): void {
    if (cell.type === types.TYPE_BOOLEAN) {
      if (/^(1|true)$/i.test(text)) this.put(cell, CELL_BOOLEAN, 1);
      else if (/^(0|false)$/i.test(text)) this.put(cell, CELL_BOOLEAN, 0);
      else this.text(cell, text);
    } else if (cell.type === types.TYPE_ERROR) {
      this.errorValues++;
      this.put(cell, CELL_ERROR, this.grid.texts.internText(text));
    } else {
      const days = isoToDays(text);
      if (Number.isNaN(days)) this.text(cell, text);
      else this.put(cell, CELL_DATE, days);
    }
  }

  private put(cell: Place, kind: number, value: number): void {
    const grid = this.grid;
    if (cell.row >= grid.nRows || cell.column >= grid.nColumns) this.checkSize(cell);
    grid.set(cell.row, cell.column, kind, value);
  }

  /** Refuses a sheet whose filled rectangle would not fit before any memory is taken for it. */
  private checkSize(cell: Place): void {
    const nRows = Math.max(cell.row + 1, this.grid.nRows);
    const nColumns = Math.max(cell.column + 1, this.grid.nColumns);
    if (nRows * nColumns > XLSX_LIMITS.gridCells)
      throw beyondLimit(
        this.name,
        'the rectangle from A1 to the last cell with a value',
        `${formatCount(XLSX_LIMITS.gridCells)} cells`,
        `${formatCount(nRows)} rows of ${formatCount(nColumns)} columns`,
      );
    if (this.grid.texts.heap.byteLength > XLSX_LIMITS.textBytes)
      throw new PartLimit('all texts together', '512 MB', 'more');
  }
}
