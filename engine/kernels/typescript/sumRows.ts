import type { MovedRows } from '../Kernels.ts';

export function sumRows(
  { rows, offset, factor }: MovedRows,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
  nColumns: number,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let row = rowStart; row < rowEnd; row++) {
    const to = labels[row] * nColumns;
    const from = row * nColumns;
    counts[labels[row]] += 1;
    for (let j = 0; j < nColumns; j++) sums[to + j] += (rows[from + j] - offset[j]) * factor;
  }
}
