import { formatCount } from '#shared/format';
import { CELL_BOOLEAN, CELL_ERROR, CELL_TEXT } from '../../table/RawTable.ts';
import type { CellTarget } from '../sheets/CellTarget.ts';
import { errorText, rkNumber } from '../sheets/errorCodes.ts';
import { putNumber } from '../sheets/putNumber.ts';
import { PartProblem } from '../xlsx/problems.ts';
import { BlockReader } from './BlockReader.ts';
import { RECORD, Records } from './records.ts';
import type { XlsSheet, XlsWorkbook } from './workbook.ts';

const CELL_TYPES: ReadonlySet<number> = new Set([
  RECORD.number,
  RECORD.rk,
  RECORD.labelShared,
  RECORD.label,
  RECORD.richString,
  RECORD.booleanOrError,
  RECORD.formula,
  RECORD.formula4,
]);
const WORKSHEET_TYPE = 0x10;
const CELL_BYTES = 6;
/** A formula's result that is not a number says what it is in its first byte. */
const RESULT_TEXT = 0;
const RESULT_BOOLEAN = 1;
const RESULT_ERROR = 2;

/** Rows and columns down to the last cell, as the sheet claims; null where it claims nothing. */
export function claimedSize(book: XlsWorkbook, sheet: XlsSheet): { rows: number | null; columns: number | null } {
  const records = new Records(book.bytes, sheet.offset);
  try {
    for (let n = 0; n < 200 && records.advance(); n++) {
      if (records.type !== RECORD.dimensions) continue;
      const columnsAt = records.from + (book.version === 8 ? 10 : 6);
      const rows =
        book.version === 8 ? book.bytes.readUInt32LE(records.from + 4) : book.bytes.readUInt16LE(records.from + 2);
      return rows <= 65_536 ? { rows, columns: book.bytes.readUInt16LE(columnsAt) } : { rows: null, columns: null };
    }
  } catch (error) {
    // The damage of a sheet is reported when somebody asks for it.
    if (!(error instanceof PartProblem || error instanceof RangeError)) throw error;
  }
  return { rows: null, columns: null };
}

/** Hands over the cells of one sheet. @throws PartProblem */
export class SheetReader {
  private readonly book: XlsWorkbook;
  private readonly target: CellTarget;
  /** A formula whose text stands in a record of its own behind it. */
  private awaitsText = false;
  private readonly at = { row: 0, column: 0, style: 0, isFormula: false };

  constructor(book: XlsWorkbook, target: CellTarget) {
    this.book = book;
    this.target = target;
  }

  read(sheet: XlsSheet): void {
    const records = new Records(this.book.bytes, sheet.offset);
    if (sheet.offset >= this.book.bytes.length || !records.advance() || records.type !== RECORD.begin)
      throw new PartProblem('it is not where the workbook says');
    if (this.book.bytes.readUInt16LE(records.from + 2) !== WORKSHEET_TYPE) return;
    // Charts on the sheet are streams of records inside it.
    for (let depth = 1; depth > 0;) {
      if (!records.advance()) throw new PartProblem('it ends before the last row does');
      if (records.type === RECORD.begin) depth++;
      else if (records.type === RECORD.endOfFile) depth--;
      else if (depth === 1) this.record(records);
      if (this.target.isFull) return;
    }
  }

  private record(records: Records): void {
    const { bytes, from, type } = records;
    if (CELL_TYPES.has(type)) this.cell(records);
    else if (type === RECORD.multipleRk) this.multipleRk(records);
    else if (type === RECORD.string) this.formulaText(records);
    else if (type === RECORD.row && records.length >= 2) this.target.listRow(bytes.readUInt16LE(from));
  }

  private cell(records: Records): void {
    const { bytes, from, type } = records;
    if (records.length < CELL_BYTES + 2) throw new PartProblem('a cell is cut off');
    const value = from + CELL_BYTES;
    const { at } = this;
    at.row = bytes.readUInt16LE(from);
    at.column = bytes.readUInt16LE(from + 2);
    at.style = bytes.readUInt16LE(from + 4);
    at.isFormula = type === RECORD.formula || type === RECORD.formula4;
    this.awaitsText = false;
    if (type === RECORD.number) this.number(double(records, value));
    else if (type === RECORD.rk) this.number(rkNumber(bytes.readInt32LE(value)));
    else if (type === RECORD.labelShared) this.sharedText(bytes.readUInt32LE(value));
    else if (type === RECORD.booleanOrError) this.booleanOrError(bytes[value], bytes[value + 1] === 1);
    else if (at.isFormula) this.formula(records, value);
    else this.text(this.textOf(records, value));
  }

  private number(value: number): void {
    putNumber(this.target, this.at, value, this.book.styles[this.at.style], this.book.dateSystem);
  }
  private text(text: string): void {
    this.target.putText(this.at.row, this.at.column, CELL_TEXT, text, this.at.isFormula);
  }

  private booleanOrError(code: number, isError: boolean): void {
    const { row, column, isFormula } = this.at;
    if (isError) this.target.putText(row, column, CELL_ERROR, errorText(code), isFormula);
    else this.target.put(row, column, CELL_BOOLEAN, code === 0 ? 0 : 1, isFormula);
  }

  private sharedText(index: number): void {
    const texts = this.book.sharedStrings;
    if (index >= texts.length)
      throw new PartProblem(`a cell points to text ${formatCount(index)} of ${formatCount(texts.length)}`);
    this.text(texts[index]);
  }

  private multipleRk(records: Records): void {
    const { bytes, from } = records;
    if (records.length < CELL_BYTES) throw new PartProblem('a cell is cut off');
    const { at } = this;
    at.row = bytes.readUInt16LE(from);
    at.column = bytes.readUInt16LE(from + 2);
    at.isFormula = false;
    for (let place = from + 4; place + 8 <= records.to; place += 6) {
      at.style = bytes.readUInt16LE(place);
      this.number(rkNumber(bytes.readInt32LE(place + 2)));
      at.column++;
    }
  }

  private formula(records: Records, value: number): void {
    const { bytes } = records;
    if (records.length < CELL_BYTES + 8) throw new PartProblem('a cell is cut off');
    if (bytes.readUInt16LE(value + 6) !== 0xffff) return this.number(double(records, value));
    if (bytes[value] === RESULT_TEXT) this.awaitsText = true;
    else if (bytes[value] === RESULT_BOOLEAN) this.booleanOrError(bytes[value + 2], false);
    else if (bytes[value] === RESULT_ERROR) this.booleanOrError(bytes[value + 2], true);
  }

  private formulaText(records: Records): void {
    const text = this.textOf(records, records.from);
    if (this.awaitsText) this.text(text);
    this.awaitsText = false;
  }

  private textOf(records: Records, at: number): string {
    const { bytes, to } = records;
    if (at + 2 > to) throw new PartProblem('a text is cut off');
    const nCharacters = bytes.readUInt16LE(at);
    if (this.book.version === 5) return this.book.decode(bytes.subarray(at + 2, Math.min(to, at + 2 + nCharacters)));
    if (nCharacters === 0) return '';
    const start = at + 2 - records.from;
    return new BlockReader(records.blocks(), start).text(nCharacters);
  }
}

function double(records: Records, at: number): number {
  if (at + 8 > records.to) throw new PartProblem('a cell is cut off');
  return records.bytes.readDoubleLE(at);
}
