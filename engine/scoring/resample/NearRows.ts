import type { Arena } from '../../kernels/KernelMemory.ts';

/** Rows of a leaf, which are looked at together; a multiple of 8. */
export const LEAF_ROWS = 64;

/** Rows to find neighbours among, as they are given. */
export interface RowsGiven {
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] finite */
  readonly values: Float64Array;
  readonly nCodes: number;
  /** [nRows × nCodes] */
  readonly codes: Int32Array;
  /** Added to the squared distance for each code that differs. */
  readonly penalty: number;
}

/**
 * Rows laid out for the kernel: those that lie near each other in leaves of 64 one after the other, by cutting at the middle of the widest column again
 * and again. Arrays of places are as `NearestRows` wants them.
 * Source: Friedman, Bentley & Finkel (1977), doi:10.1145/355744.355745.
 */
export interface NearRows {
  readonly nPlaces: number;
  readonly nLeaves: number;
  readonly nColumns: number;
  readonly nCodes: number;
  readonly penalty: number;
  readonly exact: Float64Array;
  readonly rows32: Float32Array;
  readonly blocks32: Float32Array;
  readonly norms: Float64Array;
  readonly halves32: Float32Array;
  readonly codes: Int32Array;
  readonly rows: Int32Array;
  /** [nLeaves × nColumns] */
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** [nLeaves] */
  readonly longest: Float64Array;
}

export function nearRowsBytes({ nRows, nColumns, nCodes }: RowsGiven): number {
  const nPlaces = placesFor(nRows);
  return nPlaces * (nColumns * 16 + 8 + 4 + nCodes * 4 + 4) + (nPlaces / LEAF_ROWS) * (nColumns * 16 + 8) + 10 * 64;
}

function placesFor(nRows: number): number {
  return LEAF_ROWS * Math.ceil(nRows / LEAF_ROWS);
}

/** Cost: O(rows × log rows × columns). */
export function layNearRows(given: RowsGiven, arena: Arena): NearRows {
  const { nRows, nColumns, nCodes, penalty, values, codes } = given;
  const nPlaces = placesFor(nRows);
  const nLeaves = nPlaces / LEAF_ROWS;
  const rows = arena.int32(nPlaces).fill(-1);
  for (let row = 0; row < nRows; row++) rows[row] = row;
  cutInHalves(given, rows);
  const laid: NearRows = {
    nPlaces,
    nLeaves,
    nColumns,
    nCodes,
    penalty,
    exact: arena.float64(nPlaces * nColumns).fill(0),
    rows32: arena.float32(nPlaces * nColumns).fill(0),
    blocks32: arena.float32(nPlaces * nColumns).fill(0),
    norms: arena.float64(nPlaces).fill(0),
    halves32: arena.float32(nPlaces).fill(Infinity),
    codes: arena.int32(nPlaces * nCodes).fill(0),
    rows,
    lows: arena.float64(nLeaves * nColumns).fill(Infinity),
    highs: arena.float64(nLeaves * nColumns).fill(-Infinity),
    longest: arena.float64(nLeaves).fill(0),
  };
  for (let place = 0; place < nRows; place++) {
    layRow(laid, place, values, rows[place] * nColumns);
    for (let j = 0; j < nCodes; j++) laid.codes[place * nCodes + j] = codes[rows[place] * nCodes + j];
  }
  return laid;
}

function layRow(laid: NearRows, place: number, values: Float64Array, at: number): void {
  const { nColumns, exact, rows32, blocks32, lows, highs, longest } = laid;
  const leaf = Math.floor(place / LEAF_ROWS);
  const block = (place >> 3) * nColumns * 8 + (place & 7);
  let norm = 0;
  for (let j = 0; j < nColumns; j++) {
    const value = values[at + j];
    exact[place * nColumns + j] = value;
    rows32[place * nColumns + j] = value;
    blocks32[block + j * 8] = value;
    norm += value * value;
    const box = leaf * nColumns + j;
    if (value < lows[box]) lows[box] = value;
    if (value > highs[box]) highs[box] = value;
  }
  laid.norms[place] = norm;
  laid.halves32[place] = norm / 2;
  longest[leaf] = Math.max(longest[leaf], Math.sqrt(norm));
}

/** Orders rows so that each leaf of places holds rows near each other; the last one takes what is left over. */
function cutInHalves({ nRows, nColumns, values }: RowsGiven, rows: Int32Array): void {
  const keys = new Float64Array(nRows);
  const open: [from: number, to: number][] = [[0, nRows]];
  for (let next = open.pop(); next; next = open.pop()) {
    const [from, to] = next;
    if (to - from <= LEAF_ROWS) continue;
    const column = widest(values, nColumns, rows, from, to);
    for (let i = from; i < to; i++) keys[i] = values[rows[i] * nColumns + column];
    const middle = from + LEAF_ROWS * Math.ceil((to - from) / LEAF_ROWS / 2);
    halve(keys, rows, from, to - 1, middle);
    open.push([middle, to], [from, middle]);
  }
}

function widest(values: Float64Array, nColumns: number, rows: Int32Array, from: number, to: number): number {
  const lows = new Float64Array(nColumns).fill(Infinity);
  const highs = new Float64Array(nColumns).fill(-Infinity);
  for (let i = from; i < to; i++) {
    const at = rows[i] * nColumns;
    for (let j = 0; j < nColumns; j++) {
      const value = values[at + j];
      if (value < lows[j]) lows[j] = value;
      if (value > highs[j]) highs[j] = value;
    }
  }
  let best = 0;
  for (let j = 1; j < nColumns; j++) if (highs[j] - lows[j] > highs[best] - lows[best]) best = j;
  return best;
}

/** Moves what is below the key at `middle` in front of it. Source: Hoare (1961), Algorithm 65: Find, doi:10.1145/366622.366647. */
function halve(keys: Float64Array, rows: Int32Array, low: number, high: number, middle: number): void {
  while (low < high) {
    const [a, b, c] = [keys[low], keys[(low + high) >> 1], keys[high]];
    const pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
    let i = low;
    let j = high;
    while (i <= j) {
      while (keys[i] < pivot) i++;
      while (keys[j] > pivot) j--;
      if (i > j) break;
      [keys[i], keys[j]] = [keys[j], keys[i]];
      [rows[i], rows[j]] = [rows[j], rows[i]];
      i++;
      j--;
    }
    if (middle <= j) high = j;
    else if (middle >= i) low = i;
    else return;
  }
}
