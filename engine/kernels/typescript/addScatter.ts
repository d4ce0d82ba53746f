import { SCATTER_ROWS, type AddScatter } from '../ScatterCall.ts';

export function addScatter({ rows, origin, space, sums, nRows, nColumns }: AddScatter): void {
  const width = 2 * Math.ceil(nColumns / 2);
  for (let first = 0; first < nRows; first += SCATTER_ROWS) {
    const n = Math.min(SCATTER_ROWS, nRows - first);
    for (let row = 0, at = first * nColumns; row < n; row++)
      for (let j = 0; j < nColumns; j++, at++) space[j * SCATTER_ROWS + row] = rows[at] - origin[j];
    for (let j = 0; j < nColumns; j++) sums[j] += sum(space, j * SCATTER_ROWS, n);
    for (let i = 0; i < nColumns; i++)
      for (let j = 0; j <= i; j++) sums[width + i * width + j] += product(space, i * SCATTER_ROWS, j * SCATTER_ROWS, n);
  }
}

/** Rows of even and of odd number are summed apart, as in the two halves of a register. */
function sum(space: Float64Array, i: number, n: number): number {
  let [even, odd] = [0, 0];
  for (let row = 0; row + 1 < n; row += 2) {
    even += space[i + row];
    odd += space[i + row + 1];
  }
  if (n % 2 === 1) even += space[i + n - 1];
  return even + odd;
}

/** The same of products. */
function product(space: Float64Array, i: number, j: number, n: number): number {
  let [even, odd] = [0, 0];
  for (let row = 0; row + 1 < n; row += 2) {
    even += space[i + row] * space[j + row];
    odd += space[i + row + 1] * space[j + row + 1];
  }
  if (n % 2 === 1) even += space[i + n - 1] * space[j + n - 1];
  return even + odd;
}
