import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';

/** Overlapping groups of customers: `nGroups` normal clouds with their own centre and spread. */
export function groupedMatrix(nRows: number, nColumns: number, nGroups: number, seed = 1): Matrix {
  const random = stream(seed, 'test matrix');
  const centers = Array.from({ length: nGroups * nColumns }, () => 4 * random.normal());
  const x = newMatrix(nRows, columnNames(nColumns));
  for (let row = 0; row < nRows; row++) {
    const group = random.below(nGroups);
    for (let column = 0; column < nColumns; column++)
      x.values[row * nColumns + column] = centers[group * nColumns + column] + random.normal() * (1 + (group % 3));
  }
  return x;
}

export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const x = newMatrix(rows.length, columnNames(rows[0]?.length ?? 0));
  x.values.set(rows.flat());
  return x;
}

function columnNames(n: number): string[] {
  return Array.from({ length: n }, (_name, i) => `x${i}`);
}
