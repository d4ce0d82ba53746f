import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';

/** Rows to borrow values from, as the kernel wants them. */
export interface Donors {
  readonly handle: ArenaHandle;
  readonly nRows: number;
  readonly nColumns: number;
  readonly nBlocks: number;
  /** [nBlocks × nColumns × 4] values, 0 for a gap, and 1 or 0 for value or gap. */
  readonly blocks: Float64Array;
  readonly presence: Float64Array;
  /** [nColumns]: columns without gaps first. */
  readonly columnOrder: Int32Array;
  readonly nComplete: number;
  /** [nColumns] mean of what there is; NaN where there is nothing. */
  readonly means: Float64Array;
}

export function donorBytes(nRows: number, nColumns: number): number {
  return 2 * 4 * Math.ceil(nRows / 4) * nColumns * 8 + nColumns * 12 + 4 * 64;
}

/** [nColumns] mean of the values that are there; NaN where there is none. */
export function columnMeans({ nRows, nColumns, values }: Matrix): Float64Array {
  const sums = new Float64Array(nColumns);
  const counts = new Int32Array(nColumns);
  for (let row = 0, at = 0; row < nRows; row++) {
    for (let j = 0; j < nColumns; j++, at++) {
      if (values[at] !== values[at]) continue;
      sums[j] += values[at];
      counts[j]++;
    }
  }
  return sums.map((sum, j) => sum / counts[j]);
}

export function newDonors(x: Matrix, arena: Arena): Donors {
  const { nRows, nColumns, values } = x;
  const nBlocks = Math.ceil(nRows / 4);
  const blocks = arena.float64(nBlocks * 4 * nColumns).fill(0);
  const presence = arena.float64(nBlocks * 4 * nColumns).fill(0);
  const counts = new Int32Array(nColumns);
  for (let row = 0; row < nRows; row++) {
    const to = (row >> 2) * nColumns * 4 + (row & 3);
    for (let j = 0; j < nColumns; j++) {
      const value = values[row * nColumns + j];
      if (Number.isNaN(value)) continue;
      blocks[to + j * 4] = value;
      presence[to + j * 4] = 1;
      counts[j]++;
    }
  }
  const isComplete = (j: number) => counts[j] === nRows;
  const all = [...Array.from({ length: nColumns }).keys()];
  const complete = all.filter(isComplete);
  const columnOrder = arena.int32(nColumns);
  columnOrder.set([...complete, ...all.filter(j => !isComplete(j))]);
  const means = arena.float64(nColumns);
  means.set(columnMeans(x));
  return {
    handle: arena.handle,
    nRows,
    nColumns,
    nBlocks,
    blocks,
    presence,
    columnOrder,
    nComplete: complete.length,
    means,
  };
}
