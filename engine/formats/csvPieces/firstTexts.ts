import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { READ_CELL, READ_FULL, STATE_ROW, type TextTable } from '../../kernels/ReadRecords.ts';
import { markLength } from '../csv/CsvScanner.ts';
import type { SpecialColumns } from '../csv/SpecialColumns.ts';
import { TextCells } from '../csv/TextCells.ts';
import type { PieceSpace, TextInPieces } from './Piece.ts';
import { PieceCells, takeCell } from './PieceCells.ts';
import { beginPiece, FIRST_SLOTS, INTEGERS_OF_A_SLOT } from './pieceSpace.ts';

const LINE_FEED = 10;
const NONE_ARE_LATER = 2 ** 31 - 1;

/** Texts, numbered in order of first appearance, that a table of texts can begin with. */
export type FirstTexts = Readonly<Pick<TextTable, 'size' | 'slots' | 'ends' | 'heap'>>;

/**
 * The texts of the records at the start, down to the first record that is not as the others. Threads whose tables begin with them number the levels
 * of most columns alike, and such cells need no other number once the pieces are joined.
 * @param start the first bytes of the text
 * @param space of a thread that has not begun
 */
export function firstTexts(
  start: Uint8Array,
  { dialect, nColumns }: TextInPieces,
  special: SpecialColumns,
  space: PieceSpace,
): FirstTexts {
  const { texts, state, arena } = space;
  beginTexts(texts, NO_TEXTS);
  space.bytes.set(start);
  space.bytes[start.length] = LINE_FEED;
  beginPiece(space, special, markLength(start, start.length));
  const kernels = kernelsFor(arena);
  const call = { ...space, ...dialect, end: start.length, nColumns, nFirst: NONE_ARE_LATER };
  const store = new PieceCells(kernels, space, { columns: [], start: 0, end: 0 }, NONE_ARE_LATER);
  const cells = new TextCells(store, dialect, special);
  for (;;) {
    const reason = kernels.readRecords(call);
    if (reason === READ_CELL) takeCell(space, cells);
    else if (reason === READ_FULL) state[STATE_ROW] = 0;
    else break;
  }
  const [nTexts, nBytes, nSlots] = texts.size;
  return {
    size: Int32Array.of(nTexts, nBytes, nSlots),
    slots: texts.slots.slice(0, nSlots * INTEGERS_OF_A_SLOT),
    ends: texts.ends.slice(0, nTexts),
    heap: texts.heap.slice(0, nBytes),
  };
}

const NO_TEXTS: FirstTexts = {
  size: Int32Array.of(0, 0, FIRST_SLOTS),
  slots: new Int32Array(FIRST_SLOTS * INTEGERS_OF_A_SLOT),
  ends: new Int32Array(0),
  heap: new Uint8Array(0),
};

export function beginTexts({ size, slots, ends, heap, days }: PieceSpace['texts'], first: FirstTexts): void {
  size.set(first.size);
  slots.set(first.slots);
  ends.set(first.ends);
  heap.set(first.heap);
  days.fill(0);
}
