import { CELL_EMPTY, CELL_NUMBER, CELL_TEXT } from '../../table/RawTable.ts';
import type { MaybeThread } from '../taskMemory.ts';
import { eachChunk } from './eachChunk.ts';
import { newNumbering, NO_TEXTS, type TextNumbering } from './TextNumbering.ts';

/** The cells of one column, as numbers only: the texts themselves stay where they are. */
export interface ScanInput {
  /** [n], CELL_ constants. */
  readonly kinds: Uint8Array;
  /** [n] */
  readonly values: Float64Array;
  /** [strings of the table], -1 throughout, and so again afterwards. */
  readonly codeOfString: Int32Array;
  /** [n], out: the code of the text of each cell, -1 where it is no text; written only where there is any text. */
  readonly codes: Int32Array;
}
export interface CellScan {
  /** [6], cells by CELL_ constant. */
  readonly kindCounts: Int32Array;
  /** The table's string of each code, in order of first appearance. */
  readonly seen: Int32Array;
  /** Rows of each code. */
  readonly counts: Int32Array;
  /** Position of the first number cell that is no whole number; n where there is none. */
  readonly firstFraction: number;
}

/**
 * One look at all cells of a column: how many there are of each kind, and its different texts numbered in order of first appearance, so
 * that nothing depends on how the table numbers them.
 * Cost: a pass over the cells, and room for as many texts as there are.
 */
export function scanCells({ kinds, values, codeOfString, codes }: ScanInput, context: MaybeThread): CellScan {
  const n = kinds.length;
  const kindCounts = new Int32Array(6);
  let numbering = null as TextNumbering | null;
  let firstFraction = n;
  const look = (from: number, to: number) => {
    const chunk = kinds.subarray(from, to);
    const cells = values.subarray(from, to);
    const nNumbers = kindCounts[CELL_NUMBER];
    const nTexts = kindCounts[CELL_TEXT];
    countKinds(chunk, kindCounts);
    if (firstFraction === n && kindCounts[CELL_NUMBER] > nNumbers) {
      const at = nextFraction(chunk, cells, 0);
      if (at < chunk.length) firstFraction = from + at;
    }
    if (kindCounts[CELL_TEXT] === 0) return;
    if (!numbering) {
      numbering = newNumbering(n, codeOfString, context);
      codes.fill(-1, 0, from);
    }
    if (kindCounts[CELL_TEXT] === nTexts) codes.fill(-1, from, to);
    else numbering.add(chunk, cells, codes.subarray(from, to));
  };
  try {
    eachChunk(n, context, look);
    const { seen, counts } = numbering?.finish() ?? NO_TEXTS;
    return { kindCounts, seen, counts, firstFraction };
  } finally {
    numbering?.release();
  }
}

function countKinds(kinds: Uint8Array, counts: Int32Array): void {
  if (areSame(kinds)) {
    counts[kinds[0]] += kinds.length;
    return;
  }
  let empty = 0;
  let numbers = 0;
  let texts = 0;
  // Differences less one are negative where there is no difference; without branches, for gaps lie anywhere.
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    empty += (kind - 1) >>> 31;
    numbers += ((kind ^ CELL_NUMBER) - 1) >>> 31;
    texts += ((kind ^ CELL_TEXT) - 1) >>> 31;
  }
  counts[CELL_EMPTY] += empty;
  counts[CELL_NUMBER] += numbers;
  counts[CELL_TEXT] += texts;
  if (empty + numbers + texts < kinds.length) countOthers(kinds, counts);
}

function countOthers(kinds: Uint8Array, counts: Int32Array): void {
  for (let i = 0; i < kinds.length; i++) if (kinds[i] > CELL_TEXT) counts[kinds[i]]++;
}

/** Whether all cells are of one kind: four of them at a time where they lie so. */
function areSame(kinds: Uint8Array): boolean {
  const first = kinds[0];
  let at = 0;
  for (; at < kinds.length && (kinds.byteOffset + at) % 4 !== 0; at++) if (kinds[at] !== first) return false;
  if (at === kinds.length) return true;
  const nFours = (kinds.length - at) >> 2;
  if (!areAll(new Int32Array(kinds.buffer, kinds.byteOffset + at, nFours), Math.imul(first, 0x01_01_01_01)))
    return false;
  for (at += 4 * nFours; at < kinds.length; at++) if (kinds[at] !== first) return false;
  return true;
}

function areAll(fours: Int32Array, four: number): boolean {
  for (let i = 0; i < fours.length; i++) if (fours[i] !== four) return false;
  return true;
}

/** The first number cell from `i` on that is no whole number; the end where there is none. */
export function nextFraction(kinds: Uint8Array, values: Float64Array, i: number): number {
  while (i < kinds.length && (kinds[i] !== CELL_NUMBER || values[i] === Math.floor(values[i]))) i++;
  return i;
}
