import { internText } from './textTable';

const LF: u8 = 10;
const CR: u8 = 13;
const BACKSLASH: u8 = 92;
const MINUS: u8 = 45;
const PLUS: u8 = 43;
const POINT: u8 = 46;
const ZERO: u8 = 48;
const NINE: u8 = 57;

const END = 0;
const ODD = 1;
const CELL = 2;
const FULL = 3;
const TEXTS = 4;

const CELL_EMPTY: u8 = 0;
const CELL_NUMBER: u8 = 1;
const CELL_TEXT: u8 = 2;

/** Longer ones are for the caller to refuse. */
const MOST_RECORD_BYTES = 2097152;
/** Bytes of a number that is read here. */
const MOST_BYTES = 16;
const LARGEST: u64 = 9007199254740991;
const WHOLE_POWERS = memory.data<u64>([
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000, 100000000000, 1000000000000,
  10000000000000, 100000000000000, 1000000000000000,
]);
const POWERS = memory.data<f64>([1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15]);

/** What a field is: certainly text, a number, or something that only the caller can tell. */
const IS_TEXT = f64.NaN;
const IS_UNSURE = Infinity;

/** Places of the last record's fields go to `bounds`; returns the place behind its line end, -1 where it is not complete, -2 where it is odd. */
function fields(
  bytes: usize,
  at: i32,
  end: i32,
  separator: u8,
  quote: u8,
  isBackslashEscape: bool,
  nColumns: i32,
  bounds: usize,
): i32 {
  const separators = i8x16.splat(separator);
  const feeds = i8x16.splat(LF);
  const returns = i8x16.splat(CR);
  // Without a quote a second separator finds nothing new.
  const quotes = i8x16.splat(quote == 0 ? separator : quote);
  let base = at;
  let mask = 0;
  let from = at;
  let closing = -1;
  let isOpen = false;
  let field = 0;
  while (true) {
    while (mask == 0) {
      if (base >= end) return -1;
      const sixteen = v128.load(bytes + base);
      const ends = v128.or(i8x16.eq(sixteen, feeds), i8x16.eq(sixteen, returns));
      const found = v128.or(i8x16.eq(sixteen, separators), i8x16.eq(sixteen, quotes));
      mask = i8x16.bitmask(v128.or(found, ends));
      base += 16;
    }
    const hit = base - 16 + ctz(mask);
    mask &= mask - 1;
    if (hit >= end) return -1;
    const byte = load<u8>(bytes + hit);
    if (isOpen) {
      if (byte == LF || byte == CR) return -2;
      if (byte != quote) continue;
      if (hit + 1 >= end) return -1;
      const next = load<u8>(bytes + hit + 1);
      if (next != separator && next != LF && next != CR) return -2;
      if (isBackslashEscape && holds(bytes + from, bytes + hit, BACKSLASH)) return -2;
      closing = hit;
      isOpen = false;
    } else if (byte == quote && quote != 0) {
      // A quote inside a field is text.
      if (hit == from) isOpen = true;
    } else {
      const place = bounds + (<usize>field << 3);
      store<i32>(place, closing < 0 ? from : from + 1);
      store<i32>(place, closing < 0 ? hit : closing, 4);
      closing = -1;
      field++;
      if (byte == separator) {
        if (field == nColumns) return -2;
        from = hit + 1;
        continue;
      }
      if (field != nColumns) return -2;
      if (byte == LF) return hit + 1;
      if (hit + 1 >= end) return -1;
      return load<u8>(bytes + hit + 1) == LF ? hit + 2 : -2;
    }
  }
}

function holds(from: usize, to: usize, byte: u8): bool {
  for (let at = from; at < to; at++) if (load<u8>(at) == byte) return true;
  return false;
}

/** As ../typescript/fieldNumber.ts. Looks at sixteen bytes in one. */
function numberOf(from: usize, to: usize): f64 {
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
function digitsOf(at: usize, n: i32): u64 {
  if (n <= 8) return eightDigits(at, n);
  return eightDigits(at, n - 8) * 100000000 + eightDigits(at + n - 8, 8);
}

/** Pairs of digits, then of pairs, then of fours are added up side by side. Source: Lemire (2021), doi:10.1002/spe.2984. */
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

export function readRecords(
  bytes: usize,
  end: i32,
  separator: i32,
  quote: i32,
  isBackslashEscape: bool,
  nColumns: i32,
  state: usize,
  asks: usize,
  bounds: usize,
  kinds: usize,
  values: usize,
  nRowsOfRoom: i32,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  let at = load<i32>(state);
  let row = load<i32>(state, 4);
  let field = load<i32>(state, 8);
  while (true) {
    if (row == nRowsOfRoom) return FULL;
    const next = fields(bytes, at, end, <u8>separator, <u8>quote, isBackslashEscape, nColumns, bounds);
    if (next == -1) return END;
    if (next < 0 || next - at > MOST_RECORD_BYTES || (nColumns == 1 && isBlank(bytes, bounds))) return ODD;
    for (; field < nColumns; field++) {
      const from = load<i32>(bounds + (<usize>field << 3));
      const to = load<i32>(bounds + (<usize>field << 3), 4);
      const cell = <usize>field * nRowsOfRoom + row;
      let kind = CELL_EMPTY;
      let value: f64 = 0;
      if (from != to) {
        value = load<u8>(asks + field) == 0 ? numberOf(bytes + from, bytes + to) : IS_UNSURE;
        if (value == IS_UNSURE) {
          store<i32>(state, field, 8);
          store<i32>(state, from, 12);
          store<i32>(state, to, 16);
          return CELL;
        }
        kind = CELL_NUMBER;
        if (value != value) {
          const text = internText(bytes + from, to - from, size, slots, ends, heap, mostTexts, mostBytes);
          if (text < 0) return TEXTS;
          kind = CELL_TEXT;
          value = <f64>text;
        }
      }
      store<u8>(kinds + cell, kind);
      store<f64>(values + (cell << 3), value);
    }
    at = next;
    field = 0;
    row++;
    store<i32>(state, at);
    store<i32>(state, row, 4);
    store<i32>(state, 0, 8);
  }
}

function isBlank(bytes: usize, bounds: usize): bool {
  const from = load<i32>(bounds);
  return from == load<i32>(bounds, 4) || load<u8>(bytes + from) <= 32;
}
