import { APOSTROPHE, EQUALS, GT, LT, nameCode, QUOTE, SLASH, SPACE } from './ChunkScanner.ts';
import { XLSX_LIMITS } from './limits.ts';
import { PartProblem } from './problems.ts';
import { TextRunScanner } from './TextRuns.ts';

export const TYPE_NUMBER = 0;
export const TYPE_SHARED = 1;
export const TYPE_FORMULA_TEXT = 2;
export const TYPE_INLINE = 3;
export const TYPE_BOOLEAN = 4;
export const TYPE_ERROR = 5;
export const TYPE_ISO_DATE = 6;

/** Takes the cells of one sheet in the order of the file. Rows and columns count from 0. */
export interface CellSink {
  row(row: number): void;
  /** The value is bytes[from … to - 1] as in the XML, or `made` when a text had to be put together. */
  cell(cell: ScannedCell, bytes: Uint8Array, from: number, to: number, made: string | null): void;
  /**
   * Takes as many cells of the form that nearly every one has as follow one another from `at` on; the general way reads the same to the same
   * effect.
   * @param place of the last cell met, in and out
   * @returns the place behind them
   */
  ordinaryCells(bytes: Uint8Array, at: number, end: number, place: { row: number; column: number }): number;
  /** A cell without a value: formatted only, or a formula that was never computed. */
  emptyCell(cell: ScannedCell): void;
}
export interface ScannedCell {
  row: number;
  column: number;
  style: number;
  /** One of the TYPE_ constants. */
  type: number;
  isFormula: boolean;
}

const C = nameCode('c');
const V = nameCode('v');
const F = nameCode('f');
const IS = nameCode('is');
const ROW = nameCode('row');
const DATA = nameCode('Data');
const SHEET_DATA_LENGTH = 'sheetData'.length;
/** Between two looks for ordinary cells. */
const MOST_GENERAL = 16;
const CELL_END_BYTES = '</v></c>'.length;
const LETTER_C = 99;
const LETTER_V = 118;
const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_T = 116;
const TYPE_BY_LETTER: Readonly<Record<string, number>> = {
  n: TYPE_NUMBER,
  s: TYPE_SHARED,
  str: TYPE_FORMULA_TEXT,
  inlineStr: TYPE_INLINE,
  b: TYPE_BOOLEAN,
  e: TYPE_ERROR,
  d: TYPE_ISO_DATE,
};

/** Finds the rows and cells of a worksheet part in its bytes. Source: ECMA-376 part 1, sections 18.3.1.80, .73 and .4. */
export class SheetScanner extends TextRunScanner {
  isDone = false;
  private isInData = false;
  private readonly at: ScannedCell = { row: -1, column: -1, style: 0, type: 0, isFormula: false };
  private readonly sink: CellSink;
  /** Elements that are read the general way, one after the other, before ordinary ones are looked for again. */
  private nGeneral = 0;
  private nOdd = 0;
  private valueFrom = 0;
  private valueTo = 0;

  constructor(sink: CellSink, work?: Uint8Array) {
    super(work);
    this.sink = sink;
  }

  protected scan(bytes: Uint8Array, at: number, end: number): number {
    for (;;) {
      if (this.isInData) at = this.ordinaryCells(bytes, at, end);
      while (bytes[at] !== LT) at++;
      if (at >= end) return end;
      const isCell = bytes[at + 1] === LETTER_C && bytes[at + 2] === SPACE && this.isInData;
      const next = isCell ? this.cell(bytes, at + 2, end) : this.element(bytes, at, end);
      if (next < 0) return isCell ? at : this.tagAt;
      if (this.isDone) return end;
      at = next;
    }
  }

  /** Looking for them costs as much as a cell: the more often in vain, the more seldom. */
  private ordinaryCells(bytes: Uint8Array, at: number, end: number): number {
    if (this.nGeneral > 0) {
      this.nGeneral--;
      return at;
    }
    const next = this.sink.ordinaryCells(bytes, at, end, this.at);
    this.nOdd = next > at ? 0 : Math.min(MOST_GENERAL, this.nOdd + 1);
    this.nGeneral = this.nOdd >> 1;
    return next;
  }

  /** Anything but an ordinary cell; -1, with `tagAt` where to go on, when it is not complete. */
  private element(bytes: Uint8Array, at: number, end: number): number {
    if (!this.nextTag(bytes, at, end)) return -1;
    const { tagAt, tagName, isClosing, tagClose } = this;
    if (this.isInData && !isClosing && tagName === C) {
      const next = this.cell(bytes, this.nameEnd, end);
      this.tagAt = tagAt;
      return next;
    }
    if (tagName === DATA && this.nameLength === SHEET_DATA_LENGTH) {
      this.isInData = !isClosing;
      this.isDone = isClosing || this.isEmpty;
    } else if (tagName === ROW && this.isInData && !isClosing) this.startRow(bytes, this.nameEnd, tagClose);
    return tagClose + 1;
  }

