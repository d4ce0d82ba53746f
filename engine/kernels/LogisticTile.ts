/** Rows of a tile at most; columns of it stand one behind the other, `TILE_STRIDE` numbers apart, so that they do not fall on one another in the cache. */
export const TILE_ROWS = 256;
export const TILE_STRIDE = 264;

/** Some rows of a logistic regression by columns, the first of them all 1. Rows are padded to a multiple of 8 with weight 0 and finite numbers. */
export interface LogisticTile {
  /** in out [nDense × TILE_STRIDE] numbers, NaN for a gap; become z-scores */
  readonly tile: Float64Array;
  /** in [nDense] what stands for a gap, what is taken off, and what is multiplied by then */
  readonly fills: Float64Array;
  readonly centers: Float64Array;
  readonly factors: Float64Array;
  /** in [nDense] */
  readonly parameters: Float64Array;
  /** in [TILE_STRIDE] what other columns add to the log-odds */
  readonly logits: Float64Array;
  /** in [TILE_STRIDE] 1 or 0, and weights */
  readonly events: Float64Array;
  readonly weights: Float64Array;
  /** out [TILE_STRIDE] weight × (probability − event), and the root of weight × probability × (1 − probability) */
  readonly residuals: Float64Array;
  readonly roots: Float64Array;
  /** in out [nDense] added to */
  readonly gradient: Float64Array;
  /** A multiple of 8. */
  readonly nRows: number;
  readonly nDense: number;
  /** Whether any weight is neither 0 nor 1. */
  readonly isWeighted: boolean;
}
export interface AddProducts {
  /** in out [width × TILE_STRIDE] columns, multiplied by the roots; those behind nDense are 0 */
  readonly tile: Float64Array;
  /** in [TILE_STRIDE] */
  readonly roots: Float64Array;
  /** in out [width × width] added to; what is above the diagonal is unspecified */
  readonly sums: Float64Array;
  /** A multiple of 8. */
  readonly nRows: number;
  readonly nDense: number;
  /** nDense rounded up to a multiple of 4 */
  readonly width: number;
}
