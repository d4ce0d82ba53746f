import type { NumberSummary } from '#shared/results';
import { sortedPresent } from '../table/sortNumbers.ts';

export { sortedPresent };

/**
 * Count, mean, spread and exact quantiles of the values that are there.
 * @param values [n], NaN is missing
 * @returns sd with n − 1 in the denominator (NaN for a single value); quantiles interpolate linearly (Hyndman & Fan type 7); all NaN
 * where there is no value
 */
export function summarise(values: Float64Array): NumberSummary {
  return summariseSorted(sortedPresent(values), values.length);
}

/** @param sorted ascending, without NaN; `total` counts the missing ones too */
export function summariseSorted(sorted: Float64Array, total: number): NumberSummary {
  const n = sorted.length;
  const mean = meanOf(sorted);
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i] - mean) * (sorted[i] - mean);
  return {
    n,
    missing: total - n,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : NaN,
    min: n > 0 ? sorted[0] : NaN,
    q1: quantileOfSorted(sorted, 0.25),
    median: quantileOfSorted(sorted, 0.5),
    q3: quantileOfSorted(sorted, 0.75),
    max: n > 0 ? sorted[n - 1] : NaN,
  };
}

/** Twice over: the second pass takes back what rounding lost in the first. */
function meanOf(sorted: Float64Array): number {
  const n = sorted.length;
  if (n === 0) return NaN;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i];
  const mean = sum / n;
  let rest = 0;
  for (let i = 0; i < n; i++) rest += sorted[i] - mean;
  return mean + rest / n;
}

/** @returns NaN where there is no value */
export function quantileOfSorted(sorted: Float64Array, share: number): number {
  if (sorted.length === 0) return NaN;
  const at = share * (sorted.length - 1);
  const low = Math.floor(at);
  const part = at - low;
  return part === 0 ? sorted[low] : sorted[low] + part * (sorted[low + 1] - sorted[low]);
}