  private startRow(bytes: Uint8Array, from: number, to: number): void {
    const row = rowNumber(bytes, from, to);
    this.at.row = row < 0 ? this.at.row + 1 : row - 1;
    this.at.column = -1;
    if (this.at.row < 0 || this.at.row >= XLSX_LIMITS.rows)
      throw new PartProblem(`it has a row numbered ${this.at.row + 1}`);
    this.sink.row(this.at.row);
  }

  /** Scans a cell from behind its name; returns the place behind it, or -1 when it is not complete. */
  private cell(bytes: Uint8Array, at: number, end: number): number {
    const { row, column } = this.at;
    const open = this.cellAttributes(bytes, at, end);
    const next = open < 0 ? -1 : this.cellContent(bytes, open, end);
    if (next < 0) {
      this.at.row = row;
      this.at.column = column;
    }
    return next;
  }

  /** Reads r, s and t in any order; returns the place behind ">", or -1. Leaves `valueTo` at -1 for a cell that is closed at once. */
  private cellAttributes(bytes: Uint8Array, at: number, end: number): number {
    const cell = this.at;
    cell.style = 0;
    cell.type = TYPE_NUMBER;
    cell.isFormula = false;
    cell.column++;
    this.valueTo = 0;
    for (;;) {
      const byte = bytes[at];
      if (byte <= SPACE) at++;
      else if (byte === GT) return at >= end ? -1 : at + 1;
      else if (byte === SLASH) {
        this.valueTo = -1;
        at++;
      } else {
        at = this.cellAttribute(bytes, at, end);
        if (at < 0) return -1;
      }
      if (at >= end) return -1;
    }
  }

