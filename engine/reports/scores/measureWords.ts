import { formatCount, formatFixed, formatNumber, formatPercent, formatThings } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';

/** How the value of a figure is written. */
export type ValueFormat = (value: number) => string;

export const asShare: ValueFormat = value => formatPercent(value);
export const asFigure: ValueFormat = value => formatFixed(value, 3);
export const asTimes: ValueFormat = value => (value < 10 ? formatFixed(value, 2) : formatNumber(value));
export const asMoney: ValueFormat = value => formatNumber(value, 4);
/** A difference of shares: 0.034 → "3.4". */
export const asPoints: ValueFormat = value => formatFixed(value * 100, 1);

/** "0.841 to 0.863"; a dash where it cannot be told. */
export function intervalText({ low, high }: Pick<Measure, 'low' | 'high'>, format: ValueFormat): string {
  if (Number.isNaN(low) || Number.isNaN(high)) return '–';
  if (high === Number.POSITIVE_INFINITY) return `${format(low)} or more`;
  return `${format(low)} to ${format(high)}`;
}

/** "0.852 (0.841 to 0.863)". */
export function measureText(measure: Measure, format: ValueFormat): string {
  if (Number.isNaN(measure.value)) return '–';
  const interval = intervalText(measure, format);
  return interval === '–' ? format(measure.value) : `${format(measure.value)} (${interval})`;
}

/** A share in little room: "57.2 % (54.0 to 60.4)". */
export function shareText(share: Measure): string {
  if (Number.isNaN(share.value)) return '–';
  const interval = intervalText(share, asPoints);
  return interval === '–' ? asShare(share.value) : `${asShare(share.value)} (${interval})`;
}

/** "0.852 (95 % interval 0.841 to 0.863, n = 10,000)". */
export function measureWords(measure: Measure, format: ValueFormat): string {
  if (Number.isNaN(measure.value)) return `not known (n = ${formatCount(measure.n)})`;
  const interval = intervalText(measure, format);
  const words = interval === '–' ? '' : `95 % interval ${interval}, `;
  return `${format(measure.value)} (${words}n = ${formatCount(measure.n)})`;
}

/** "n = 10,000 customers". */
export function nCustomers(n: number): string {
  return `n = ${formatThings(n, 'customer')}`;
}
