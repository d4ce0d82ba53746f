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
  | 'centers'
  | 'centerHalves'
  | 'radii'
  | 'nColumns'
  | 'nCodes'
  | 'penalty'
  | 'nStages'
  | 'scale'
  | 'room'
> & { readonly nLeaves: number };

/** Minus half a squared length beyond all others. */
const NOWHERE = -(2 ** 30);
/** More than distances in float32 are off. */
const ROUNDING = 0.5;
const FOUR = 4;
const BLOCK = 8;

function shapeOf(nRows: number, nAxes: number) {
  const nLeaves = Math.ceil(nRows / LEAF_ROWS);
  return { nLeaves, nPlaces: LEAF_ROWS * nLeaves, nStages: Math.ceil(nAxes / 2 / STAGE_PAIRS) };
}

export function nearRowsBytes({ nRows, nColumns, nCodes }: RowsGiven): number {
  const { nPlaces, nLeaves, nStages } = shapeOf(nRows, Math.max(1, nColumns));
  const nPairs = nStages * STAGE_PAIRS;
  const perPlace = nColumns * 8 + (nCodes + 1 + nPairs + nStages) * 4;
  return nPlaces * perPlace + (nPlaces / FOUR) * 2 * nPairs * 4 + nLeaves * (3 * nPairs + 2) * 4 + 10 * 64;
}

/** Cost: O(rows × (log rows + columns)). */
export function layNearRows(given: RowsGiven, picture: Picture, arena: Arena): NearRows {
  const { nRows, nColumns, nCodes, penalty } = given;
  const { nAxes, scale, room } = picture;
  const { nLeaves, nPlaces, nStages } = shapeOf(nRows, nAxes);
  const nPairs = nStages * STAGE_PAIRS;
  const laid: NearRows = {
    nLeaves,
    nColumns,
    nCodes,
    penalty,
    nStages,
    scale,
    room,
    exact: arena.float64(nPlaces * nColumns).fill(0),
    codes: arena.int32(nPlaces * nCodes).fill(0),
    rows: arena.int32(nPlaces).fill(-1),
    blocks: arena.int32(nPlaces * nPairs).fill(0),
    halves: arena.int32(nPlaces * nStages).fill(NOWHERE),
    fours: arena.int32((nPlaces / FOUR) * 2 * nPairs).fill(0),
    leaves: arena.int32(nLeaves * 2 * nPairs).fill(0),
    centers: arena.int32(nLeaves * nPairs).fill(0),
    centerHalves: arena.int32(nLeaves),
    radii: arena.float32(nLeaves),
  };
  const rows = laid.rows.subarray(0, nRows);
  for (let row = 0; row < nRows; row++) rows[row] = row;
  orderNearby(picture, rows);
  layExact(laid, given);
  layPoints(laid, picture, nRows);
  layFours(laid, picture, nRows);
  layLeaves(laid, nRows);
  layCenters(laid, picture, nRows);
  return laid;
}

function layExact({ rows, nColumns, nCodes, exact, codes }: NearRows, given: RowsGiven): void {
  for (let place = 0; place < given.nRows; place++) {
    const row = rows[place];
    for (let j = 0; j < nColumns; j++) exact[place * nColumns + j] = given.values[row * nColumns + j];
    for (let j = 0; j < nCodes; j++) codes[place * nCodes + j] = given.codes[row * nCodes + j];
  }
}

function layPoints(laid: NearRows, { points, nAxes }: Picture, nRows: number): void {
  const { rows, nStages, halves } = laid;
  const blockLength = nStages * STAGE_PAIRS * BLOCK * 2;
  const blocks = halfWords(laid.blocks);
  for (let place = 0; place < nRows; place++) {
    const block = Math.floor(place / BLOCK);
    const lane = place % BLOCK;
    const start = block * blockLength + lane * 2;
    const end = block * nStages * BLOCK + lane;
    let sum = 0;
    for (let axis = 0; axis < nAxes; axis++) {
      const value = points[rows[place] * nAxes + axis];
      blocks[start + (axis >> 1) * BLOCK * 2 + (axis & 1)] = value;
      sum += value * value;
      halves[end + Math.floor(axis / 2 / STAGE_PAIRS) * BLOCK] = -(sum >> 1);
    }
  }
}

