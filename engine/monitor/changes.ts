import type { Change } from '#shared/monitor/result';
import type { Measure } from '#shared/scoring/evaluation';
import { differenceInterval, wilsonInterval } from '../shareIntervals.ts';

export function shareOf(hits: number, n: number): Measure {
  return { value: n > 0 ? hits / n : 0, ...(n > 0 ? wilsonInterval(hits, n) : { low: 0, high: 1 }), n };
}

/** A share then and now, with Newcombe's interval of the change. */
export function shareChange(before: { hits: number; n: number }, now: { hits: number; n: number }): Change {
  const [was, is] = [shareOf(before.hits, before.n), shareOf(now.hits, now.n)];
  return { before: was, now: is, change: difference(is, was) };
}

/** @returns a − b of two independent figures, with the interval that follows from theirs */
export function difference(a: Measure, b: Measure): Measure {
  return { value: a.value - b.value, ...differenceInterval(a, b), n: a.n };
}

/** Whether chance does not explain it. */
export function isBeyondChance({ low, high }: Pick<Measure, 'low' | 'high'>): boolean {
  return low > 0 || high < 0;
}
