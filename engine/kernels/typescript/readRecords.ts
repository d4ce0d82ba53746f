import {
  LATER_LENGTH,
  READ_CELL,
  READ_END,
  READ_FULL,
  READ_ODD,
  READ_TEXTS,
  type ReadRecords,
} from '../ReadRecords.ts';
import { fieldNumber, UNSURE } from './fieldNumber.ts';
import { internText } from './textTable.ts';

const LF = 10;
const CR = 13;
const BACKSLASH = 92;

const CELL_EMPTY = 0;
const CELL_NUMBER = 1;
const CELL_TEXT = 2;

/** Longer ones are for the caller to refuse. */
const MOST_RECORD_BYTES = 2 * 2 ** 20;
const NOT_COMPLETE = -1;
const IS_ODD = -2;

export function readRecords(call: ReadRecords): number {
  const { bytes, nColumns, state, bounds, nRowsOfRoom } = call;
  for (;;) {
    if (state[1] === nRowsOfRoom) return READ_FULL;
    const next = fields(call, state[0]);
    if (next === NOT_COMPLETE) return READ_END;
    const isBlank = nColumns === 1 && (bounds[0] === bounds[1] || bytes[bounds[0]] <= 32);
    if (next < 0 || next - state[0] > MOST_RECORD_BYTES || isBlank) return READ_ODD;
    const problem = cells(call, state[1]);
    if (problem !== READ_END) return problem;
    state[0] = next;
    state[1]++;
    state[2] = 0;
  }
}

/** Puts the fields from state[2] on in place; READ_END when there is nothing to hand back. */
function cells(
  { bytes, nColumns, state, asks, bounds, kinds, values, nRowsOfRoom, nFirst, later, texts }: ReadRecords,
  row: number,
): number {
  for (let field = state[2]; field < nColumns; field++) {
    const from = bounds[field * 2];
    const to = bounds[field * 2 + 1];
    let kind = CELL_EMPTY;
    let value = 0;
    if (from !== to) {
      value = asks[field] === 0 ? fieldNumber(bytes, from, to) : UNSURE;
      if (value === UNSURE) {
        state[2] = field;
        state[3] = from;
        state[4] = to;
        return READ_CELL;
      }
      kind = CELL_NUMBER;
      if (value !== value) {
        kind = CELL_TEXT;
        value = internText(bytes, from, to, texts);
        if (value < 0) return READ_TEXTS;
        if (value >= nFirst) noteLater(later, field, row);
      }
    }
    kinds[field * nRowsOfRoom + row] = kind;
    values[field * nRowsOfRoom + row] = value;
  }
  return READ_END;
}

/** Takes note of a text that is not below `nFirst`. */
export function noteLater(later: Int32Array, column: number, row: number): void {
  const at = column * LATER_LENGTH;
  const n = ++later[at];
  if (n < LATER_LENGTH) later[at + n] = row;
}

/** Places of the fields of a record go to `bounds`; returns the place behind its line end, NOT_COMPLETE or IS_ODD. */
function fields(call: ReadRecords, at: number): number {
  const { bytes, end, separator, nColumns } = call;
  let field = 0;
  for (;;) {
    at = oneField(call, at, field++);
    if (at < 0) return at;
    if (at >= end) return NOT_COMPLETE;
    if (bytes[at] !== separator) return field === nColumns ? lineEnd(bytes, at, end) : IS_ODD;
    if (field === nColumns) return IS_ODD;
    at++;
  }
}

/** Returns the place of what ends it. */
function oneField(call: ReadRecords, at: number, field: number): number {
  const { bytes, end, separator, quote, bounds } = call;
  const isQuoted = quote !== 0 && at < end && bytes[at] === quote;
  const to = isQuoted ? closingQuote(call, at + 1) : plainEnd(bytes, at, end, separator);
  if (to < 0) return to;
  bounds[field * 2] = isQuoted ? at + 1 : at;
  bounds[field * 2 + 1] = to;
  return isQuoted ? to + 1 : to;
}

function lineEnd(bytes: Uint8Array, at: number, end: number): number {
  if (bytes[at] === LF) return at + 1;
  if (at + 1 >= end) return NOT_COMPLETE;
  return bytes[at + 1] === LF ? at + 2 : IS_ODD;
}

function plainEnd(bytes: Uint8Array, at: number, end: number, separator: number): number {
  while (at < end && bytes[at] !== separator && bytes[at] !== LF && bytes[at] !== CR) at++;
  return at;
}

function closingQuote({ bytes, end, separator, quote, isBackslashEscape }: ReadRecords, from: number): number {
  let hasBackslash = false;
  for (let at = from; at < end; at++) {
    const byte = bytes[at];
    if (byte === LF || byte === CR) return IS_ODD;
    if (byte === BACKSLASH) hasBackslash = true;
    if (byte !== quote) continue;
    if (at + 1 >= end) return NOT_COMPLETE;
    const next = bytes[at + 1];
    const isClosed = next === separator || next === LF || next === CR;
    return isClosed && !(isBackslashEscape && hasBackslash) ? at : IS_ODD;
  }
  return NOT_COMPLETE;
}
