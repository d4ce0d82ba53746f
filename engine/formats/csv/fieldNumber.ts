import { quotientOfTen } from '../xlsx/parseDecimal.ts';

/** Only the text itself can tell. */
export const UNSURE = Infinity;

/** Few enough digits for a mantissa without rounding. */
const MOST_BYTES = 16;
const ZERO = 48;
const NINE = 57;
const MINUS = 45;
const PLUS = 43;
const POINT = 46;
/** Bytes that may follow digits in a text that is a number after all: an exponent, white space, and what begins a longer character. */
const MAY_BELONG = Uint8Array.from({ length: 256 }, (_none, byte) =>
  byte >= 128 || byte <= 32 || byte === 69 || byte === 101 ? 1 : 0,
);

/**
 * The number that bytes[from … to - 1] spell, as `plainNumber` would find it, without making a string of them.
 * @returns NaN where they certainly are none, UNSURE where `plainNumber` has to decide
 */
export function fieldNumber(bytes: Uint8Array, from: number, to: number): number {
  const first = bytes[from];
  if (first > NINE) return NaN;
  const start = first === MINUS ? from + 1 : from;
  let mantissa = 0;
  let point = -1;
  for (let at = start; at < to; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >>> 0 <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === POINT - ZERO && point < 0) point = at;
    else return otherwise(bytes, from, at);
  }
  if (to - from > MOST_BYTES) return UNSURE;
  if (!isWritten(bytes, start, to, point)) return NaN;
  const value = quotientOfTen(mantissa, point < 0 ? 0 : to - point - 1);
  if (value !== value) return UNSURE;
  return first === MINUS ? -value : value;
}

/** False for nothing at all, for a point behind which no digit stands, and for a code like 007. */
function isWritten(bytes: Uint8Array, start: number, to: number, point: number): boolean {
  const wholeEnd = point < 0 ? to : point;
  return start < to && point !== to - 1 && !(wholeEnd - start > 1 && bytes[start] === ZERO);
}

/** What a byte that is no digit makes of a text. */
function otherwise(bytes: Uint8Array, from: number, at: number): number {
  const byte = bytes[at];
  if (MAY_BELONG[byte] === 1) return UNSURE;
  if (byte !== MINUS && byte !== PLUS) return NaN;
  // A sign stands in front, behind white space or in an exponent: not behind a digit, as in a date.
  return at > from && bytes[at - 1] >= ZERO && bytes[at - 1] <= NINE ? NaN : UNSURE;
}
