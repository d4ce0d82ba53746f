/** Only the text itself can tell. */
export const UNSURE = Infinity;

/** Few enough digits for a mantissa below 2^64; one of up to 2^53 and a power of ten are both exact, so one division rounds once. */
const MOST_BYTES = 16;
const POWERS_OF_TEN = Float64Array.from({ length: MOST_BYTES }, (_none, exponent) => Number(`1e${exponent}`));
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
 * The number that bytes[from … to - 1] spell exactly, without making a string of them: digits without leading zeros, a sign, a point.
 * Source: Clinger (1990), doi:10.1145/93542.93557.
 * @returns NaN where they certainly are none, UNSURE where the text has to decide (exponents, white space, many digits)
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
  if (to - from > MOST_BYTES || mantissa > Number.MAX_SAFE_INTEGER) return UNSURE;
  if (!isWritten(bytes, start, to, point)) return NaN;
  const value = mantissa / POWERS_OF_TEN[point < 0 ? 0 : to - point - 1];
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
