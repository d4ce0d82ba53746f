/** Scores from 1 to 5 for customers in the order of their identifiers. */
const FIFTHS = 5;

/**
 * Quintiles of ranks: customers are ranked by value, ties in their order, and rank i (from 0) of n gets the smallest k with
 * 5 i ≤ (n − 1) k. The same as cutting ranks at their linear quantiles.
 * @returns [n], 5 for the largest values
 */
export function rankScores(values: Float64Array): Uint8Array {
  const n = values.length;
  const order = Int32Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);
  const scores = new Uint8Array(n);
  order.forEach((customer, rank) => {
    scores[customer] = Math.max(1, n > 1 ? Math.ceil((FIFTHS * rank) / (n - 1)) : 1);
  });
  return scores;
}

/**
 * Quintiles of values: the edges are linear quantiles (Hyndman and Fan's type 7), so that equal values have equal scores.
 * @returns [n], 5 for the smallest values: few days since the last purchase are good
 */
export function recencyScores(days: Float64Array): Uint8Array {
  const sorted = days.slice().sort();
  const edges = Array.from({ length: FIFTHS - 1 }, (_edge, k) => quantileOf(sorted, k + 1));
  return Uint8Array.from(days, value => FIFTHS - edges.filter(edge => value > edge).length);
}

/** The quantile at k fifths; exact where the place is a whole number. */
function quantileOf(sorted: Float64Array, k: number): number {
  const place = (sorted.length - 1) * k;
  const below = Math.floor(place / FIFTHS);
  const part = (place % FIFTHS) / FIFTHS;
  return part === 0 ? sorted[below] : sorted[below] + (sorted[below + 1] - sorted[below]) * part;
}
