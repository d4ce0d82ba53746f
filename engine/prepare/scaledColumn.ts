import type { BooleanColumn, Column, NumberColumn } from '../table/Column.ts';
import { sharedFloat64 } from '../table/Matrix.ts';

/** How the values of a column come from those of another. */
export interface ScaledValues {
  readonly source: NumberColumn | BooleanColumn;
  readonly mean: number;
  readonly divisor: number;
}

const known = new WeakMap<Column, ScaledValues>();

/**
 * (x − mean) / divisor. The values are worked out when someone asks for them: a matrix of many flags is made from a byte of each and needs no
 * eight.
 */
export function scaledColumn(name: string, from: ScaledValues): NumberColumn {
  let made: Float64Array | null = null;
  const column: NumberColumn = {
    kind: 'number',
    name,
    get values() {
      return (made ??= scaledValues(from));
    },
  };
  known.set(column, from);
  return column;
}

/** Where the values of a column are still to be worked out: from what. */
export function scaledFrom(column: Column): ScaledValues | null {
  return known.get(column) ?? null;
}

function scaledValues({ source, mean, divisor }: ScaledValues): Float64Array {
  const values = sharedFloat64(source.values.length);
  fillScaled(values, { first: 0, stride: 1 }, source, { mean, divisor }, 0, values.length);
  return values;
}

/** A column of numbers, or of 0 and 1 and 2 for a gap. */
export interface SourceValues {
  readonly kind: 'number' | 'boolean';
  readonly values: Float64Array | Uint8Array;
}

/** Where row 0 of a column goes, and how far the next row is from it. */
interface Lane {
  readonly first: number;
  readonly stride: number;
}

/** Values of rows [from, to) to a lane of `out`; a gap becomes NaN. @returns whether all of them are finite */
export function fillScaled(
  out: Float64Array,
  lane: Lane,
  { kind, values }: SourceValues,
  { mean, divisor }: Pick<ScaledValues, 'mean' | 'divisor'>,
  from: number,
  to: number,
): boolean {
  if (kind === 'number') return fillNumbers(out, lane, values as Float64Array, { mean, divisor }, from, to);
  const [no, yes] = [(0 - mean) / divisor, (1 - mean) / divisor];
  const areKnown = fillFlags(out, lane, values as Uint8Array, Float64Array.of(no, yes, NaN, NaN), from, to);
  return areKnown && Number.isFinite(no) && Number.isFinite(yes);
}

function fillNumbers(
  out: Float64Array,
  { first, stride }: Lane,
  values: Float64Array,
  { mean, divisor }: Pick<ScaledValues, 'mean' | 'divisor'>,
  from: number,
  to: number,
): boolean {
  let sum = 0;
  for (let row = from, at = first + from * stride; row < to; row++, at += stride) {
    const value = (values[row] - mean) / divisor;
    out[at] = value;
    sum += value * 0;
  }
  return sum === 0;
}

/** @param numbers of no, yes and a gap */
function fillFlags(
  out: Float64Array,
  { first, stride }: Lane,
  values: Uint8Array,
  numbers: Float64Array,
  from: number,
  to: number,
): boolean {
  let seen = 0;
  for (let row = from, at = first + from * stride; row < to; row++, at += stride) {
    const value = values[row];
    out[at] = numbers[value];
    seen |= value;
  }
  return seen < 2;
}
