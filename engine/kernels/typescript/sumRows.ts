import type { MovedRows } from '../Kernels.ts';

/** Returns `before` and their squares, row after row; those of even and odd columns of a row are added apart, as two lanes of SIMD do. */
export function sumRows(
  { rows, offset, factor }: MovedRows,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
  nColumns: number,
  sums: Float64Array,
  counts: Float64Array,
  before: number,
): number {
  let total = before;
  for (let row = rowStart; row < rowEnd; row++) {
    const to = labels[row] * nColumns;
    const from = row * nColumns;
    counts[labels[row]] += 1;
    let even = 0;
    let odd = 0;
    let last = 0;
    for (let j = 0; j < nColumns; j++) {
      const value = (rows[from + j] - offset[j]) * factor;
      sums[to + j] += value;
      if (j % 2 === 1) odd += value * value;
      else if (j < nColumns - 1) even += value * value;
      else last = value * value;
    }
    total += even + odd + last;
  }
  return total;
}
