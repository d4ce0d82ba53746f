/** Whole numbers and fractions per node of a laid-out tree. */
export const NODE_INTS = 6;
export const NODE_NUMBERS = 4;
/** Bits of a node's flags. */
export const GAP_GOES_LEFT = 1;
export const ENDS_BELOW = 2;

/** One tree as `scoring/explain/layTree.ts` lays it out, and rows to be explained by it. */
export interface TreeShap {
  /**
   * in [nNodes × 6] feature (-1 for a leaf), left and right child, where the set of levels that go left begins in `levelBits` (-1 for a number),
   * flags, and where the node's coefficients begin in `tables`
   */
  readonly ints: Int32Array;
  /** in [nNodes × 4] threshold, value, share of the cover that goes left, and right */
  readonly numbers: Float64Array;
  /** in: coefficients, `nPoints` of each kind; see `layTree` */
  readonly tables: Float64Array;
  /** in: sets of levels, 32 to a word */
  readonly levelBits: Int32Array;
  /** in [rows × nFeatures] numbers and codes of levels, NaN for a gap */
  readonly x: Float64Array;
  /** in out [rows × nFeatures], added to: the contributions */
  readonly out: Float64Array;
  /** work space [nFeatures] */
  readonly met: Int32Array;
  /** work space [(depth + 2) × nPoints] each */
  readonly path: Float64Array;
  readonly sums: Float64Array;
  /** Rows [from, to) of `x` and `out`. */
  readonly from: number;
  readonly to: number;
  readonly nFeatures: number;
  /** Points of the quadrature, an even number. */
  readonly nPoints: number;
}
