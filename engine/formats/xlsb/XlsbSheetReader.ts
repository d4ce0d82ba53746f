import { formatCount } from '#shared/format';
import { CELL_BOOLEAN, CELL_ERROR, CELL_TEXT } from '../../table/RawTable.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import { errorText, rkNumber } from '../sheets/errorCodes.ts';
import { putNumber } from '../sheets/putNumber.ts';
import { PartLimit, PartProblem } from '../xlsx/problems.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { wideText } from './RecordScanner.ts';
import type { XlsbWorkbook } from './workbook.ts';

const ROW = 0;
const DIMENSION = 148;
const END_OF_ROWS = 146;
const FIRST_FORMULA = 8;
const LAST_FORMULA = 11;
/** A cell of these stands behind the cell before it and names no column. */
const FIRST_SHORT = 12;
const LAST_SHORT = 18;
const RICH_TEXT = 62;

type ValueKind = 'blank' | 'rk' | 'error' | 'boolean' | 'real' | 'text' | 'shared';
const KINDS: Readonly<Record<number, ValueKind>> = {
  1: 'blank',
  2: 'rk',
  3: 'error',
  4: 'boolean',
  5: 'real',
  6: 'text',
  7: 'shared',
  8: 'text',
  9: 'real',
  10: 'boolean',
  11: 'error',
  12: 'blank',
  13: 'rk',
  14: 'error',
  15: 'boolean',
  16: 'real',
  17: 'text',
  18: 'shared',
  [RICH_TEXT]: 'text',
};

/** Hands over the cells of one sheet, record by record. Source: [MS-XLSB] sections 2.1.7.62 and 2.5.9. */
export class XlsbSheetReader {
  /** The end of the rows was met. */
  isWhole = false;
  readonly size: { rows: number | null; columns: number | null } = { rows: null, columns: null };
  private readonly at = { row: -1, column: -1, style: 0, isFormula: false };
  private readonly book: XlsbWorkbook;
  private readonly target: CellTarget;

  constructor(book: XlsbWorkbook, target: CellTarget) {
    this.book = book;
    this.target = target;
  }

  /** @returns whether more is wanted @throws PartProblem, PartLimit */
  readonly onRecord = (type: number, bytes: Buffer, from: number, to: number): boolean => {
    if (type === ROW) this.startRow(bytes.readUInt32LE(from));
    else if (type === END_OF_ROWS) this.isWhole = true;
    else if (type === DIMENSION) this.setSize(bytes.readUInt32LE(from + 4), bytes.readUInt32LE(from + 12));
    else if (KINDS[type] !== undefined) this.cell(type, bytes, from, to);
    return !this.isWhole && !this.target.isFull;
  };

  private startRow(row: number): void {
    if (row >= XLSX_LIMITS.rows) throw new PartLimit('the number of a row', '1,048,576', formatCount(row + 1));
    this.at.row = row;
    this.at.column = -1;
    this.target.listRow(row);
  }

  private setSize(lastRow: number, lastColumn: number): void {
    if (lastRow >= XLSX_LIMITS.rows || lastColumn >= XLSX_LIMITS.columns) return;
    this.size.rows = lastRow + 1;
    this.size.columns = lastColumn + 1;
  }

  private cell(type: number, bytes: Buffer, from: number, to: number): void {
    const { at } = this;
    const isShort = type >= FIRST_SHORT && type <= LAST_SHORT;
    at.column = isShort ? at.column + 1 : bytes.readUInt32LE(from);
    at.style = bytes.readUIntLE(isShort ? from : from + 4, 3);
    at.isFormula = type >= FIRST_FORMULA && type <= LAST_FORMULA;
    if (at.column >= XLSX_LIMITS.columns)
      throw new PartLimit('the number of a column', '16,384', formatCount(at.column + 1));
    if (at.row < 0) throw new PartProblem('a cell stands outside the rows');
    const value = from + (isShort ? 4 : 8);
    this.value(KINDS[type], bytes, type === RICH_TEXT ? value + 1 : value, to);
  }

  private value(kind: ValueKind, bytes: Buffer, value: number, to: number): void {
    const { row, column, isFormula } = this.at;
    if (kind === 'real') this.number(bytes.readDoubleLE(value));
    else if (kind === 'rk') this.number(rkNumber(bytes.readInt32LE(value)));
    else if (kind === 'shared') this.text(this.shared(bytes.readUInt32LE(value)));
    else if (kind === 'text') this.text(wideText(bytes, value, to));
    else if (kind === 'boolean')
      this.target.put(row, column, CELL_BOOLEAN, bytes.readUInt8(value) === 0 ? 0 : 1, isFormula);
    else if (kind === 'error')
      this.target.putText(row, column, CELL_ERROR, errorText(bytes.readUInt8(value)), isFormula);
  }

  private number(value: number): void {
    putNumber(this.target, this.at, value, this.book.styles[this.at.style], this.book.dateSystem);
  }
  private text(text: string): void {
    this.target.putText(this.at.row, this.at.column, CELL_TEXT, text, this.at.isFormula);
  }
  private shared(index: number): string {
    const texts = this.book.sharedStrings;
    if (index < texts.length) return texts[index];
    throw new PartProblem(`a cell points to text ${formatCount(index)} of ${formatCount(texts.length)}`);
  }
}
