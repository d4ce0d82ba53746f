const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_unused, exponent) => Number(`1e${exponent}`));
const GRAMMAR = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
/** 2^27 + 1 cuts a double into two halves of 26 bits. */
const SPLITTER = 134_217_729;
/** Far above the error of the correction, far below what separates most quotients from a middle. */
const DOUBT = 2 ** -30;
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
  if (point === first || decimals > 22) return parseSlowly(bytes, from, to);
  const value = quotientOfTen(mantissa, decimals);
  if (Number.isNaN(value)) return parseLong(bytes, from, to, decimals);
  return isNegative ? -value : value;
}

/** mantissa / 10^decimals rounded once; NaN where one of the two is not exact as a double. */
export function quotientOfTen(mantissa: number, decimals: number): number {
  if (mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return NaN;
  return decimals === 0 ? mantissa : mantissa / POWERS_OF_TEN[decimals];
}

/**
 * Sixteen to nineteen digits, as programs write doubles that have no short form: the mantissa as a sum of two doubles, divided in
 * twofold precision. The quotient is sure unless it lies at the middle between two doubles; then Number() decides.
 * Source: Dekker, T. J. (1971). A floating-point technique for extending the available precision. doi:10.1007/BF01397083
 */
function parseLong(bytes: Uint8Array, from: number, to: number, decimals: number): number {
  let leading = 0;
  let trailing = 0;
  let nLeading = 0;
  let nTrailing = 0;
  for (let at = from; at < to; at++) {
    const digit = bytes[at] - ZERO;
    if (digit >>> 0 > 9 || (digit === 0 && nLeading === 0)) continue;
    if (nLeading < 15) {
      leading = leading * 10 + digit;
      nLeading++;
    } else {
      trailing = trailing * 10 + digit;
      nTrailing++;
    }
  }
  if (nTrailing > 4) return parseSlowly(bytes, from, to);
  const scale = POWERS_OF_TEN[nTrailing];
  const product = leading * scale;
  const rest = productError(leading, scale, product) + trailing;
  const high = product + rest;
  const low = rest - (high - product);
  const divisor = POWERS_OF_TEN[decimals];
  const quotient = high / divisor;
  const back = quotient * divisor;
  const correction = (high - back - productError(quotient, divisor, back) + low) / divisor;
  const value = quotient + correction * (1 + DOUBT);
  if (value !== quotient + correction * (1 - DOUBT)) return parseSlowly(bytes, from, to);
  return bytes[from] === MINUS ? -value : value;
}

/** What rounding took from a × b: the exact product is `product` plus this. */
function productError(a: number, b: number, product: number): number {
  const aHigh = SPLITTER * a - (SPLITTER * a - a);
  const bHigh = SPLITTER * b - (SPLITTER * b - b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function parseSlowly(bytes: Uint8Array, from: number, to: number): number {
  let text = '';
  for (let at = from; at < to; at++) text += String.fromCharCode(bytes[at]);
  text = text.trim();
  if (!GRAMMAR.test(text)) return NaN;
  const value = Number(text);
  return Number.isFinite(value) ? value : NaN;
}
