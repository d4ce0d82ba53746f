const MINUS: u8 = 45;
const PLUS: u8 = 43;
const POINT: u8 = 46;
const ZERO: u8 = 48;
export const NINE: u8 = 57;

/** Bytes of a number that is read here. */
const MOST_BYTES = 16;
const LARGEST: u64 = 9007199254740991;
const WHOLE_POWERS = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000,
]);
const POWERS = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]);

/** What a field is: certainly text, a number, or something that only the caller can tell. */
export const IS_TEXT = f64.NaN;
export const IS_UNSURE = Infinity;

/** As ../typescript/fieldNumber.ts. Looks at sixteen bytes in one. */
export function numberOf(from: usize, to: usize): f64 {
  const first = load<u8>(from);
  if (first > NINE) return IS_TEXT;
  const start = first == MINUS ? from + 1 : from;
  const length = <i32>(to - start);
  if (length == 0) return IS_TEXT;
  const digits = i8x16.sub(v128.load(start), i8x16.splat(ZERO));
  const others = i8x16.bitmask(i8x16.gt_u(digits, i8x16.splat(9)));
  const beyond = length < MOST_BYTES ? -1 << length : 0;
  const odd = others & ~beyond;
  const point = odd == 0 ? min(length, MOST_BYTES) : ctz(odd);
  if (odd != 0) {
    const next = odd & (odd - 1);
    if (load<u8>(start + point) != POINT) return otherwise(from, start + point);
    if (next != 0) return otherwise(from, start + ctz(next));
  }
  if (<i32>(to - from) > MOST_BYTES) return long(from, start, to);
  const decimals = odd == 0 ? 0 : length - point - 1;
  if ((odd != 0 && decimals == 0) || (point > 1 && load<u8>(start) == ZERO)) return IS_TEXT;
  let mantissa = digitsOf(start, point);
  if (decimals != 0) {
    mantissa *= load<u64>(WHOLE_POWERS + (<usize>decimals << 3));
    mantissa += digitsOf(start + point + 1, decimals);
  }
  if (mantissa > LARGEST) return IS_UNSURE;
  const value = decimals == 0 ? <f64>mantissa : <f64>mantissa / load<f64>(POWERS + (<usize>decimals << 3));
  return first == MINUS ? -value : value;
}

/** A field too long for a number that is exact, if it is one. */
function long(from: usize, start: usize, to: usize): f64 {
  let points = 0;
  for (let at = start; at < to; at++) {
    const byte = load<u8>(at);
    if (<u8>(byte - ZERO) <= 9) continue;
    if (byte != POINT || points == 1) return otherwise(from, at);
    points = 1;
  }
  return IS_UNSURE;
}

/** The number that n digits spell, at most sixteen. */
@inline
function digitsOf(at: usize, n: i32): u64 {
  if (n <= 8) return eightDigits(at, n);
  return eightDigits(at, n - 8) * 100000000 + eightDigits(at + n - 8, 8);
}

/** Pairs of digits, then of pairs, then of fours are added up side by side. Source: Lemire (2021), doi:10.1002/spe.2984. */
@inline
function eightDigits(at: usize, n: i32): u64 {
  if (n == 0) return 0;
  let digits = (load<u64>(at) << (<u64>(64 - n * 8))) & 0x0f0f0f0f0f0f0f0f;
  digits = (digits * 2561) >> 8;
  digits = ((digits & 0x00ff00ff00ff00ff) * 6553601) >> 16;
  return ((digits & 0x0000ffff0000ffff) * 42949672960001) >> 32;
}

/** What the byte at `at`, which is neither a digit nor the first point, makes of a field. */
function otherwise(from: usize, at: usize): f64 {
  const byte = load<u8>(at);
  if (byte >= 128 || byte <= 32 || byte == 69 || byte == 101) return IS_UNSURE;
  if (byte != MINUS && byte != PLUS) return IS_TEXT;
  return at > from && load<u8>(at - 1) >= ZERO && load<u8>(at - 1) <= NINE ? IS_TEXT : IS_UNSURE;
}
