import type { AddScatter } from '../Kernels.ts';
import { BATCH_ROWS } from '../MixtureCalls.ts';

export function addScatter({ rows, origin, space, sums, nRows, nColumns }: AddScatter): void {
  const width = 2 * Math.ceil(nColumns / 2);
  for (let first = 0; first < nRows; first += BATCH_ROWS) {
    const n = Math.min(BATCH_ROWS, nRows - first);
    for (let row = 0; row < n; row++) {
      space[row * width + width - 1] = 0;
      for (let j = 0; j < nColumns; j++) {
        const value = rows[(first + row) * nColumns + j] - origin[j];
        space[row * width + j] = value;
        sums[j] += value;
      }
    }
    for (let i = 0; i < nColumns; i++)
      for (let j = 0; j <= (i | 1); j++) sums[width + i * width + j] += product(space, i, j, n, width);
  }
}

function product(space: Float64Array, i: number, j: number, n: number, width: number): number {
  let sum = 0;
  for (let at = 0; at < n * width; at += width) sum += space[at + i] * space[at + j];
  return sum;
}
