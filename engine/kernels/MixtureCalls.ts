/** Rows of one batch: columns of so many rows lie behind one another. */
export const BATCH_ROWS = 64;

/** Rows and components of a mixture as its kernels want them. `nColumns` is even: an odd number of columns gets one of zeros. */
interface MixtureCall {
  /** in [nBatches × nColumns × 64] batch, column, row in batch; zeros behind the last row */
  readonly batches: Float64Array;
  /** in [nClusters × nColumns] */
  readonly means: Float64Array;
  readonly nBatches: number;
  readonly nColumns: number;
  readonly nClusters: number;
  /** Components [from, to) only. */
  readonly from: number;
  readonly to: number;
  /** work space [2 × nColumns × 64] */
  readonly space: Float64Array;
}

export interface MixtureLogits extends MixtureCall {
  /**
   * in, per component: the inverse of the lower Cholesky factor of its covariance, [nColumns × nColumns] row-major, or with `isDiagonal` the
   * inverse standard deviations [nColumns]
   */
  readonly factors: Float64Array;
  /** From one component's factor to the next; 0 when all have the same. */
  readonly factorStride: number;
  readonly isDiagonal: boolean;
  /** in [nClusters] logarithm of the weight and of what makes the density integrate to 1 */
  readonly constants: Float64Array;
  /** out [nBatches × nClusters × 64] */
  readonly logits: Float64Array;
}

export interface MixtureNormalise {
  /** in out [nBatches × nClusters × 64] logits, then responsibilities; 0 behind the last row */
  readonly logits: Float64Array;
  /** in [nBatches × 64] 1 for a row, 0 behind the last */
  readonly weights: Float64Array;
  readonly nBatches: number;
  readonly nClusters: number;
}

/** Products of deviations that are summed beside counts and deviations. */
export const NO_PRODUCTS = 0;
export const SQUARES = 1;
export const ALL_PRODUCTS = 2;

export interface MixtureSums extends MixtureCall {
  /** in [nBatches × nClusters × 64] */
  readonly responsibilities: Float64Array;
  /**
   * in out [nClusters × (2 + nColumns + products)], added to: the count, an empty place, the deviations from `means`, and none, their
   * squares [nColumns] or their products [nColumns × nColumns], of which only the lower triangle is meant
   */
  readonly sums: Float64Array;
  /** NO_PRODUCTS, SQUARES or ALL_PRODUCTS */
  readonly products: number;
}

export function sumsLength(nColumns: number, products: number): number {
  const widths = [0, nColumns, nColumns * nColumns];
  return 2 + nColumns + widths[products];
}
