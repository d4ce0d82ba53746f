import { formatCompact, formatNumber } from '#shared/format';
import { isYear } from '#shared/years';

/** A value of a column for axes and tight places; means of years keep one decimal: 1968.8. */
export function compactText(column: string, value: number): string {
  return isYear(column, value) ? yearText(value) : formatCompact(value);
}

/** The same with at least four digits, where there is room. */
export function valueText(column: string, value: number): string {
  return isYear(column, value) ? yearText(value) : formatNumber(value, 4);
}

function yearText(value: number): string {
  return String(Number(value.toFixed(1)));
}
