/** Rows whose products are summed before they are added to those of others. */
export const SCATTER_ROWS = 32;

/** How long the work space is, for a number of columns. */
export function scatterSpaceLength(nColumns: number): number {
  return SCATTER_ROWS * 4 * Math.ceil(nColumns / 4);
}

export interface AddScatter {
  /** in [nRows × nColumns], row-major */
  readonly rows: Float64Array;
  /** in [nColumns] */
  readonly origin: Float64Array;
  /** work space [scatterSpaceLength] */
  readonly space: Float64Array;
  /**
   * in out [width + width × width], width being nColumns rounded up to an even number; added to: deviations from the origin, and the lower
   * triangle of their products
   */
  readonly sums: Float64Array;
  readonly nRows: number;
  readonly nColumns: number;
}
