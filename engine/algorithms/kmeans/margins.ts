import { MOST_MARKED } from '../../kernels/typescript/assignRows.ts';

/** Unit roundoff of float32. */
const EPSILON = 2 ** -24;

/**
 * What float32 can get wrong in x·c − |c|²/2: at most ε (nColumns + 4) (|x||c| + |c|²/2), from the rounding of rows, centres, products and
 * sums, which is no more than ε (nColumns + 4) (|x|²/2 + |c|²). Both margins are four times what two such scores can be off
 * together, so that what is trusted also holds in float64, and squared distances with the margin added are not too small: not
 * even where |x|² is summed in float32, which is ε (nColumns + 3) |x|² too little at most.
 *
 * Where scores carry the number of their centre in their last four bits, they are off by up to 2⁻¹⁹ (|x|²/2 + |c|²) more: what sixteen more columns do.
 *
 * @param longest  the largest |c|²
 */
export function marginBase(longest: number, nColumns: number, nClusters: number): number {
  return 8 * steps(nColumns, nClusters) * EPSILON * longest + 2 ** -60;
}
export function marginSlope(nColumns: number, nClusters: number): number {
  return 4 * steps(nColumns, nClusters) * EPSILON;
}

function steps(nColumns: number, nClusters: number): number {
  return nColumns + (nClusters <= MOST_MARKED ? 24 : 8);
}