/** Lowest and highest of every four places; the first stands in for those without a row. */
function layFours({ rows, nStages, fours }: NearRows, { points, nAxes }: Picture, nRows: number): void {
  const nPairs = nStages * STAGE_PAIRS;
  const corners = halfWords(fours);
  for (let from = 0; from < nRows; from += FOUR) {
    const low = from * nPairs;
    const high = low + 2 * nPairs;
    const last = Math.min(nRows, from + FOUR) - 1;
    const a = rows[from] * nAxes;
    const b = rows[Math.min(last, from + 1)] * nAxes;
    const c = rows[Math.min(last, from + 2)] * nAxes;
    const d = rows[last] * nAxes;
    for (let axis = 0; axis < nAxes; axis++) {
      const [p, q, r, s] = [points[a + axis], points[b + axis], points[c + axis], points[d + axis]];
      corners[low + axis] = Math.min(p, q, r, s);
      corners[high + axis] = Math.max(p, q, r, s);
    }
  }
}

/** Lowest and highest of the fours of each leaf. */
function layLeaves(laid: NearRows, nRows: number): void {
  const fours = halfWords(laid.fours);
  const leaves = halfWords(laid.leaves);
  const width = 2 * STAGE_PAIRS * laid.nStages;
  for (let four = 0; four * FOUR < nRows; four++) {
    const from = four * 2 * width;
    const to = Math.floor((four * FOUR) / LEAF_ROWS) * 2 * width;
    const isFirst = (four * FOUR) % LEAF_ROWS === 0;
    for (let axis = 0; axis < width; axis++) {
      const low = fours[from + axis];
      const high = fours[from + width + axis];
      leaves[to + axis] = isFirst ? low : Math.min(low, leaves[to + axis]);
      leaves[to + width + axis] = isFirst ? high : Math.max(high, leaves[to + width + axis]);
    }
  }
}

/** The mean of each leaf, rounded, and how far its rows are from it in the axes of the first stage. */
function layCenters(laid: NearRows, { points, nAxes }: Picture, nRows: number): void {
  const { rows, nLeaves, nStages, centerHalves, radii } = laid;
  const centers = halfWords(laid.centers);
  const width = 2 * STAGE_PAIRS * nStages;
  const nFirst = Math.min(nAxes, 2 * STAGE_PAIRS);
  const sums = new Float64Array(nAxes);
  for (let leaf = 0; leaf < nLeaves; leaf++) {
    const own = rows.subarray(leaf * LEAF_ROWS, Math.min(nRows, (leaf + 1) * LEAF_ROWS));
    const center = centers.subarray(leaf * width, leaf * width + nAxes);
    sums.fill(0);
    for (const row of own) for (let axis = 0; axis < nAxes; axis++) sums[axis] += points[row * nAxes + axis];
    for (let axis = 0; axis < nAxes; axis++) center[axis] = Math.round(sums[axis] / own.length);
    let length = 0;
    for (let axis = 0; axis < nFirst; axis++) length += center[axis] ** 2;
    centerHalves[leaf] = Math.floor(length / 2);
    let farthest = 0;
    for (const row of own) {
      let sum = 0;
      for (let axis = 0; axis < nFirst; axis++) sum += (points[row * nAxes + axis] - center[axis]) ** 2;
      farthest = Math.max(farthest, sum);
    }
    radii[leaf] = Math.sqrt(farthest / 2) + ROUNDING;
  }
}

/** The same memory as numbers of 16 bits. */
function halfWords({ buffer, byteOffset, length }: Int32Array): Int16Array {
  return new Int16Array(buffer, byteOffset, length * 2);
}
