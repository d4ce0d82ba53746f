import type { MovedRows } from '../Kernels.ts';

/**
 * Squared Euclidean distance between a[aAt …] and b[bAt …]; even and odd columns are summed apart, then together, so that two
 * lanes of SIMD do the same.
 */
export function squaredDistance(a: Float64Array, aAt: number, b: Float64Array, bAt: number, nColumns: number): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < nColumns; j += 2) {
    const d0 = a[aAt + j] - b[bAt + j];
    const d1 = a[aAt + j + 1] - b[bAt + j + 1];
    even += d0 * d0;
    odd += d1 * d1;
  }
  let sum = even + odd;
  if (j < nColumns) {
    const d = a[aAt + j] - b[bAt + j];
    sum += d * d;
  }
  return sum;
}

/** The same of a row of `moved` and b. */
export function movedDistance(
  { rows, offset, factor }: MovedRows,
  at: number,
  b: Float64Array,
  bAt: number,
  nColumns: number,
): number {
  let even = 0;
  let odd = 0;
  let j = 0;
  for (; j + 1 < nColumns; j += 2) {
    const d0 = (rows[at + j] - offset[j]) * factor - b[bAt + j];
    const d1 = (rows[at + j + 1] - offset[j + 1]) * factor - b[bAt + j + 1];
    even += d0 * d0;
    odd += d1 * d1;
  }
  let sum = even + odd;
  if (j < nColumns) {
    const d = (rows[at + j] - offset[j]) * factor - b[bAt + j];
    sum += d * d;
  }
  return sum;
}
