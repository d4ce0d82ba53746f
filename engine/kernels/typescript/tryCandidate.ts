import { squaredDistance } from './squaredDistance.ts';

export function tryCandidate(
  exact: Float64Array,
  nRows: number,
  nColumns: number,
  candidate: number,
  closest: Float64Array,
  next: Float64Array,
): number {
  let total = 0;
  for (let row = 0; row < nRows; row++) {
    const distance = squaredDistance(exact, row * nColumns, exact, candidate * nColumns, nColumns);
    const kept = closest[row] < distance ? closest[row] : distance;
    next[row] = kept;
    total += kept;
  }
  return total;
}
