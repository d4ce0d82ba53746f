/** The values that are there, ascending, in a fresh array. */
export function sortedPresent(values: Float64Array): Float64Array {
  return values.filter(value => !Number.isNaN(value)).sort();
}

/** Quantile by linear interpolation between order statistics, as numpy. @param sorted ascending; NaN when empty */
export function quantileAt(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const gap = sorted[above] - sorted[below];
  return gap === 0 ? sorted[below] : sorted[below] + (position - below) * gap;
}
