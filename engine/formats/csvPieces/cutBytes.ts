import { readSync } from 'node:fs';
import { LONGEST_CUT_LINE } from './Piece.ts';

const LINE_FEED = 10;
/** Nearly all lines are shorter. */
const MOST_AT_ONCE = 4 * 1024;

/** Where a piece begins that is cut off at byte `from`: behind the first line feed from the byte before on; null where that is too far. */
export function pieceStart(file: number, from: number, sizeBytes: number): number | null {
  if (from === 0) return 0;
  if (from >= sizeBytes) return sizeBytes;
  const bytes = Buffer.allocUnsafe(MOST_AT_ONCE);
  for (let at = from - 1; at < from + LONGEST_CUT_LINE; at += MOST_AT_ONCE) {
    const n = readSync(file, bytes, 0, MOST_AT_ONCE, at);
    const found = bytes.subarray(0, n).indexOf(LINE_FEED);
    if (found >= 0) return Math.min(at + found + 1, from + LONGEST_CUT_LINE);
    if (n < MOST_AT_ONCE) return sizeBytes;
  }
  return null;
}

/** How many there are in few bytes: to look for one after the other is done before a loop over all would be compiled. */
export function countLineFeeds({ buffer, byteOffset, length }: Uint8Array): number {
  const bytes = Buffer.from(buffer, byteOffset, length);
  let n = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1)) n++;
  return n;
}

/** Reads bytes [from, to) of a file; false when there are fewer. */
export function readBytes(file: number, bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to;) {
    const n = readSync(file, bytes, at - from, to - at, at);
    if (n === 0) return false;
    at += n;
  }
  return true;
}
