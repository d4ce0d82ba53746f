import { CUT_ODD, CUT_TILE, cutRecords } from './cutRecords';
import { IS_UNSURE, NINE, numberOf } from './fieldNumber';
import { isoDayIndex } from './isoDay';
import { findText, internText } from './textTable';

const END = 0;
const ODD = 1;
const CELL = 2;
const FULL = 3;
const TEXTS = 4;

const CELL_EMPTY: u8 = 0;
const CELL_NUMBER: u8 = 1;
const CELL_TEXT: u8 = 2;
/** A new text, or a cell that only the caller can tell; in place of its value its first byte and the one behind its last. */
const WAITS: u8 = 255;
const DAY_BYTES = 10;
/** As LATER_LENGTH of ../ReadRecords.ts. */
const LATER_LENGTH = 64;
const LATER_BYTES: usize = LATER_LENGTH << 2;

/**
 * Records are cut a tile of rows at a time, and their cells are made column by column, where one is as the one above it. What is met for the
 * first time waits until the tile is through and is then taken row by row, so that texts are numbered in order of appearance.
 */
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
  nRowsOfTile: i32,
  places: usize,
  nPlaces: i32,
  kinds: usize,
  values: usize,
  nRowsOfRoom: i32,
  nFirst: i32,
  later: usize,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  days: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  while (true) {
    if (load<i32>(state, 20) != 0) {
      const stopped = settle(
        bytes,
        nColumns,
        state,
        asks,
        kinds,
        values,
        nRowsOfRoom,
        nFirst,
        later,
        size,
        slots,
        ends,
        heap,
        days,
        mostTexts,
        mostBytes,
      );
      if (stopped != END) return stopped;
    }
    const row = load<i32>(state, 4);
    if (row == nRowsOfRoom) return FULL;
    const most = min(nRowsOfTile, nRowsOfRoom - row);
    const at = load<i32>(state);
    const cut = state + 24;
    const n = cutRecords(
      bytes,
      at,
      end,
      <u8>separator,
      <u8>quote,
      isBackslashEscape,
      nColumns,
      bounds,
      most,
      places,
      nPlaces,
      cut,
    );
    let nWaiting = 0;
    for (let column = 0; column < nColumns; column++) {
      const cell = <usize>column * nRowsOfRoom + row;
      const place = bounds + (<usize>column << 3);
      const isAsked = load<u8>(asks + column) != 0;
      nWaiting += fillColumn(
        bytes,
        place,
        nColumns,
        n,
        isAsked,
        kinds + cell,
        values + (cell << 3),
        nFirst,
        later + <usize>column * LATER_BYTES,
        row,
        size,
        slots,
        ends,
        heap,
        days,
      );
    }
    const reason = load<i32>(cut, 4);
    store<i32>(state, load<i32>(cut));
    if (nWaiting > 0) {
      store<i32>(state, row + n, 20);
      continue;
    }
    store<i32>(state, row + n, 4);
    if (reason != CUT_TILE) return reason == CUT_ODD ? ODD : END;
  }
}

/** @returns how many cells wait */
function fillColumn(
  bytes: usize,
  place: usize,
  nColumns: i32,
  n: i32,
  isAsked: bool,
  kinds: usize,
  values: usize,
  nFirst: i32,
  later: usize,
  firstRow: i32,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  days: usize,
): i32 {
  let nWaiting = 0;
  const stride = <usize>nColumns << 3;
  for (let row = 0; row < n; row++, place += stride, kinds++, values += 8) {
    const from = load<i32>(place);
    const to = load<i32>(place, 4);
    if (from == to) {
      store<u8>(kinds, CELL_EMPTY);
      store<f64>(values, 0);
      continue;
    }
    const at = bytes + <usize>from;
    let value: f64 = IS_UNSURE;
    if (!isAsked) {
      const length = to - from;
      const day = length == DAY_BYTES ? isoDayIndex(at) : -1;
      value = day < 0 && load<u8>(at) <= NINE ? numberOf(at, bytes + <usize>to) : f64.NaN;
      if (value != value) {
        const text = day < 0 ? findText(at, length, size, slots, ends, heap) : load<i32>(days + (<usize>day << 2)) - 1;
        if (text >= 0) {
          store<u8>(kinds, CELL_TEXT);
          store<f64>(values, <f64>text);
          if (text >= nFirst) noteLater(later, firstRow + row);
          continue;
        }
      } else if (value != IS_UNSURE) {
        store<u8>(kinds, CELL_NUMBER);
        store<f64>(values, value);
        continue;
      }
    }
    nWaiting++;
    store<u8>(kinds, WAITS);
    store<i32>(values, from);
    store<i32>(values, to, 4);
  }
  return nWaiting;
}

@inline
function noteLater(later: usize, row: i32): void {
  const n = load<i32>(later) + 1;
  if (n < LATER_LENGTH) store<i32>(later + (<usize>n << 2), row);
  store<i32>(later, n);
}

/** What waits in a tile, row by row from the cell of the state on; END when nothing does any more. */
function settle(
  bytes: usize,
  nColumns: i32,
  state: usize,
  asks: usize,
  kinds: usize,
  values: usize,
  nRowsOfRoom: i32,
  nFirst: i32,
  later: usize,
  size: usize,
  slots: usize,
  ends: usize,
  heap: usize,
  days: usize,
  mostTexts: i32,
  mostBytes: i32,
): i32 {
  const endRow = load<i32>(state, 20);
  let field = load<i32>(state, 8);
  for (let row = load<i32>(state, 4); row < endRow; row++, field = 0) {
    for (; field < nColumns; field++) {
      const cell = <usize>field * nRowsOfRoom + row;
      if (load<u8>(kinds + cell) != WAITS) continue;
      const place = values + (cell << 3);
      const from = load<i32>(place);
      const to = load<i32>(place, 4);
      const at = bytes + <usize>from;
      if (load<u8>(asks + field) != 0 || numberOf(at, bytes + <usize>to) == IS_UNSURE) {
        store<u8>(kinds + cell, CELL_EMPTY);
        store<f64>(place, 0);
        store<i32>(state, row, 4);
        store<i32>(state, field, 8);
        store<i32>(state, from, 12);
        store<i32>(state, to, 16);
        return CELL;
      }
      const text = internText(at, to - from, size, slots, ends, heap, mostTexts, mostBytes);
      if (text < 0) return TEXTS;
      const day = to - from == DAY_BYTES ? isoDayIndex(at) : -1;
      if (day >= 0) store<i32>(days + (<usize>day << 2), text + 1);
      if (text >= nFirst) noteLater(later + <usize>field * LATER_BYTES, row);
      store<u8>(kinds + cell, CELL_TEXT);
      store<f64>(place, <f64>text);
    }
  }
  store<i32>(state, endRow, 4);
  store<i32>(state, 0, 8);
  store<i32>(state, 0, 20);
  return END;
}
