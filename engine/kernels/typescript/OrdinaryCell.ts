import { fieldNumber } from './fieldNumber.ts';

const MOST_COLUMNS = 16_384;
const MOST_ROWS = 1_048_576;
const MOST_LETTERS = 3;
const MOST_DIGITS = 7;
const MOST_STYLE_DIGITS = 6;
/** Bytes of a number that is looked at. */
const MOST_BYTES = 16;

const LT = 60;
const QUOTE = 34;
const SPACE = 32;
const ZERO = 48;
const BEFORE_A = 64;

const STYLE = bytesOf(' s="');
const SHARED = bytesOf(' t="s"');
const VALUE = bytesOf('><v>');
const CLOSED = bytesOf('/>');
const CELL_END = bytesOf('</v></c>');

/** A cell in the form that nearly every one has. */
export class OrdinaryCell {
  row = 0;
  column = 0;
  style = 0;
  isShared = false;
  hasValue = false;
  /** The number, or the index of the shared string. */
  value = 0;

  /** The place behind the cell whose reference starts at `at`, or -1 when it is not of this form or not complete. */
  read(bytes: Uint8Array, at: number, end: number): number {
    let next = this.readReference(bytes, at);
    if (next >= 0) next = this.readStyle(bytes, next);
    if (next < 0) return -1;
    this.isShared = bytes[next] === SPACE && has(bytes, next, SHARED);
    if (this.isShared) next += SHARED.length;
    this.hasValue = !has(bytes, next, CLOSED);
    next = this.hasValue ? this.readValue(bytes, next) : next + CLOSED.length;
    return next <= end ? next : -1;
  }

  private readReference(bytes: Uint8Array, from: number): number {
    let column = 0;
    let at = from;
    for (let letter = bytes[at] - BEFORE_A; letter >= 1 && letter <= 26; letter = bytes[++at] - BEFORE_A) {
      if (at - from === MOST_LETTERS) return -1;
      column = column * 26 + letter;
    }
    this.column = column - 1;
    this.row = rowNumber(bytes, at);
    if (column === 0 || column > MOST_COLUMNS || this.row < 0) return -1;
    return digitsEnd(bytes, at) + 1;
  }

  private readStyle(bytes: Uint8Array, at: number): number {
    this.style = 0;
    if (!has(bytes, at, STYLE)) return at;
    const from = at + STYLE.length;
    const to = digitsEnd(bytes, from);
    if (bytes[to] !== QUOTE || to - from > MOST_STYLE_DIGITS) return -1;
    for (let digit = from; digit < to; digit++) this.style = this.style * 10 + bytes[digit] - ZERO;
    return to + 1;
  }

  private readValue(bytes: Uint8Array, at: number): number {
    if (!has(bytes, at, VALUE)) return -1;
    const from = at + VALUE.length;
    let to = from;
    while (to < from + MOST_BYTES && bytes[to] !== LT) to++;
    if (!has(bytes, to, CELL_END)) return -1;
    this.value = fieldNumber(bytes, from, to);
    return Number.isFinite(this.value) ? to + CELL_END.length : -1;
  }
}

export function bytesOf(text: string): Uint8Array {
  return Uint8Array.from(text, letter => letter.charCodeAt(0));
}

export function has(bytes: Uint8Array, at: number, what: Uint8Array): boolean {
  for (let i = 0; i < what.length; i++) if (bytes[at + i] !== what[i]) return false;
  return true;
}

export function digitsEnd(bytes: Uint8Array, at: number): number {
  while ((bytes[at] - ZERO) >>> 0 <= 9) at++;
  return at;
}

/** The row, from 0, that the digits at `at` name before a quote; -1 for none that a sheet has. */
export function rowNumber(bytes: Uint8Array, from: number): number {
  const to = digitsEnd(bytes, from);
  if (to === from || to - from > MOST_DIGITS || bytes[to] !== QUOTE) return -1;
  let row = 0;
  for (let at = from; at < to; at++) row = row * 10 + bytes[at] - ZERO;
  return row <= MOST_ROWS ? row - 1 : -1;
}
