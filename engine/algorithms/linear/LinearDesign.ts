import type { ModelFeature } from '../ClassifierModel.ts';

/** What one column of a design says: a number, that it is missing, or that a category has a level (or one of the rare ones, or none). */
export interface DesignColumn {
  /** Index into the features. */
  readonly feature: number;
  readonly part: 'value' | 'missing' | 'level' | 'rare';
  /** The level; null where it is none. */
  readonly level: string | null;
}
/** A column of numbers: (value, or `fill` for a gap, − center) × factor. */
export interface DesignNumber {
  readonly feature: number;
  readonly fill: number;
  readonly center: number;
  /** One over the standard deviation. */
  readonly factor: number;
}
/** A feature of which at most one of several columns is 1 and the others 0. */
export interface DesignFlags {
  readonly feature: number;
  /** [levels + 1] column of each level, then that of a gap; -1 has none. Of a feature of numbers only the gap has a place. */
  readonly columnOf: Int32Array;
}
/**
 * How features become columns of numbers for a linear model, learned on the training rows. Columns of numbers come first, in the order of `numbers`;
 * then those of 0 and 1. Plain and immutable.
 */
export interface LinearDesign {
  readonly features: readonly ModelFeature[];
  /** One per column of the design; the coefficient of a column is at the same place. */
  readonly columns: readonly DesignColumn[];
  readonly numbers: readonly DesignNumber[];
  readonly flags: readonly DesignFlags[];
  /** [columns] mean over the training rows, each counted once. */
  readonly means: Float64Array;
}

/** The values of one feature: numbers with NaN for a gap, or codes with a negative one for it. */
export type FeatureValues = Float64Array | Int32Array;

/** Column of the design that a row has a 1 in by this feature; -1 when in none. A level behind those known is like a gap. */
export function flagOf({ columnOf }: DesignFlags, value: number): number {
  const last = columnOf.length - 1;
  if (last === 0) return value === value ? -1 : columnOf[0];
  return columnOf[value >= 0 && value < last ? value : last];
}
