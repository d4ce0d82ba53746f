import { squaredDistance } from './squaredDistance.ts';

export function sumSquares(
  exact: Float64Array,
  centers: Float64Array,
  labels: Int32Array,
  rowStart: number,
  rowEnd: number,
  nColumns: number,
): number {
  let total = 0;
  for (let row = rowStart; row < rowEnd; row++)
    total += squaredDistance(exact, row * nColumns, centers, labels[row] * nColumns, nColumns);
  return total;
}
