import { numberOf } from './fieldNumber';

const MOST_COLUMNS: i32 = 16_384;
const MOST_ROWS: i32 = 1_048_576;
const MOST_DIGITS = 7;
const MOST_STYLE_DIGITS = 6;

const CELL_NUMBER: u8 = 1;
const CELL_TEXT: u8 = 2;
const CELL_DATE: u8 = 5;
const TEXT_UNUSED = -1;
const TEXT_EMPTY = -2;
const SHOWS_NUMBER: u8 = 0;
const SHOWS_TIME: u8 = 2;

const LT: u8 = 60;
const GT: u8 = 62;
const QUOTE: u8 = 34;
const APOSTROPHE: u8 = 39;
const ZERO: u32 = 48;
const BEFORE_A: u32 = 64;

const FOUR: u64 = 0xffffffff;
const SIX: u64 = 0xffffffffffff;
/** `<c r="`, `<row r="`, `</row>`, ` s="`, ` t="s"`, `><v>`, `</v></c>`, `/>` */
const CELL: u64 = 0x223d7220633c;
const ROW: u64 = 0x223d7220776f723c;
const ROW_END: u64 = 0x3e776f722f3c;
const STYLE: u64 = 0x223d7320;
const SHARED: u64 = 0x2273223d7420;
const VALUE: u32 = 0x3e763c3e;
const CELL_END: u64 = 0x3e632f3c3e762f3c;
const CLOSED: u16 = 0x3e2f;

/** Places of the state, in bytes. A kernel's own: the digits and the quote of the row that was met last, what of eight bytes they are, and the row. */
const AT_ROW = 0;
const AT_COLUMN = 4;
const AT_FIRST = 8;
const AT_LAST = 12;
const AT_LISTED = 16;
const AT_WORD = 32;
const AT_MASK = 40;
const AT_KNOWN = 48;

/** As ../typescript/readCells.ts. */
export function readCells(
  bytes: usize,
  from: i32,
  end: i32,
  state: usize,
  listed: usize,
  shows: usize,
  nShows: i32,
  is1904: bool,
  texts: usize,
  nTexts: i32,
  kinds: usize,
  values: usize,
  nColumns: i32,
  nRows: i32,
): i32 {
  const stop = bytes + <usize>end;
  const first = load<i32>(state, AT_FIRST);
  let last = load<i32>(state, AT_LAST);
  let at = bytes + <usize>from;
  let row = load<i32>(state, AT_ROW);
  let column = load<i32>(state, AT_COLUMN);
  let word = load<u64>(state, AT_WORD);
  let mask = load<u64>(state, AT_MASK);
  let known = load<i32>(state, AT_KNOWN);
  while (true) {
    while (load<u8>(at) != LT) at++;
    if (at >= stop) {
      at = stop;
      break;
    }
    const head = load<u64>(at);
    if ((head & SIX) != CELL) {
      if ((head & SIX) == ROW_END) {
        if (at + 6 > stop) break;
        at += 6;
        continue;
      }
      if (head != ROW) break;
      const behind = digitsEnd(at + 8);
      const number = rowOf(at + 8, behind);
      if (number < 0) break;
      const close = rowTagEnd(behind + 1, stop);
      if (close == 0) break;
      mask = maskOf(<i32>(behind - at) - 7);
      word = load<u64>(at + 8) & mask;
      known = row = number;
      column = -1;
      store<u8>(listed + <usize>row, 1);
      if (row > load<i32>(state, AT_LISTED)) store<i32>(state, row, AT_LISTED);
      at = close + 1;
      continue;
    }
    // A reference: letters, then nearly always the digits of the row.
    let p = at + 6;
    let letter = <u32>load<u8>(p) - BEFORE_A;
    if (letter - 1 >= 26) break;
    let letters = letter;
    letter = <u32>load<u8>(++p) - BEFORE_A;
    if (letter - 1 < 26) {
      letters = letters * 26 + letter;
      letter = <u32>load<u8>(++p) - BEFORE_A;
      if (letter - 1 < 26) {
        letters = letters * 26 + letter;
        p++;
      }
    }
    if (<i32>letters > MOST_COLUMNS) break;
    if (mask == 0 || (load<u64>(p) & mask) != word) {
      const behind = digitsEnd(p);
      const number = rowOf(p, behind);
      if (number < 0) break;
      mask = maskOf(<i32>(behind - p) + 1);
      word = load<u64>(p) & mask;
      known = number;
    }
    p += <usize>(8 - (clz(mask) >> 3));
    // Style, type and value.
    let style = 0;
    if ((load<u64>(p) & FOUR) == STYLE) {
      p += 4;
      const begin = p;
      for (let digit = <u32>load<u8>(p) - ZERO; digit <= 9; digit = <u32>load<u8>(++p) - ZERO)
        style = style * 10 + <i32>digit;
      if (load<u8>(p) != QUOTE || <i32>(p - begin) > MOST_STYLE_DIGITS) break;
      p++;
    }
    const isShared = (load<u64>(p) & SIX) == SHARED;
    if (isShared) p += 6;
    if (load<u32>(p) != VALUE) {
      if (load<u16>(p) != CLOSED || p + 2 > stop) break;
      row = known;
      column = <i32>letters - 1;
      at = p + 2;
      continue;
    }
    p += 4;
    const ends = i8x16.bitmask(i8x16.eq(v128.load(p), i8x16.splat(LT)));
    if (ends == 0) break;
    const to = p + <usize>ctz(ends);
    if (load<u64>(to) != CELL_END || to + 8 > stop) break;
    const inRows = known - first;
    if (<i32>letters > nColumns || <u32>inRows >= <u32>nRows) break;
    const number = numberOf(p, to);
    if (!(abs(number) < Infinity)) break;
    const cell = (<usize>letters - 1) * <usize>nRows + <usize>inRows;
    if (isShared) {
      const index = <i32>number;
      if (<f64>index != number || <u32>index >= <u32>nTexts) break;
      const text = load<i32>(texts + (<usize>index << 2));
      if (text == TEXT_UNUSED) break;
      if (text != TEXT_EMPTY) {
        store<u8>(kinds + cell, CELL_TEXT);
        store<f64>(values + (cell << 3), <f64>text);
        last = max(last, known);
      }
    } else {
      const show = style < nShows ? load<u8>(shows + <usize>style) : SHOWS_NUMBER;
      const days = show == SHOWS_NUMBER ? NaN : serialToDays(number, is1904, show);
      const isDate = days == days;
      store<u8>(kinds + cell, isDate ? CELL_DATE : CELL_NUMBER);
      store<f64>(values + (cell << 3), isDate ? days : number);
      last = max(last, known);
    }
    row = known;
    column = <i32>letters - 1;
    at = to + 8;
  }
  store<i32>(state, row, AT_ROW);
  store<i32>(state, column, AT_COLUMN);
  store<i32>(state, last, AT_LAST);
  store<u64>(state, word, AT_WORD);
  store<u64>(state, mask, AT_MASK);
  store<i32>(state, known, AT_KNOWN);
  return <i32>(at - bytes);
}

