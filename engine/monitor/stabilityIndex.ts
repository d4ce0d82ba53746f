import type { StabilityIndex } from '#shared/monitor/result';
import { upperGamma } from '../explain/chiSquare.ts';

/** What stands for an empty bin, in customers: its logarithm has to be finite. */
const HALF = 0.5;

/**
 * Population stability index of two lists of counts: Σ (now − before) × ln(now / before) over the shares of the bins. A bin that is empty on one side
 * counts half a customer there; one that is empty on both is no bin. Where nothing has changed, the index divided by 1/n + 1/m is about chi-square with
 * bins − 1 degrees of freedom: from this come what chance gives on average and the p-value.
 * @returns null where a side has no customers, or all fall into one bin
 * Cost: O(bins). Source: Yurdakul (2018), https://scholarworks.wmich.edu/dissertations/3208.
 */
export function stabilityIndex(before: readonly number[], now: readonly number[]): StabilityIndex | null {
  const bins = before.map((count, i) => [count, now[i]]).filter(([a, b]) => a + b > 0);
  const n = before.reduce((sum, count) => sum + count, 0);
  const m = now.reduce((sum, count) => sum + count, 0);
  if (n === 0 || m === 0 || bins.length < 2) return null;
  let value = 0;
  for (const [a, b] of bins) {
    const [was, is] = [Math.max(a, HALF) / n, Math.max(b, HALF) / m];
    value += (is - was) * Math.log(is / was);
  }
  const degrees = bins.length - 1;
  const scale = 1 / n + 1 / m;
  return { value, expected: degrees * scale, pValue: upperGamma(degrees / 2, value / scale / 2), nBins: bins.length };
}
