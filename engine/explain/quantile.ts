/** Quantile by linear interpolation between order statistics. @param sorted ascending, finite; NaN when empty */
export function quantile(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return Number.NaN;
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const above = Math.min(below + 1, sorted.length - 1);
  const step = sorted[above] - sorted[below];
  return step === 0 ? sorted[below] : sorted[below] + (position - below) * step;
}

/** The finite values, ascending, in a fresh array. */
export function sortedKnown(values: Float64Array): Float64Array {
  const known = new Float64Array(values.length);
  let n = 0;
  for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) known[n++] = values[i];
  return known.subarray(0, n).sort();
}

/** Rows a quick quantile looks at, evenly spread over the book; all of them up to this many. */
const LOOKED_AT = 100_000;

/** The finite values of evenly spread rows, ascending: enough for a typical value, quick on a million rows. */
export function sortedSpread(values: Float64Array): Float64Array {
  const step = Math.ceil(values.length / LOOKED_AT);
  if (step <= 1) return sortedKnown(values);
  const spread = new Float64Array(Math.ceil(values.length / step));
  for (let i = 0; i < spread.length; i++) spread[i] = values[i * step];
  return sortedKnown(spread);
}
