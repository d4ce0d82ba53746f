import { formatCount } from '#shared/format';
import { SHOWS_NUMBER, TEXT_EMPTY, TEXT_UNUSED } from '../../kernels/ReadCells.ts';
import { serialToDays } from '../../kernels/typescript/serialToDays.ts';
import { CELL_BOOLEAN, CELL_DATE, CELL_ERROR, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import { CellGrid, type ExpectedSize } from '../CellGrid.ts';
import type { TextHeap } from '../TextHeap.ts';
import { CellWindow } from './CellWindow.ts';
import { isoToDays } from './dates.ts';
import { XLSX_LIMITS } from './limits.ts';
import { parseDecimal } from './parseDecimal.ts';
import { beyondLimit, PartLimit, PartProblem } from './problems.ts';
import type { SheetSpace } from './SheetSpace.ts';
import * as types from './SheetScanner.ts';
import { decodeText, isPlain } from './TextRuns.ts';
import type { Workbook } from './workbook.ts';
import { excelText } from './xmlText.ts';

interface Place {
  row: number;
  column: number;
}
interface SinkParts {
  readonly texts: TextHeap;
  readonly workbook: Pick<Workbook, 'styles' | 'dateSystem'>;
  /** Of the workbook, for sentences. */
  readonly name: string;
  readonly space: SheetSpace;
  readonly expected: ExpectedSize;
}

/** Turns scanned cells into kinds and values: numbers, dates, texts by number, booleans, errors. */
export class GridSink implements types.CellSink {
  readonly grid: CellGrid;
  formulasWithoutValue = 0;
  errorValues = 0;
  /** Rows that the sheet lists below the last value; known when it has been read. */
  emptyRowsBelow = 0;
  private readonly texts: TextHeap;
  private readonly workbook: Pick<Workbook, 'styles' | 'dateSystem'>;
  private readonly name: string;
  /** Shared string to its number in the grid's dictionary. */
  private readonly textNumbers: Int32Array;
  private readonly window: CellWindow;

  constructor({ texts, workbook, name, space, expected }: SinkParts) {
    this.texts = texts;
    this.workbook = workbook;
    this.name = name;
    this.grid = new CellGrid(expected);
    this.textNumbers = space.texts;
    this.window = new CellWindow(space, this.grid, workbook.dateSystem === 1904);
  }

  /** When the sheet has been read. */
  finish(): void {
    this.window.close();
    this.emptyRowsBelow = this.window.listedFrom(this.grid.nRows);
  }

  row(row: number): void {
    this.window.list(row);
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

  ordinaryCells(bytes: Uint8Array, at: number, end: number, place: Place): number {
    return this.window.read(bytes, at, end, place);
  }

  private number(cell: types.ScannedCell, bytes: Uint8Array, from: number, to: number): void {
    const value = parseDecimal(bytes, from, to);
    if (Number.isNaN(value)) this.notANumber(cell, decodeText(bytes, from, to));
    else this.numberOrDate(cell, value);
  }

  private numberOrDate(cell: Place & { style: number }, value: number): void {
    const shows = this.workbook.styles[cell.style] ?? SHOWS_NUMBER;
    const days = shows === SHOWS_NUMBER ? NaN : serialToDays(value, this.workbook.dateSystem === 1904, shows);
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
    if (text === TEXT_UNUSED) {
      const start = this.texts.start(index);
      const end = this.texts.end(index);
      text = end > start ? this.numberOf(this.texts.bytes, start, end) : TEXT_EMPTY;
      this.textNumbers[index] = text;
    }
    if (text !== TEXT_EMPTY) this.put(cell, CELL_TEXT, text);
  }

  private plainText(cell: types.ScannedCell, bytes: Uint8Array, from: number, to: number): void {
    if (to > from) this.put(cell, CELL_TEXT, this.numberOf(bytes, from, to));
  }

  private text(cell: types.ScannedCell, text: string): void {
    if (text !== '') this.put(cell, CELL_TEXT, this.numberOfText(text));
  }

  private otherCell(cell: types.ScannedCell, text: string): void {
    if (cell.type === types.TYPE_BOOLEAN) {
      if (/^(1|true)$/i.test(text)) this.put(cell, CELL_BOOLEAN, 1);
      else if (/^(0|false)$/i.test(text)) this.put(cell, CELL_BOOLEAN, 0);
      else this.text(cell, text);
    } else if (cell.type === types.TYPE_ERROR) {
      this.errorValues++;
      this.put(cell, CELL_ERROR, this.numberOfText(text));
    } else {
      const days = isoToDays(text);
      if (Number.isNaN(days)) this.text(cell, text);
      else this.put(cell, CELL_DATE, days);
    }
  }

  private put(cell: Place, kind: number, value: number): void {
    if (this.window.put(cell.row, cell.column, kind, value)) return;
    const { grid } = this;
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
  }

  private numberOfText(text: string): number {
    const bytes = Buffer.from(text, 'utf8');
    return this.numberOf(bytes, 0, bytes.length);
  }

  private numberOf(bytes: Uint8Array, from: number, to: number): number {
    const { texts } = this.grid;
    const text = texts.intern(bytes, from, to);
    if (texts.heap.byteLength > XLSX_LIMITS.textBytes) throw new PartLimit('all texts together', '512 MB', 'more');
    return text;
  }
}
