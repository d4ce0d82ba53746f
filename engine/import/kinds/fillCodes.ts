import { sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import { ChunkDesk } from '../../kernels/ChunkDesk.ts';
import { eachChunk } from '../cells/eachChunk.ts';
import { taskMemory, type MaybeThread } from '../../workers/taskMemory.ts';
import { UnreadCells } from './UnreadCells.ts';

/** A kind, a cell, a code, a truth. */
const BYTES_OF_BOOLEAN = 14;
/** A code and what becomes of it. */
const BYTES_OF_LEVEL = 8;

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

export function fillBooleans(input: BooleansInput, context: MaybeThread): BooleansFilled {
  const { hasOthers } = input;
  const n = input.kinds.length;
  const values = sharedUint8(n);
  const unread = new UnreadCells();
  const desk = new ChunkDesk(taskMemory(context), BYTES_OF_BOOLEAN, input.ofText.byteLength + 3 * 4);
  try {
    const [ofText, counts] = [desk.table(input.ofText), desk.table(new Int32Array(3))];
    const [kinds, cells, codes] = [desk.input(input.kinds), desk.input(input.cells), desk.input(input.codes)];
    const truths = desk.output(values);
    eachChunk(n, context, (from, to) => {
      const laid = { kinds: kinds.lay(from, to), cells: cells.lay(from, to), codes: codes.lay(from, to), ofText };
      const nMissing = counts[2];
      desk.kernels.truthsOfCells({ ...laid, n: to - from, truths: truths.room(from, to), counts });
      truths.put(from, to);
      if (hasOthers && counts[2] > nMissing) unread.note(laid.kinds, from, at => values[from + at] === 2);
    });
    const distinct = Number(counts[0] > 0) + Number(counts[1] > 0);
    return { values, missing: counts[2], distinct, unread: unread.positions() };
  } finally {
    desk.release();
  }
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
export function fillLevels({ codes, levelOf }: LevelsInput, context: MaybeThread): LevelsFilled {
  const filled = sharedInt32(codes.length);
  let missing = 0;
  const desk = new ChunkDesk(taskMemory(context), BYTES_OF_LEVEL, levelOf.byteLength);
  try {
    const laidLevelOf = desk.table(levelOf);
    const [given, levels] = [desk.input(codes), desk.output(filled)];
    eachChunk(codes.length, context, (from, to) => {
      missing += desk.kernels.levelsOfCodes(given.lay(from, to), laidLevelOf, to - from, levels.room(from, to));
      levels.put(from, to);
    });
    return { codes: filled, missing };
  } finally {
    desk.release();
  }
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
export function fillSets({ codes, starts, members }: SetsInput, context: MaybeThread): SetsFilled {
  const n = codes.length;
  const offsets = sharedInt32(n + 1);
  const { missing, most } = addLengths(codes, starts, offsets, context);
  const filled = sharedInt32(offsets[n]);
  const desk = new ChunkDesk(taskMemory(context), 4, starts.byteLength + members.byteLength + most * 4);
  try {
    const table = { starts: desk.table(starts), members: desk.table(members) };
    const given = desk.input(codes);
    const room = desk.room(most);
    eachChunk(n, context, (from, to) => {
      const target = filled.subarray(offsets[from], offsets[to]);
      const placed = room ? room.subarray(0, target.length) : target;
      desk.kernels.placeMembers({ codes: given.lay(from, to), ...table, n: to - from, placed });
      if (room) target.set(placed);
    });
    return { offsets, codes: filled, missing };
  } finally {
    desk.release();
  }
}

/** @returns cells without a member, and the most members that a chunk has */
function addLengths(codes: Int32Array, starts: Int32Array, offsets: Int32Array, context: MaybeThread) {
  let missing = 0;
  let most = 0;
  const desk = new ChunkDesk(taskMemory(context), BYTES_OF_LEVEL, starts.byteLength);
  try {
    const laidStarts = desk.table(starts);
    const [given, ends] = [desk.input(codes), desk.output(offsets)];
    eachChunk(codes.length, context, (from, to) => {
      const chunk = ends.room(from, to + 1);
      chunk[0] = offsets[from];
      missing += desk.kernels.setEnds(given.lay(from, to), laidStarts, to - from, chunk);
      ends.put(from, to + 1);
      most = Math.max(most, offsets[to] - offsets[from]);
    });
    return { missing, most };
  } finally {
    desk.release();
  }
}
