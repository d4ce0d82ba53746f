import {
  CELLS_COLUMN,
  CELLS_FIRST,
  CELLS_LAST,
  CELLS_LISTED,
  CELLS_ROW,
  SHOWS_NUMBER,
  TEXT_EMPTY,
  TEXT_UNUSED,
  type ReadCells,
} from '../ReadCells.ts';
import { bytesOf, digitsEnd, has, OrdinaryCell, rowNumber } from './OrdinaryCell.ts';
import { serialToDays } from './serialToDays.ts';

const CELL_NUMBER = 1;
const CELL_TEXT = 2;
const CELL_DATE = 5;

const LT = 60;
const GT = 62;
const QUOTE = 34;
const APOSTROPHE = 39;
const SLASH = 47;
const LETTER_C = 99;

const CELL = bytesOf('<c r="');
const ROW = bytesOf('<row r="');
const ROW_END = bytesOf('</row>');

/** Of one call: a cell costs no object. */
const cell = new OrdinaryCell();

/** See Kernels.readCells. */
export function readCells(call: ReadCells): number {
  const { bytes, end } = call;
  let at = call.from;
  for (;;) {
    while (bytes[at] !== LT) at++;
    if (at >= end) return end;
    const next = elementAt(call, at);
    if (next < 0) return at;
    at = next;
  }
}

/** The place behind the element, which is taken; -1 where it is not ordinary or not complete. */
function elementAt(call: ReadCells, at: number): number {
  const { bytes, end } = call;
  if (bytes[at + 1] === LETTER_C) return has(bytes, at, CELL) ? cellAt(call, at + CELL.length) : -1;
  if (bytes[at + 1] === SLASH) return has(bytes, at, ROW_END) && at + ROW_END.length <= end ? at + ROW_END.length : -1;
  return has(bytes, at, ROW) ? rowAt(call, at + ROW.length) : -1;
}

function rowAt({ bytes, end, state, listed }: ReadCells, at: number): number {
  const row = rowNumber(bytes, at);
  const close = row < 0 ? -1 : rowTagEnd(bytes, digitsEnd(bytes, at) + 1, end);
  if (close < 0) return -1;
  state[CELLS_ROW] = row;
  state[CELLS_COLUMN] = -1;
  listed[row] = 1;
  if (row > state[CELLS_LISTED]) state[CELLS_LISTED] = row;
  return close + 1;
}

/** The ">" that closes a tag, attributes in quotes passed over; -1 where the tag is not complete or needs care. */
function rowTagEnd(bytes: Uint8Array, at: number, end: number): number {
  for (let byte = bytes[at]; byte !== GT; byte = bytes[at]) {
    if (byte === APOSTROPHE || at >= end) return -1;
    at++;
    if (byte !== QUOTE) continue;
    while (bytes[at] !== QUOTE) at++;
    at++;
  }
  return at < end ? at : -1;
}

function cellAt(call: ReadCells, at: number): number {
  const next = cell.read(call.bytes, at, call.end);
  if (next < 0 || (cell.hasValue && !take(call))) return -1;
  call.state[CELLS_ROW] = cell.row;
  call.state[CELLS_COLUMN] = cell.column;
  return next;
}

/** False for a cell outside of the window, and for a text that was not met. */
function take(call: ReadCells): boolean {
  const { state, nColumns, nRows } = call;
  const row = cell.row - state[CELLS_FIRST];
  if (cell.column >= nColumns || row < 0 || row >= nRows) return false;
  const place = cell.column * nRows + row;
  return cell.isShared ? takeText(call, place) : takeNumber(call, place);
}

function takeText(call: ReadCells, place: number): boolean {
  const { texts } = call;
  const { value } = cell;
  if (!(value >= 0 && value < texts.length && Number.isInteger(value))) return false;
  const text = texts[value];
  if (text !== TEXT_UNUSED && text !== TEXT_EMPTY) put(call, place, CELL_TEXT, text);
  return text !== TEXT_UNUSED;
}

function takeNumber(call: ReadCells, place: number): boolean {
  const { shows, is1904 } = call;
  const show = cell.style < shows.length ? shows[cell.style] : SHOWS_NUMBER;
  const days = show === SHOWS_NUMBER ? NaN : serialToDays(cell.value, is1904, show);
  if (Number.isNaN(days)) put(call, place, CELL_NUMBER, cell.value);
  else put(call, place, CELL_DATE, days);
  return true;
}

function put({ state, kinds, values }: ReadCells, place: number, kind: number, value: number): void {
  kinds[place] = kind;
  values[place] = value;
  if (cell.row > state[CELLS_LAST]) state[CELLS_LAST] = cell.row;
}
