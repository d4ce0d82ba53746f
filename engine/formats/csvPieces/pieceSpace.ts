import type { Arena, KernelMemory } from '../../kernels/KernelMemory.ts';
import { DAYS_OF_TEXTS, LATER_LENGTH, STATE_AT } from '../../kernels/ReadRecords.ts';
import { HEAP_SPARE } from '../../kernels/typescript/textTable.ts';
import type { SpecialColumns } from '../csv/SpecialColumns.ts';
import { LONGEST_CUT_LINE, PIECE_BYTES, type PieceSpace } from './Piece.ts';

/** Distinct texts of one batch; where a piece has more, the text is read from start to end. */
const MOST_TEXTS = 2 ** 19;
/** A piece is not begun with more texts, or more bytes of them: then a new batch is. */
export const FULL_TEXTS = 2 ** 17;
export const FULL_TEXT_BYTES = 8 * 2 ** 20;
export const FIRST_SLOTS = 8192;
const MOST_SLOTS = 2 * MOST_TEXTS;
export const INTEGERS_OF_A_SLOT = 4;
/** Cells on their way, few enough for the cache of a core. */
const CELLS_OF_ROOM = 2 ** 15;
const MOST_ROWS_OF_ROOM = 4_096;
const LEAST_ROWS_OF_ROOM = 16;
/** Rows that are cut before their cells are made, so few that their bounds stay beside the cells. */
const MOST_ROWS_OF_TILE = 128;
const FIELDS_OF_TILE = 4_096;
/** Places of separators that are known beyond those of one record. */
const SPARE_PLACES = 2_048;
const STATE_LENGTH = 8;
/** Behind the text, since sixty-four bytes are looked at in one; behind that one text of up to 64 KiB. */
const TAIL_BYTES = 128;
export const SCRATCH_BYTES = 2 ** 16 + TAIL_BYTES;

const TEXT_BYTES = PIECE_BYTES + LONGEST_CUT_LINE;
const HEAP_BYTES = FULL_TEXT_BYTES + TEXT_BYTES + HEAP_SPARE;
/** An upper bound of what rounding the length of each array can cost. */
const ROUNDING_BYTES = 1024;

function spaceBytes(nColumns: number): number {
  const cells = nColumns * rowsOfRoom(nColumns);
  const texts = (MOST_TEXTS + DAYS_OF_TEXTS + MOST_SLOTS * INTEGERS_OF_A_SLOT) * 4 + HEAP_BYTES;
  const tile = (1 + 4 * LATER_LENGTH) * nColumns + 8 * nColumns * rowsOfTile(nColumns) + 4 * (nColumns + SPARE_PLACES);
  return TEXT_BYTES + TAIL_BYTES + SCRATCH_BYTES + tile + cells * 9 + texts + ROUNDING_BYTES;
}

function rowsOfRoom(nColumns: number): number {
  return Math.max(LEAST_ROWS_OF_ROOM, Math.min(MOST_ROWS_OF_ROOM, Math.floor(CELLS_OF_ROOM / nColumns)));
}

function rowsOfTile(nColumns: number): number {
  return Math.max(1, Math.min(MOST_ROWS_OF_TILE, Math.floor(FIELDS_OF_TILE / nColumns)));
}

/** Working space for each of some threads; the arena is to be released when they are done. */
export function newPieceSpaces(
  memory: KernelMemory,
  nThreads: number,
  nColumns: number,
): { arena: Arena; spaces: readonly PieceSpace[] } {
  const arena = memory.arena(nThreads * spaceBytes(nColumns));
  return { arena, spaces: Array.from({ length: nThreads }, () => spaceIn(arena, nColumns)) };
}

function spaceIn(arena: Arena, nColumns: number): PieceSpace {
  const nRowsOfRoom = rowsOfRoom(nColumns);
  return {
    arena: arena.handle,
    bytes: arena.uint8(TEXT_BYTES + TAIL_BYTES + SCRATCH_BYTES),
    state: arena.int32(STATE_LENGTH),
    asks: arena.uint8(nColumns),
    bounds: arena.int32(2 * nColumns * rowsOfTile(nColumns)),
    nRowsOfTile: rowsOfTile(nColumns),
    places: arena.int32(nColumns + SPARE_PLACES),
    kinds: arena.uint8(nColumns * nRowsOfRoom),
    values: arena.float64(nColumns * nRowsOfRoom),
    nRowsOfRoom,
    later: arena.int32(nColumns * LATER_LENGTH).fill(0),
    texts: {
      size: arena.int32(3),
      slots: arena.int32(MOST_SLOTS * INTEGERS_OF_A_SLOT),
      ends: arena.int32(MOST_TEXTS),
      heap: arena.uint8(HEAP_BYTES),
      days: arena.int32(DAYS_OF_TEXTS),
    },
  };
}

/** Makes a space ready for a piece. @param at where its first record begins */
export function beginPiece({ state, asks, later }: PieceSpace, special: SpecialColumns, at: number): void {
  state.fill(0);
  state[STATE_AT] = at;
  later.fill(0);
  asks.fill(0);
  for (const column of [...special.commas, ...special.asWritten]) if (column < asks.length) asks[column] = 1;
}
