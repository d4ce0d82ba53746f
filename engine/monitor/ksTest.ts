import type { KsTest } from '#shared/monitor/result';
import type { CellCounts } from './countCells.ts';

/**
 * Two-sample Kolmogorov–Smirnov test of a number, with the cumulative shares compared at and just below every point of the reference. Where the reference
 * has a point for each of its values the distance is exact; else it is never larger than the true one, so that the p-value errs to the cautious side.
 * @returns null where a side has no values
 * Cost: O(points). Source: Smirnov (1948), doi:10.1214/aoms/1177730256; p-value: Stephens (1970), doi:10.1111/j.2517-6161.1970.tb00821.x.
 */
export function ksTest(before: CellCounts, now: CellCounts): KsTest | null {
  const [n, m] = [countOf(before), countOf(now)];
  if (n === 0 || m === 0) return null;
  let [belowBefore, belowNow] = [0, 0];
  let distance = 0;
  let within = 0;
  for (let i = 0; i <= before.at.length; i++) {
    belowBefore += before.between[i];
    belowNow += now.between[i];
    within = Math.max(within, before.between[i] / n);
    distance = Math.max(distance, Math.abs(belowBefore / n - belowNow / m));
    if (i === before.at.length) break;
    belowBefore += before.at[i];
    belowNow += now.at[i];
    distance = Math.max(distance, Math.abs(belowBefore / n - belowNow / m));
  }
  const root = Math.sqrt((n * m) / (n + m));
  return { distance, pValue: kolmogorovTail((root + 0.12 + 0.11 / root) * distance), within };
}

function countOf({ at, between }: CellCounts): number {
  let n = 0;
  for (const count of at) n += count;
  for (const count of between) n += count;
  return n;
}

/** Where the two series of the distribution are equally quick. */
const TURN = 1.18;
const TERMS = 20;

/** Chance that Kolmogorov's limiting statistic is above x. Source: Marsaglia et al. (2003), doi:10.18637/jss.v008.i18. */
export function kolmogorovTail(x: number): number {
  if (!(x > 0)) return 1;
  let sum = 0;
  if (x < TURN) {
    const step = (Math.PI * Math.PI) / (8 * x * x);
    for (let k = TERMS; k >= 1; k--) sum += Math.exp(-((2 * k - 1) ** 2) * step);
    return Math.max(0, 1 - (Math.sqrt(2 * Math.PI) / x) * sum);
  }
  for (let k = TERMS; k >= 1; k--) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * x * x);
  return Math.min(1, Math.max(0, sum));
}