  private cellAttribute(bytes: Uint8Array, at: number, end: number): number {
    const name = bytes[at];
    const quote = bytes[at + 2];
    if (bytes[at + 1] !== EQUALS || (quote !== QUOTE && quote !== APOSTROPHE))
      return this.otherAttribute(bytes, at, end);
    const from = at + 3;
    at = from;
    if (name === LETTER_R) at = this.reference(bytes, from, end);
    else if (name === LETTER_S) {
      let style = 0;
      for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9 && at < end; digit = bytes[++at] - 48)
        style = style * 10 + digit;
      this.at.style = style;
    }
    while (bytes[at] !== quote) at++;
    if (at >= end) return -1;
    if (name === LETTER_T) this.at.type = cellType(bytes, from, at);
    return at + 1;
  }

  /** An attribute with white space around "=", a long name or a prefix. */
  private otherAttribute(bytes: Uint8Array, from: number, end: number): number {
    let at = from;
    while (at < end && bytes[at] !== EQUALS && bytes[at] !== GT) at++;
    if (at >= end) return -1;
    const name = latin1(bytes, from, at).trim();
    const quoteAt = skipWhite(bytes, at + 1);
    if (quoteAt >= end) return -1;
    const quote = bytes[quoteAt];
    if (bytes[at] === GT || (quote !== QUOTE && quote !== APOSTROPHE))
      throw new PartProblem(`a cell has an attribute "${name.slice(0, 40)}" without a value`);
    let to = quoteAt + 1;
    while (to < end && bytes[to] !== quote) to++;
    if (to >= end) return -1;
    this.setAttribute(name, bytes, quoteAt + 1, to, end);
    return to + 1;
  }

  private setAttribute(name: string, bytes: Uint8Array, from: number, to: number, end: number): void {
    if (name === 'r') this.reference(bytes, from, end);
    else if (name === 's') this.at.style = Number(latin1(bytes, from, to)) || 0;
    else if (name === 't') this.at.type = cellType(bytes, from, to);
  }

  /** "AB12" to column and row; returns the place behind it. */
  private reference(bytes: Uint8Array, at: number, end: number): number {
    let column = 0;
    let row = 0;
    const from = at;
    for (
      let letter = bytes[at] & 0xdf;
      letter >= 65 && letter <= 90 && column <= XLSX_LIMITS.columns;
      letter = bytes[++at] & 0xdf
    )
      column = column * 26 + letter - 64;
    for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9 && row <= XLSX_LIMITS.rows; digit = bytes[++at] - 48)
      row = row * 10 + digit;
    if (column < 1 || column > XLSX_LIMITS.columns || row < 1 || row > XLSX_LIMITS.rows)
      return this.oddReference(bytes, from, end);
    this.at.column = column - 1;
    this.at.row = row - 1;
    return at;
  }

  /** An empty reference counts as none; one outside of any sheet is refused. */
  private oddReference(bytes: Uint8Array, from: number, end: number): number {
    let to = from;
    while (to < from + 40 && bytes[to] !== QUOTE && bytes[to] !== APOSTROPHE) to++;
    if (to === from || to >= end) return from;
    throw new PartProblem(`it has a cell at "${latin1(bytes, from, to)}", which no sheet has`);
  }

  private cellContent(bytes: Uint8Array, at: number, end: number): number {
    if (this.valueTo < 0) {
      this.sink.emptyCell(this.at);
      return at;
    }
    const isValueFirst = bytes[at] === LT && bytes[at + 1] === LETTER_V && bytes[at + 2] === GT;
    if (isValueFirst && this.at.type !== TYPE_INLINE) {
      const from = at + 3;
      let to = from;
      while (bytes[to] !== LT) to++;
      if (to + CELL_END_BYTES > end) return -1;
      if (to > from && isCellEnd(bytes, to)) {
        this.sink.cell(this.at, bytes, from, to, null);
        return to + CELL_END_BYTES;
      }
    }
    return this.children(bytes, at, end);
  }

  /** The general form: formula, value, inline string, anything else, in any order. */
  private children(bytes: Uint8Array, at: number, end: number): number {
    this.valueFrom = this.valueTo = 0;
    this.textMade = null;
    while (this.nextTag(bytes, at, end)) {
      const name = this.tagName;
      at = this.tagClose + 1;
      if (this.isClosing && name === C) {
        this.deliver(bytes);
        return at;
      }
      if (name === F) this.at.isFormula = true;
      if (!this.isClosing && !this.isEmpty) at = this.child(bytes, name, at, end);
      if (at < 0) return -1;
    }
    return -1;
  }

  private child(bytes: Uint8Array, name: number, at: number, end: number): number {
    if (name === IS) return this.inlineText(bytes, at, end);
    if (name !== V && name !== F) return at;
    const to = this.closing(bytes, at, end, name);
    if (to < 0 || name === F) return to;
    if (this.at.type !== TYPE_INLINE || this.valueTo === 0) {
      this.valueFrom = at;
      this.valueTo = to;
    }
    return to;
  }

  private inlineText(bytes: Uint8Array, at: number, end: number): number {
    const next = this.runs(bytes, at, end, IS);
    if (next >= 0 && this.at.type === TYPE_INLINE) {
      this.valueFrom = this.textFrom;
      this.valueTo = this.textTo;
    } else this.textMade = null;
    return next;
  }

  /** The "<" of the closing tag of `name`, or -1. */
  private closing(bytes: Uint8Array, at: number, end: number, name: number): number {
    while (this.nextTag(bytes, at, end)) {
      if (this.isClosing && this.tagName === name) return this.tagAt;
      at = this.tagClose + 1;
    }
    return -1;
  }

  private deliver(bytes: Uint8Array): void {
    if (this.valueTo > this.valueFrom || this.textMade !== null)
      this.sink.cell(this.at, bytes, this.valueFrom, this.valueTo, this.textMade);
    else this.sink.emptyCell(this.at);
  }
}

function skipWhite(bytes: Uint8Array, at: number): number {
  while (bytes[at] <= SPACE) at++;
  return at;
}

function cellType(bytes: Uint8Array, from: number, to: number): number {
  if (to - from === 1 && bytes[from] === LETTER_S) return TYPE_SHARED;
  return TYPE_BY_LETTER[latin1(bytes, from, to)] ?? TYPE_NUMBER;
}

/** The attribute r of a row, -1 when there is none. */
function rowNumber(bytes: Uint8Array, from: number, to: number): number {
  if (bytes[from + 1] === LETTER_R && bytes[from + 2] === EQUALS && bytes[from + 3] === QUOTE) {
    let row = 0;
    let at = from + 4;
    for (let digit = bytes[at] - 48; digit >= 0 && digit <= 9 && row <= XLSX_LIMITS.rows; digit = bytes[++at] - 48)
      row = row * 10 + digit;
    if (bytes[at] === QUOTE && at > from + 4) return row;
  }
  const match = /(?:^|\s)r\s*=\s*["']\s*(\d+)\s*["']/.exec(latin1(bytes, from, to));
  return match ? Number(match[1]) : -1;
}

function latin1(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
}

/** "</v></c>" */
function isCellEnd(bytes: Uint8Array, at: number): boolean {
  const isValueEnd = bytes[at + 1] === SLASH && bytes[at + 2] === LETTER_V && bytes[at + 3] === GT;
  return (
    isValueEnd && bytes[at + 4] === LT && bytes[at + 5] === SLASH && bytes[at + 6] === LETTER_C && bytes[at + 7] === GT
  );
}
