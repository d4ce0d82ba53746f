import type { FeatureTable } from '../../table/FeatureTable.ts';
import { newMatrix, type Matrix } from '../../table/Matrix.ts';
import { sharedValues } from './featureValues.ts';
import { flagOf, type FeatureValues, type LinearDesign } from './LinearDesign.ts';

/** Rows that are laid out at once, so that they stay in the cache; a multiple of what the kernels take. */
export const TILE_ROWS = 128;

/** Numbers of the design for rows [rowStart, rowEnd): tile[row × stride + first + i] is the i-th column of numbers. */
export function layNumbers(
  { numbers }: LinearDesign,
  values: readonly FeatureValues[],
  rowStart: number,
  rowEnd: number,
  tile: Float64Array,
  stride: number,
  first: number,
): void {
  for (let i = 0; i < numbers.length; i++) {
    const { feature, fill, center, factor } = numbers[i];
    const column = values[feature];
    for (let row = rowStart, to = first + i; row < rowEnd; row++, to += stride) {
      const value = column[row];
      tile[to] = ((value === value ? value : fill) - center) * factor;
    }
  }
}

/** The columns that rows [rowStart, rowEnd) have a 1 in: places[row × flags + i] by the i-th of the features with such columns, or -1. */
export function layFlags(
  { flags }: LinearDesign,
  values: readonly FeatureValues[],
  rowStart: number,
  rowEnd: number,
  places: Int32Array,
): void {
  const stride = flags.length;
  for (let i = 0; i < stride; i++) {
    const column = values[flags[i].feature];
    for (let row = rowStart, to = i; row < rowEnd; row++, to += stride) places[to] = flagOf(flags[i], column[row]);
  }
}

/** All columns of the design, those of 0 and 1 written out, for rows [rowStart, rowEnd). @param out [rows × columns] */
export function layRows(
  design: LinearDesign,
  values: readonly FeatureValues[],
  rowStart: number,
  rowEnd: number,
  out: Float64Array,
): void {
  const stride = design.columns.length;
  out.fill(0, 0, (rowEnd - rowStart) * stride);
  layNumbers(design, values, rowStart, rowEnd, out, stride, 0);
  for (const flags of design.flags) {
    const column = values[flags.feature];
    for (let row = rowStart, at = 0; row < rowEnd; row++, at += stride) {
      const place = flagOf(flags, column[row]);
      if (place >= 0) out[at + place] = 1;
    }
  }
}

/**
 * The design matrix of these customers, [nRows × columns of the design], to be multiplied by coefficients; for as many rows as fit memory.
 * @param x the features of the design, in its order, their codes counting its levels
 */
export function applyDesign(design: LinearDesign, x: FeatureTable): Matrix {
  const matrix = newMatrix(x.nRows, designNames(design));
  layRows(design, sharedValues(x), 0, x.nRows, matrix.values);
  return matrix;
}

/** A name for every column: "age", "age missing", "region = north", "region = rare levels". */
export function designNames({ columns, features }: LinearDesign): string[] {
  return columns.map(({ feature, part, level }) => {
    const { name } = features[feature];
    if (part === 'value') return name;
    if (part === 'missing') return `${name} missing`;
    return part === 'rare' ? `${name} = rare levels` : `${name} = ${level}`;
  });
}
