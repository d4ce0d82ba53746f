/** 97.5 % point of the standard normal. */
export const NORMAL_975 = 1.959963984540054;
const Z = NORMAL_975;

export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * 95 % interval of a share.
 * @param hits count from 0 to n
 * @returns bounds within [0, 1]; NaN when n is 0
 * Source: Wilson (1927), doi:10.1080/01621459.1927.10502953.
 */
export function wilsonInterval(hits: number, n: number): Interval {
  if (n === 0) return { low: Number.NaN, high: Number.NaN };
  const share = hits / n;
  const scale = 1 + (Z * Z) / n;
  const middle = (share + (Z * Z) / (2 * n)) / scale;
  const half = (Z * Math.sqrt((share * (1 - share)) / n + (Z * Z) / (4 * n * n))) / scale;
  return { low: hits === 0 ? 0 : Math.max(0, middle - half), high: hits === n ? 1 : Math.min(1, middle + half) };
}

/** An estimate with its own interval. */
export interface Estimate extends Interval {
  readonly value: number;
}

/**
 * 95 % interval of the difference a − b of two independent estimates from the interval of each, so that it has a width where an estimate lies at the
 * end of its scale. For shares with Wilson's intervals this is method 10 of the source.
 * Source: Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 */
export function differenceInterval(a: Estimate, b: Estimate): Interval {
  const difference = a.value - b.value;
  return {
    low: difference - Math.sqrt((a.value - a.low) ** 2 + (b.high - b.value) ** 2),
    high: difference + Math.sqrt((a.high - a.value) ** 2 + (b.value - b.low) ** 2),
  };
}