/** The byte behind the digits, of which eight at most are looked at. */
@inline
function digitsEnd(at: usize): usize {
  let p = at;
  while (<u32>load<u8>(p) - ZERO <= 9 && p - at < 8) p++;
  return p;
}

/** The row, from 0, that these digits name before a quote; -1 for none that a sheet has. */
@inline
function rowOf(from: usize, to: usize): i32 {
  if (to == from || <i32>(to - from) > MOST_DIGITS || load<u8>(to) != QUOTE) return -1;
  let row = 0;
  for (let p = from; p < to; p++) row = row * 10 + <i32>load<u8>(p) - <i32>ZERO;
  return row <= MOST_ROWS ? row - 1 : -1;
}

/** n bytes of eight */
@inline
function maskOf(n: i32): u64 {
  return <u64>-1 >> <u64>(64 - 8 * n);
}

/** The ">" that closes a tag, attributes in quotes passed over; 0 where the tag is not complete or needs care. */
@inline
function rowTagEnd(at: usize, stop: usize): usize {
  let p = at;
  let byte = load<u8>(p);
  while (byte != GT) {
    if (byte == APOSTROPHE || p >= stop) return 0;
    p++;
    if (byte == QUOTE) {
      while (load<u8>(p) != QUOTE) p++;
      p++;
    }
    byte = load<u8>(p);
  }
  return p < stop ? p : 0;
}

/** As engine/formats/xlsx/dates.ts. */
@inline
function serialToDays(serial: f64, is1904: bool, shows: u8): f64 {
  if (!(serial >= 0) || (shows == SHOWS_TIME && serial < 1)) return NaN;
  if (is1904) return serial < 2_957_004 ? serial - 24_107 : NaN;
  if (serial >= 2_958_466) return NaN;
  return serial < 60 ? serial - 25_569 + 1 : serial - 25_569;
}
