import { PROFILE_QUANTILES, type NumberDetail } from '#shared/profile';
import { quantileOfSorted } from './summarise.ts';

const FENCE = 1.5;
const FAR_SD = 3;
const EXTREMES_PER_SIDE = 10;

/**
 * Quantiles, skewness and outliers of the values that are there.
 * @param sorted ascending, without NaN, at least one
 * @param mean of them
 * @param sd with n − 1 in the denominator; NaN for a single value
 */
export function numberDetail(sorted: Float64Array, mean: number, sd: number): NumberDetail {
  const n = sorted.length;
  const quantiles = PROFILE_QUANTILES.map(share => quantileOfSorted(sorted, share));
  const [q1, q3] = [quantileOfSorted(sorted, 0.25), quantileOfSorted(sorted, 0.75)];
  const fences = { low: q1 - FENCE * (q3 - q1), high: q3 + FENCE * (q3 - q1) };
  const nBelow = firstAtLeast(sorted, fences.low);
  const aboveFrom = firstAbove(sorted, fences.high);
  const nFar = sd > 0 ? firstAtLeast(sorted, mean - FAR_SD * sd) + (n - firstAbove(sorted, mean + FAR_SD * sd)) : 0;
  const nNegative = firstAtLeast(sorted, 0);
  return {
    quantiles,
    skewness: skewnessOf(sorted, mean),
    fences,
    nBelow,
    nAbove: n - aboveFrom,
    whiskers: { low: sorted[Math.min(nBelow, n - 1)], high: sorted[Math.max(aboveFrom - 1, 0)] },
    nFar,
    mode: modeOf(sorted),
    extremes: [
      ...sorted.subarray(0, Math.min(nBelow, EXTREMES_PER_SIDE)),
      ...sorted.subarray(Math.max(aboveFrom, n - EXTREMES_PER_SIDE)),
    ],
    nZero: firstAbove(sorted, 0) - nNegative,
    nNegative,
  };
}

/** m3 / m2^1.5 with plain moments, as numpy computes it; null where all values are alike. */
function skewnessOf(sorted: Float64Array, mean: number): number | null {
  let squares = 0;
  let cubes = 0;
  for (let i = 0; i < sorted.length; i++) {
    const d = sorted[i] - mean;
    squares += d * d;
    cubes += d * d * d;
  }
  const variance = squares / sorted.length;
  return variance > 0 && sorted[0] < sorted[sorted.length - 1] ? cubes / sorted.length / variance ** 1.5 : null;
}

function modeOf(sorted: Float64Array): { value: number; count: number } {
  let best = { value: sorted[0], count: 0 };
  for (let i = 0; i < sorted.length;) {
    const end = firstAbove(sorted, sorted[i], i);
    if (end - i > best.count) best = { value: sorted[i], count: end - i };
    i = end;
  }
  return best;
}

/** Position of the first value that is at least `value`; the length when there is none. */
export function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Position of the first value above `value`, looked for from `from`: quick where it is near. */
export function firstAbove(sorted: Float64Array, value: number, from = 0): number {
  let step = 1;
  let low = from;
  while (low + step < sorted.length && sorted[low + step - 1] <= value) {
    low += step;
    step *= 2;
  }
  let high = Math.min(sorted.length, low + step);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle] <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
