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
  fillScaled(values, 1, source, { mean, divisor }, 0, values.length);
  return values;
}

/** A column of numbers, or of 0 and 1 and 2 for a gap. */
export interface SourceValues {
  readonly kind: 'number' | 'boolean';
  readonly values: Float64Array | Uint8Array;
}

/** Values of rows [from, to) to every `stride`th place of `out`; a gap becomes NaN. */
export function fillScaled(
  out: Float64Array,
  stride: number,
  { kind, values }: SourceValues,
  { mean, divisor }: Pick<ScaledValues, 'mean' | 'divisor'>,
  from: number,
  to: number,
): void {
  if (kind === 'boolean') {
    const [no, yes] = [(0 - mean) / divisor, (1 - mean) / divisor];
    for (let row = from, at = from * stride; row < to; row++, at += stride)
      out[at] = values[row] === 0 ? no : values[row] === 1 ? yes : NaN;
  } else
    for (let row = from, at = from * stride; row < to; row++, at += stride) out[at] = (values[row] - mean) / divisor;
}
