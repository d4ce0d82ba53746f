import type { NumberSummary } from '#shared/results';
import { quantile } from './quantile.ts';

/** What a person looks at first in a column of numbers. @param sorted known values, ascending */
export function summarizeSorted(sorted: Float64Array, missing: number): NumberSummary {
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i];
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i] - mean) ** 2;
  return {
    n,
    missing,
    mean,
    sd: n > 1 ? Math.sqrt(squares / (n - 1)) : n === 1 ? 0 : Number.NaN,
    min: n > 0 ? sorted[0] : Number.NaN,
    q1: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    q3: quantile(sorted, 0.75),
    max: n > 0 ? sorted[n - 1] : Number.NaN,
  };
}
