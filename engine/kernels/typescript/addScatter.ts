import type { AddScatter } from '../Kernels.ts';
import { BATCH_ROWS } from '../MixtureCalls.ts';

export function addScatter({ rows, origin, space, sums, nRows, nColumns }: AddScatter): void {
  const width = 2 * Math.ceil(nColumns / 2);
  for (let first = 0; first < nRows; first += BATCH_ROWS) {
    const n = Math.min(BATCH_ROWS, nRows - first);
    for (let j = 0; j < nColumns; j++) {
      let [even, odd] = [0, 0];
      for (let row = 0; row < n; row++) {
        const value = rows[(first + row) * nColumns + j] - origin[j];
        space[j * BATCH_ROWS + row] = value;
        if (row % 2 === 0) even += value;
        else odd += value;
      }
      sums[j] += even + odd;
    }
    for (let i = 0; i < nColumns; i++)
      for (let j = 0; j <= i; j++) sums[width + i * width + j] += product(space, i * BATCH_ROWS, j * BATCH_ROWS, n);
  }
}

/** Rows of even and of odd number are summed apart, as in the two halves of a register. */
function product(space: Float64Array, i: number, j: number, n: number): number {
  let [even, odd] = [0, 0];
  for (let row = 0; row + 1 < n; row += 2) {
    even += space[i + row] * space[j + row];
    odd += space[i + row + 1] * space[j + row + 1];
  }
  if (n % 2 === 1) even += space[i + n - 1] * space[j + n - 1];
  return even + odd;
}
