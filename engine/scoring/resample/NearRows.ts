import type { Arena } from '../../kernels/KernelMemory.ts';
import { LEAF_ROWS, STAGE_PAIRS, type NearestRows } from '../../kernels/NearestRows.ts';
import { orderNearby } from './orderNearby.ts';
import type { Picture } from './Picture.ts';

/** Rows to find neighbours among, as they are given. */
export interface RowsGiven {
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] finite; shared, or every thread is given a copy */
  readonly values: Float64Array;
  readonly nCodes: number;
  /** [nRows × nCodes] */
  readonly codes: Int32Array;
  /** Added to the squared distance for each code that differs. */
  readonly penalty: number;
}

/** Rows laid out for the kernel. */
export type NearRows = Pick<
  NearestRows,
  | 'exact'
  | 'codes'
  | 'rows'
  | 'blocks'
  | 'halves'
  | 'fours'
  | 'leaves'
  | 'nColumns'
  | 'nCodes'
  | 'penalty'
  | 'nPairs'
  | 'nStages'
  | 'nWide'
  | 'scale'
  | 'room'
> & { readonly nLeaves: number };

/** Half a squared length beyond all others. */
const NOWHERE = 2 ** 30;
const FOUR = 4;
const BLOCK = 8;

function shapeOf(nRows: number, nAxes: number) {
  const nPairs = Math.ceil(nAxes / 2);
  return {
    nLeaves: Math.ceil(nRows / LEAF_ROWS),
    nPlaces: LEAF_ROWS * Math.ceil(nRows / LEAF_ROWS),
    nPairs,
    nStages: Math.ceil(nPairs / STAGE_PAIRS),
    /** Numbers of 32 bits for one number of 16 bits for each axis. */
    nWide: 4 * Math.ceil(nAxes / 8),
  };
}

export function nearRowsBytes({ nRows, nColumns, nCodes }: RowsGiven): number {
  const { nPlaces, nLeaves, nPairs, nStages, nWide } = shapeOf(nRows, Math.max(1, nColumns));
  const perPlace = nColumns * 8 + (nCodes + 1 + nPairs + nStages) * 4;
  return nPlaces * perPlace + (nPlaces / FOUR + nLeaves) * 2 * nWide * 4 + 7 * 64;
}

/** Cost: O(rows × (log rows + columns)). */
export function layNearRows(given: RowsGiven, picture: Picture, arena: Arena): NearRows {
  const { nRows, nColumns, nCodes, penalty } = given;
  const { nAxes, scale, room } = picture;
  const { nLeaves, nPlaces, nPairs, nStages, nWide } = shapeOf(nRows, nAxes);
  const laid: NearRows = {
    nLeaves,
    nColumns,
    nCodes,
    penalty,
    nPairs,
    nStages,
    nWide,
    scale,
    room,
    exact: arena.float64(nPlaces * nColumns).fill(0),
    codes: arena.int32(nPlaces * nCodes).fill(0),
    rows: arena.int32(nPlaces).fill(-1),
    blocks: arena.int32(nPlaces * nPairs).fill(0),
    halves: arena.int32(nPlaces * nStages).fill(NOWHERE),
    fours: arena.int32((nPlaces / FOUR) * 2 * nWide).fill(0),
    leaves: arena.int32(nLeaves * 2 * nWide).fill(0),
  };
  const rows = laid.rows.subarray(0, nRows);
  for (let row = 0; row < nRows; row++) rows[row] = row;
  orderNearby(picture, rows);
  for (let place = 0; place < nRows; place++) {
    const row = rows[place];
    laid.exact.set(given.values.subarray(row * nColumns, (row + 1) * nColumns), place * nColumns);
    laid.codes.set(given.codes.subarray(row * nCodes, (row + 1) * nCodes), place * nCodes);
  }
  layPoints(laid, picture, nRows);
  layBoxes(laid.fours, FOUR, laid, picture, nRows);
  layBoxes(laid.leaves, LEAF_ROWS, laid, picture, nRows);
  return laid;
}

function layPoints(laid: NearRows, { points, nAxes }: Picture, nRows: number): void {
  const { rows, nPairs, nStages, halves } = laid;
  const blocks = halfWords(laid.blocks);
  for (let place = 0; place < nRows; place++) {
    const block = Math.floor(place / BLOCK);
    const lane = place % BLOCK;
    const start = block * nPairs * BLOCK * 2 + lane * 2;
    const end = block * nStages * BLOCK + lane;
    let sum = 0;
    for (let axis = 0; axis < nAxes; axis++) {
      const value = points[rows[place] * nAxes + axis];
      blocks[start + (axis >> 1) * BLOCK * 2 + (axis & 1)] = value;
      sum += value * value;
      halves[end + Math.floor(axis / 2 / STAGE_PAIRS) * BLOCK] = sum >> 1;
    }
  }
}

/** Lowest and highest of every so many places. */
function layBoxes(
  boxes: Int32Array,
  nPlaces: number,
  { rows, nWide }: NearRows,
  { points, nAxes }: Picture,
  nRows: number,
): void {
  const corners = halfWords(boxes);
  for (let from = 0; from < nRows; from += nPlaces) {
    const low = (from / nPlaces) * 4 * nWide;
    const high = low + 2 * nWide;
    const to = Math.min(nRows, from + nPlaces);
    for (let place = from; place < to; place++) {
      for (let axis = 0; axis < nAxes; axis++) {
        const value = points[rows[place] * nAxes + axis];
        if (place === from || value < corners[low + axis]) corners[low + axis] = value;
        if (place === from || value > corners[high + axis]) corners[high + axis] = value;
      }
    }
  }
}

/** The same memory as numbers of 16 bits. */
export function halfWords({ buffer, byteOffset, length }: Int32Array): Int16Array {
  return new Int16Array(buffer, byteOffset, length * 2);
}
