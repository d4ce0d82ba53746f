import type { Measure } from '#shared/scoring/evaluation';

/** A figure with an interval of `half` to either side. */
export function measure(value: number, half: number, n: number): Measure {
  return { value, low: value - half, high: value + half, n };
}
