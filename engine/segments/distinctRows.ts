import type { Matrix } from '../table/Matrix.ts';

/** How many different rows there are, counted up to `limit` and no further. */
export function countDistinctRows(x: Matrix, limit: number): number {
  const found: number[] = [];
  for (let row = 0; row < x.nRows && found.length < limit; row++) {
    if (!found.some(other => areEqual(x, row, other))) found.push(row);
  }
  return found.length;
}

function areEqual(x: Matrix, a: number, b: number): boolean {
  const from = a * x.nColumns;
  const against = b * x.nColumns;
  for (let column = 0; column < x.nColumns; column++) {
    if (x.values[from + column] !== x.values[against + column]) return false;
  }
  return true;
}
