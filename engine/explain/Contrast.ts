import type { ColumnRole } from '#shared/columns';
import type { Difference } from '#shared/results';

/** One column (or one level of it) in every segment against the whole book. Arrays are by segment position; NaN where none is known,
 * and for effects where too few are. */
export interface Contrast {
  readonly column: string;
  readonly role: ColumnRole;
  readonly kind: 'number' | 'years' | 'boolean' | 'category' | 'set';
  readonly level: string | null;
  /** Levels the column has; 1 for numbers. */
  readonly nLevels: number;
  readonly measure: Difference['measure'];
  readonly unit: Difference['unit'];
  readonly book: number;
  readonly values: readonly number[];
  readonly effects: readonly number[];
  readonly lows: readonly number[];
  readonly highs: readonly number[];
  /** 95 % interval of the effects. */
  readonly effectLows: readonly number[];
  readonly effectHighs: readonly number[];
  /** What two segments are compared by: customers with a value, and mean and sd on the scale of the effect (values, ranks, or shares). */
  readonly ns: readonly number[];
  readonly centers: readonly number[];
  readonly sds: readonly number[];
}
