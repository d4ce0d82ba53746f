import { sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import { CELL_BOOLEAN, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { eachChunk } from '../cells/eachChunk.ts';
import { UnreadCells } from './UnreadCells.ts';

export interface BooleansInput {
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  /** [n], as read. */
  readonly cells: Float64Array;
  /** [n], index into `ofText` where the cell is a text. */
  readonly codes: Int32Array;
  /** 0 no, 1 yes, 2 neither. */
  readonly ofText: Uint8Array;
  /** Some cells are neither texts nor gaps. */
  readonly hasOthers: boolean;
}
export interface BooleansFilled {
  /** [n], shared: 0 no, 1 yes, 2 missing. */
  readonly values: Uint8Array;
  readonly missing: number;
  readonly distinct: number;
  /** Positions of cells that are neither texts nor gaps and are neither 0 nor 1, ascending. */
  readonly unread: Int32Array;
}

export function fillBooleans(input: BooleansInput, context: TaskContext): BooleansFilled {
  const { ofText, hasOthers } = input;
  const n = input.kinds.length;
  const values = sharedUint8(n);
  const unread = new UnreadCells();
  const counts = new Int32Array(3);
  eachChunk(n, context, (from, to) => {
    const kinds = input.kinds.subarray(from, to);
    const filled = values.subarray(from, to);
    truths(kinds, input.cells.subarray(from, to), input.codes.subarray(from, to), ofText, filled);
    const nMissing = counts[2];
    countTruths(filled, counts);
    if (hasOthers && counts[2] > nMissing) unread.note(kinds, from, at => filled[at] === 2);
  });
  const distinct = Number(counts[0] > 0) + Number(counts[1] > 0);
  return { values, missing: counts[2], distinct, unread: unread.positions() };
}

function truths(
  kinds: Uint8Array,
  cells: Float64Array,
  codes: Int32Array,
  ofText: Uint8Array,
  values: Uint8Array,
): void {
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    let value = 2;
    if (kind === CELL_TEXT) value = ofText[codes[i]];
    else if (kind === CELL_NUMBER || kind === CELL_BOOLEAN) {
      if (cells[i] === 0) value = 0;
      else if (cells[i] === 1) value = 1;
    }
    values[i] = value;
  }
}

function countTruths(values: Uint8Array, counts: Int32Array): void {
  let no = 0;
  let yes = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) no++;
    else if (values[i] === 1) yes++;
  }
  counts[0] += no;
  counts[1] += yes;
  counts[2] += values.length - no - yes;
}

export interface LevelsInput {
  /** [n], -1 is missing. */
  readonly codes: Int32Array;
  /** Level of each code; -1 is missing. */
  readonly levelOf: Int32Array;
}
export interface LevelsFilled {
  /** [n], shared; -1 is missing. */
  readonly codes: Int32Array;
  readonly missing: number;
}

/** The level of every row. */
export function fillLevels({ codes, levelOf }: LevelsInput, context: TaskContext): LevelsFilled {
  const filled = sharedInt32(codes.length);
  let missing = 0;
  eachChunk(codes.length, context, (from, to) => {
    missing += renumber(codes.subarray(from, to), levelOf, filled.subarray(from, to));
  });
  return { codes: filled, missing };
}

/** @returns how many are missing */
function renumber(codes: Int32Array, levelOf: Int32Array, filled: Int32Array): number {
  let missing = 0;
  for (let i = 0; i < codes.length; i++) {
    const level = codes[i] < 0 ? -1 : levelOf[codes[i]];
    filled[i] = level;
    if (level < 0) missing++;
  }
  return missing;
}

export interface SetsInput {
  /** [n], -1 is missing. */
  readonly codes: Int32Array;
  /** Code c has the members members[starts[c]] … members[starts[c + 1] - 1], ascending. */
  readonly starts: Int32Array;
  readonly members: Int32Array;
}
export interface SetsFilled {
  /** As those of a set column, shared. */
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  /** Rows without a member. */
  readonly missing: number;
}

/** The members of every row. */
export function fillSets({ codes, starts, members }: SetsInput, context: TaskContext): SetsFilled {
  const n = codes.length;
  const offsets = sharedInt32(n + 1);
  let missing = 0;
  eachChunk(n, context, (from, to) => {
    missing += addLengths(codes.subarray(from, to), starts, offsets.subarray(from, to + 1));
  });
  const filled = sharedInt32(offsets[n]);
  eachChunk(n, context, (from, to) => {
    placeMembers(codes.subarray(from, to), { starts, members }, offsets.subarray(from, to + 1), filled);
  });
  return { offsets, codes: filled, missing };
}

/** @param offsets one more than codes; the first is there already */
function addLengths(codes: Int32Array, starts: Int32Array, offsets: Int32Array): number {
  let missing = 0;
  let end = offsets[0];
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i];
    const length = code < 0 ? 0 : starts[code + 1] - starts[code];
    if (length === 0) missing++;
    end += length;
    offsets[i + 1] = end;
  }
  return missing;
}

function placeMembers(
  codes: Int32Array,
  { starts, members }: Pick<SetsInput, 'starts' | 'members'>,
  offsets: Int32Array,
  filled: Int32Array,
): void {
  for (let i = 0; i < codes.length; i++) {
    const from = offsets[i];
    const length = offsets[i + 1] - from;
    if (length === 0) continue;
    const start = starts[codes[i]];
    filled[from] = members[start];
    for (let at = 1; at < length; at++) filled[from + at] = members[start + at];
  }
}
