import { squaredDistance } from './squaredDistance.ts';

export function sumAround(
  exact: Float64Array,
  centers: Float64Array,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
  nColumns: number,
  sums: Float64Array,
  counts: Float64Array,
): number {
  let total = 0;
  for (let row = rowStart; row < rowEnd; row++) {
    const to = labels[row] * nColumns;
    const from = row * nColumns;
    counts[labels[row]] += 1;
    for (let j = 0; j < nColumns; j++) sums[to + j] += exact[from + j];
    total += squaredDistance(exact, from, centers, to, nColumns);
  }
  return total;
}
