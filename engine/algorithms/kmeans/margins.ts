/** Unit roundoff of float32. */
const EPSILON = 2 ** -24;

/**
 * What float32 can get wrong in x·c − |c|²/2: at most ε (nColumns + 4) (|x||c| + |c|²/2), from the rounding of rows, centres, products and
 * sums, which is no more than ε (nColumns + 4) (|x|²/2 + |c|²). Both margins are four times what two such scores can be off
 * together, so that what is trusted also holds in float64, and squared distances with the margin added are not too small.
 *
 * @param longest  the largest |c|²
 */
export function marginBase(longest: number, nColumns: number): number {
  return 8 * (nColumns + 8) * EPSILON * longest + 2 ** -60;
}
export function marginSlope(nColumns: number): number {
  return 4 * (nColumns + 8) * EPSILON;
}
