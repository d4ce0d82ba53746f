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

/** Of the values that are there. */
export function spreadOf(column: NumberColumn | BooleanColumn): Spread {
  return column.kind === 'boolean' ? spreadOfFlags(column.values) : spreadOfNumbers(column.values);
}

/** In two passes. */
function spreadOfNumbers(values: Float64Array): Spread {
  let n = 0;
  let sum = 0;
  let low = Infinity;
  let high = -Infinity;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const mean = sum / n;
  let squares = 0;
  for (let row = 0; row < values.length; row++) {
    const off = values[row] - mean;
    if (!Number.isNaN(off)) squares += off * off;
  }
  return spread(mean, Math.sqrt(squares / n), low, high);
}

/** From how many say yes and no. */
function spreadOfFlags(values: Uint8Array): Spread {
  let yes = 0;
  let missing = 0;
  for (let row = 0; row < values.length; row++) {
    yes += values[row] & 1;
    missing += values[row] >> 1;
  }
  const n = values.length - missing;
  const no = n - yes;
  const mean = yes / n;
  const sd = Math.sqrt((no * mean * mean + yes * (1 - mean) * (1 - mean)) / n);
  return spread(mean, sd, no > 0 ? 0 : yes > 0 ? 1 : Infinity, yes > 0 ? 1 : no > 0 ? 0 : -Infinity);
}

function spread(mean: number, sd: number, low: number, high: number): Spread {
  return { mean, sd, low, high, isConstant: !(high > low) || sd === 0 || !Number.isFinite(sd) };
}

/** Median and the distance between the quartiles of the values that are there. */
export function quartilesOf({ values }: NumberColumn): { median: number; range: number } {
  const sorted = sortedPresent(values);
  const [low, median, high] = [0.25, 0.5, 0.75].map(share => quantileAt(sorted, share));
  return { median, range: high - low };
}
