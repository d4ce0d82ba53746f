import { EQUALS, GT, LT, QUOTE, SLASH, SPACE } from './ChunkScanner.ts';
import { XLSX_LIMITS } from './limits.ts';
import { quotientOfTen } from './parseDecimal.ts';

const LETTER_C = 99;
const LETTER_R = 114;
const LETTER_S = 115;
const LETTER_T = 116;
const LETTER_V = 118;
const BEFORE_A = 64;
const ZERO = 48;
const MINUS = 45;
const POINT = 46;
const OPENING_BYTES = '<c r="'.length;
const CELL_END_BYTES = '</v></c>'.length;

/**
 * The form that nearly every cell has, `<c r="A1" s="2" t="s"><v>5</v></c>` with style and type optional, read in one pass over its
 * bytes. Whatever deviates is left to the general scanner, which reads the same to the same effect.
 */
export class OrdinaryCell {
  row = 0;
  column = 0;
  style = 0;
  isShared = false;
  /** The number, or the index of the shared string. */
  value = 0;

  /** The place behind the cell that starts at `at` with "<c ", or -1 when it is not of this form or not complete. */
  read(bytes: Uint8Array, at: number, end: number): number {
    if (bytes[at + 3] !== LETTER_R || bytes[at + 4] !== EQUALS || bytes[at + 5] !== QUOTE) return -1;
    let next = this.readReference(bytes, at + OPENING_BYTES);
    if (next >= 0) next = this.readStyle(bytes, next);
    if (next >= 0) next = this.readType(bytes, next);
    if (next >= 0) next = this.readValue(bytes, next);
    return next >= 0 && next + CELL_END_BYTES <= end && isCellEnd(bytes, next) ? next + CELL_END_BYTES : -1;
  }

  private readReference(bytes: Uint8Array, at: number): number {
    let column = 0;
    for (let letter = bytes[at] - BEFORE_A; letter >= 1 && letter <= 26; letter = bytes[++at] - BEFORE_A)
      column = column * 26 + letter;
    let row = 0;
    for (let digit = bytes[at] - ZERO; digit >>> 0 <= 9; digit = bytes[++at] - ZERO) row = row * 10 + digit;
    const isInside = column >= 1 && column <= XLSX_LIMITS.columns && row >= 1 && row <= XLSX_LIMITS.rows;
    if (!isInside || bytes[at] !== QUOTE) return -1;
    this.column = column - 1;
    this.row = row - 1;
    return at + 1;
  }

  private readStyle(bytes: Uint8Array, at: number): number {
    this.style = 0;
    if (bytes[at] !== SPACE || bytes[at + 1] !== LETTER_S || bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE)
      return at;
    let style = 0;
    at += 4;
    for (let digit = bytes[at] - ZERO; digit >>> 0 <= 9; digit = bytes[++at] - ZERO) style = style * 10 + digit;
    this.style = style;
    return bytes[at] === QUOTE ? at + 1 : -1;
  }

  /** Type and the start of the value: ` t="s"><v>` or `><v>`. */
  private readType(bytes: Uint8Array, at: number): number {
    this.isShared = bytes[at] === SPACE;
    if (this.isShared) {
      if (bytes[at + 1] !== LETTER_T || bytes[at + 2] !== EQUALS || bytes[at + 3] !== QUOTE) return -1;
      if (bytes[at + 4] !== LETTER_S || bytes[at + 5] !== QUOTE) return -1;
      at += 6;
    }
    const isValue = bytes[at] === GT && bytes[at + 1] === LT && bytes[at + 2] === LETTER_V && bytes[at + 3] === GT;
    return isValue ? at + 4 : -1;
  }

  private readValue(bytes: Uint8Array, at: number): number {
    const isNegative = bytes[at] === MINUS;
    const first = isNegative ? at + 1 : at;
    let mantissa = 0;
    let point = -1;
    at = first;
    for (let digit = bytes[at] - ZERO; ; digit = bytes[++at] - ZERO) {
      if (digit >>> 0 <= 9) mantissa = mantissa * 10 + digit;
      else if (digit === POINT - ZERO && point < 0) point = at;
      else break;
    }
    if (bytes[at] !== LT || at === first || point === first) return -1;
    const value = quotientOfTen(mantissa, point < 0 ? 0 : at - point - 1);
    this.value = isNegative ? -value : value;
    return value >= 0 ? at : -1;
  }
}

/** "</v></c>" */
export function isCellEnd(bytes: Uint8Array, at: number): boolean {
  const isValueEnd = bytes[at + 1] === SLASH && bytes[at + 2] === LETTER_V && bytes[at + 3] === GT;
  return (
    isValueEnd && bytes[at + 4] === LT && bytes[at + 5] === SLASH && bytes[at + 6] === LETTER_C && bytes[at + 7] === GT
  );
}
