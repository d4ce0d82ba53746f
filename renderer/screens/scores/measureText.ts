import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { Measure } from '#shared/scoring/evaluation';

type Text = (value: number) => string;

export const asThree: Text = value => formatFixed(value, 3);
export const asPercent: Text = value => formatPercent(value);
/** A difference of shares: 0.034 → "3.4". */
export const asPoints: Text = value => formatFixed(value * 100, 1);

/** "0.851 to 0.877", "42.0 to 57.4 %". */
export function intervalText({ low, high }: Measure, text: Text): string {
  const [from, to] = [text(low), text(high)];
  return `${to.endsWith(' %') ? from.replace(' %', '') : from} to ${to}`;
}

/** "0.864 (95 % 0.851 to 0.877, n = 10,000)". */
export function measureText(measure: Measure, text: Text): string {
  return `${text(measure.value)} (95 % ${intervalText(measure, text)}, n = ${formatCount(measure.n)})`;
}

export function pText(pValue: number): string {
  return pValue < 0.001 ? 'below 0.001' : formatFixed(pValue, 3);
}
