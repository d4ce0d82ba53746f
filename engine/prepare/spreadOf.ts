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
  const yes = countBits(values, 0);
  const missing = countBits(values, 1);
  const n = values.length - missing;
  const no = n - yes;
  const mean = yes / n;
  const sd = Math.sqrt((no * mean * mean + yes * (1 - mean) * (1 - mean)) / n);
  return spread(mean, sd, no > 0 ? 0 : yes > 0 ? 1 : Infinity, yes > 0 ? 1 : no > 0 ? 0 : -Infinity);
}

/** Values between two counts, so few that a byte can hold how many there were. */
const MOST_FOURS = 255;
const LOWEST_BITS = 0x01_01_01_01;

/** How many of the bytes have this bit: four at a time where they lie so. */
function countBits(values: Uint8Array, bit: number): number {
  const first = Math.min(values.length, -values.byteOffset & 3);
  const nFours = (values.length - first) >> 2;
  const fours = new Int32Array(values.buffer, values.byteOffset + first, nFours);
  let n = 0;
  for (let row = 0; row < first; row++) n += (values[row] >> bit) & 1;
  for (let row = first + 4 * nFours; row < values.length; row++) n += (values[row] >> bit) & 1;
  for (let from = 0; from < nFours; from += MOST_FOURS) {
    const to = Math.min(nFours, from + MOST_FOURS);
    let counts = 0;
    for (let i = from; i < to; i++) counts += (fours[i] >> bit) & LOWEST_BITS;
    n += (counts & 255) + ((counts >>> 8) & 255) + ((counts >>> 16) & 255) + (counts >>> 24);
  }
  return n;
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
