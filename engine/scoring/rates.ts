import type { Measure } from '#shared/scoring/evaluation';
import { wilsonInterval, type Interval } from '../explain/intervals.ts';
import { upperGamma } from '../explain/chiSquare.ts';

/** 97.5 % point of the standard normal. */
const Z = 1.959963984540054;
const STEPS = 200;

/** So many customers, and how many of them had something. */
export interface Share {
  readonly n: number;
  readonly hits: number;
}

/** A share with its 95 % interval (Wilson). */
export function shareMeasure({ hits, n }: Share): Measure {
  return { value: n > 0 ? hits / n : Number.NaN, ...wilsonInterval(hits, n), n };
}

/**
 * Ratio of two independent shares with its 95 % score interval, which holds for small counts and for none at all.
 * @returns low 0 where the first has none, high Infinity where the second has none; NaN where a share is of nobody or both have none
 * Source: Koopman (1984), doi:10.2307/2531405. Cost: 200 steps of bisection for each bound.
 */
export function shareRatio(a: Share, b: Share): Measure {
  const n = a.n + b.n;
  if (a.n === 0 || b.n === 0 || a.hits + b.hits === 0)
    return { value: Number.NaN, low: Number.NaN, high: Number.NaN, n };
  const value = a.hits / a.n / (b.hits / b.n);
  const low = a.hits === 0 ? 0 : ratioWhere(a, b, Z);
  const high = b.hits === 0 ? Infinity : ratioWhere(a, b, -Z);
  return { value, low, high, n };
}

/** The ratio at which the score is so many standard deviations; it falls as the ratio grows. */
function ratioWhere(a: Share, b: Share, score: number): number {
  let [low, high] = [-30, 30];
  for (let step = 0; step < STEPS && high - low > 1e-15 * Math.abs(low); step++) {
    const middle = (low + high) / 2;
    if (ratioScore(a, b, Math.exp(middle)) > score) low = middle;
    else high = middle;
  }
  return Math.exp((low + high) / 2);
}

function ratioScore(a: Share, b: Share, ratio: number): number {
  const n = a.n + b.n;
  const half = a.n * ratio + a.hits + b.n + b.hits * ratio;
  const root = Math.sqrt(Math.max(0, half * half - 4 * n * ratio * (a.hits + b.hits)));
  // The smaller root, without taking two like numbers from each other.
  const shareB = (2 * (a.hits + b.hits)) / (half + root);
  const shareA = Math.min(1, ratio * shareB);
  const variance = (shareA * (1 - shareA)) / a.n + (ratio * ratio * shareB * (1 - shareB)) / b.n;
  const off = a.hits / a.n - (ratio * b.hits) / b.n;
  return off / Math.sqrt(Math.max(variance, 1e-300));
}

/**
 * Difference of two independent shares with its 95 % interval, made from the Wilson intervals of each.
 * Source: Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10.
 */
export function shareDifference(a: Share, b: Share): Measure {
  const [x, y] = [a.hits / a.n, b.hits / b.n];
  const [ofA, ofB]: Interval[] = [wilsonInterval(a.hits, a.n), wilsonInterval(b.hits, b.n)];
  const value = x - y;
  return {
    value,
    low: value - Math.sqrt((x - ofA.low) ** 2 + (ofB.high - y) ** 2),
    high: value + Math.sqrt((ofA.high - x) ** 2 + (y - ofB.low) ** 2),
    n: a.n + b.n,
  };
}

/** How far two shares lie apart, in standard deviations of chance, pooled. 0 where both are none or all. */
export function shareZ(a: Share, b: Share): number {
  const pooled = (a.hits + b.hits) / (a.n + b.n);
  const variance = pooled * (1 - pooled) * (1 / a.n + 1 / b.n);
  return variance > 0 ? (a.hits / a.n - b.hits / b.n) / Math.sqrt(variance) : 0;
}

/** Chance of a standard normal at least so far from 0, on either side. */
export function twoSidedP(z: number): number {
  return upperGamma(0.5, (z * z) / 2);
}
