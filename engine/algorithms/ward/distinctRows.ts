import { chunkAt, countChunks } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

export interface DistinctInput {
  readonly values: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
  /** No more than so many are looked for. */
  readonly most: number;
  /** out [nRows] which of the distinct rows each is */
  readonly leafOf: Int32Array;
}
export interface DistinctRows {
  /** First row of each, ascending; null where there are more than `most`. */
  readonly firstRows: Int32Array | null;
  /** [firstRows] how many rows are the same as it. */
  readonly sizes: Float64Array;
}

/** Finds the distinct rows by their hashes. */
export function findDistinctRows(input: DistinctInput, context: TaskContext): DistinctRows {
  const { nRows, most, leafOf } = input;
  const table = new Int32Array(2 ** Math.ceil(Math.log2(4 * most))).fill(-1);
  const firstRows: number[] = [];
  const sizes = new Float64Array(most);
  const hashOf = hasher(input);
  for (let chunk = 0; chunk < countChunks(nRows); chunk++) {
    context.throwIfCancelled();
    const { rowStart, rowEnd } = chunkAt(nRows, chunk);
    for (let row = rowStart; row < rowEnd; row++) {
      let slot = hashOf(row) & (table.length - 1);
      while (table[slot] >= 0 && !isSameRow(input, row, firstRows[table[slot]])) slot = (slot + 1) & (table.length - 1);
      if (table[slot] < 0) {
        if (firstRows.length === most) return { firstRows: null, sizes: new Float64Array(0) };
        table[slot] = firstRows.push(row) - 1;
      }
      leafOf[row] = table[slot];
      sizes[table[slot]]++;
    }
  }
  return { firstRows: Int32Array.from(firstRows), sizes: sizes.slice(0, firstRows.length) };
}

/** FNV-1a over the bits of a row; 0 and -0 are the same. */
function hasher({ values, nColumns }: DistinctInput): (row: number) => number {
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  return row => {
    let hash = 0x811c9dc5;
    for (let j = 0; j < nColumns; j++) {
      number[0] = values[row * nColumns + j] + 0;
      hash = Math.imul(hash ^ words[0], 0x01000193);
      hash = Math.imul(hash ^ words[1], 0x01000193);
      hash ^= hash >>> 15;
    }
    return hash >>> 0;
  };
}

function isSameRow({ values, nColumns }: DistinctInput, a: number, b: number): boolean {
  for (let j = 0; j < nColumns; j++) if (values[a * nColumns + j] !== values[b * nColumns + j]) return false;
  return true;
}
