/** Points in (0, 1) and their weights, with which the integral from 0 to 1 of a polynomial is a sum. */
export interface Quadrature {
  readonly points: Float64Array;
  readonly weights: Float64Array;
}

/**
 * Gauss–Legendre quadrature: exact for polynomials of a degree below 2 × nPoints. Points are found by halving between those of the next smaller
 * number, with nothing but + − × /, so that they are the same bits everywhere.
 * Cost: O(nPoints³). Source: Golub & Welsch (1969), doi:10.1090/S0025-5718-69-99647-1, for the weights.
 */
export function gaussLegendre(nPoints: number): Quadrature {
  let roots: number[] = [];
  for (let n = 1; n <= nPoints; n++) {
    const ends = [-1, ...roots, 1];
    roots = Array.from({ length: n }, (_none, i) => rootBetween(n, ends[i], ends[i + 1]));
  }
  const weights = roots.map(x => {
    const slope = (nPoints * (legendre(nPoints - 1, x) - x * legendre(nPoints, x))) / (1 - x * x);
    return 1 / ((1 - x * x) * slope * slope);
  });
  return { points: Float64Array.from(roots, x => (1 + x) / 2), weights: Float64Array.from(weights) };
}

function rootBetween(n: number, from: number, to: number): number {
  let [low, high] = [from, to];
  const isRising = legendre(n, high) > 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) return middle;
    if (legendre(n, middle) > 0 === isRising) high = middle;
    else low = middle;
  }
}

/** The Legendre polynomial of degree n at x. */
function legendre(n: number, x: number): number {
  let [before, value] = [0, 1];
  for (let k = 1; k <= n; k++) [before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k];
  return value;
}
