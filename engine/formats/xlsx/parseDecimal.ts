const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_unused, exponent) => Number(`1e${exponent}`));
const GRAMMAR = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/**
 * The number that bytes[from … to - 1] spell, the same double as Number() gives, without making a string of it: a mantissa below 2^53 and a
 * power of ten up to 22 are both exact, so one division rounds once. Everything else goes through Number().
 * Source: Clinger, W. D. (1990). How to read floating point numbers accurately. doi:10.1145/93542.93557
 * @returns NaN when the bytes are not a finite decimal number
 */
export function parseDecimal(bytes: Uint8Array, from: number, to: number): number {
  const isNegative = bytes[from] === MINUS;
  const first = isNegative ? from + 1 : from;
  let mantissa = 0;
  let point = to;
  for (let at = first; at < to; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >>> 0 <= 9) mantissa = mantissa * 10 + digit;
    else if (digit === POINT - ZERO && point === to) point = at;
    else return parseSlowly(bytes, from, to);
  }
  const decimals = point === to ? 0 : to - point - 1;
  if (point === first || mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return parseSlowly(bytes, from, to);
  const value = decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
  return isNegative ? -value : value;
}

function parseSlowly(bytes: Uint8Array, from: number, to: number): number {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]);
  text = text.trim();
  if (!GRAMMAR.test(text)) return NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : NaN;
}
