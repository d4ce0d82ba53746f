import type { Measure } from '#shared/scoring/evaluation';

/** Gini coefficient (accuracy ratio, Somers' D): twice the ROC-AUC less one, with the interval of the ROC-AUC carried over. */
export function gini({ value, low, high, n }: Measure): Measure {
  return { value: 2 * value - 1, low: 2 * low - 1, high: 2 * high - 1, n };
}
