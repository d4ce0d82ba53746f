import type { BooleanColumn, NumberColumn } from '../table/Column.ts';
import { quantileAt, sortedPresent } from './quantiles.ts';

/** Where the values of a column lie and how far they spread. */
export interface Spread {
  readonly mean: number;
  /** Population standard deviation. */
  readonly sd: number;
  readonly low: number;
  readonly high: number;
  readonly isConstant: boolean;
}

/** Of the values that are there, in two passes. */
export function spreadOf(column: NumberColumn | BooleanColumn): Spread {
  const { values } = column;
  const isGap = column.kind === 'boolean' ? (value: number) => value === 2 : Number.isNaN;
  let n = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    if (isGap(value)) continue;
    n++;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const mean = sum / n;
  let squares = 0;
  for (const value of values) if (!isGap(value)) squares += (value - mean) ** 2;
  const sd = Math.sqrt(squares / n);
  return { mean, sd, low, high, isConstant: !(high > low) || sd === 0 || !Number.isFinite(sd) };
}

/** Median and the distance between the quartiles of the values that are there. */
export function quartilesOf({ values }: NumberColumn): { median: number; range: number } {
  const sorted = sortedPresent(values);
  const [low, median, high] = [0.25, 0.5, 0.75].map(share => quantileAt(sorted, share));
  return { median, range: high - low };
}
