/** How much each feature moves the raw answer of a model away from its average, customer by customer. */
export interface Contributions {
  /** The average raw answer; with the contributions of a row it adds up to the row's own. */
  readonly baseline: number;
  /** [nRows × nFeatures], row-major. */
  readonly values: Float64Array;
  readonly nRows: number;
  readonly nFeatures: number;
}
