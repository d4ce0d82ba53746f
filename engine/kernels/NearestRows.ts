/** Rows of a leaf, which are looked at together; a multiple of 8. */
export const LEAF_ROWS = 64;
/** Pairs of axes after which donors that are too far already are left out. */
export const STAGE_PAIRS = 4;

/**
 * Rows in the order of their places, in leaves of 64, and those of one leaf that are asked for their nearest among others. Beside the rows there is a picture of
 * them in whole numbers of 16 bits, in which no two rows are farther apart than √(squared distance) × scale + room; it may have other axes. Places without a
 * row are at the end.
 */
export interface NearestRows {
  /** in [nPlaces × nColumns] */
  readonly exact: Float64Array;
  /** in [nPlaces × nCodes] categories; each that differs adds `penalty` to the squared distance */
  readonly codes: Int32Array;
  /** in [nPlaces] by which ties are decided, and which are never their own neighbour; -1 where there is no row */
  readonly rows: Int32Array;
  /** in [nPlaces / 8 × nPairs × 8] the picture, eight interleaved: block, pair of axes (the first in the lower 16 bits), place in block */
  readonly blocks: Int32Array;
  /** in [nPlaces / 8 × nStages × 8] half the squared length in the axes up to the end of each stage; beyond all others where there is no row */
  readonly halves: Int32Array;
  /** in [nPlaces / 4 × 2 × nWide] lowest, then highest of four places in each axis, 16 bits each, padded with zeros to whole eights of axes */
  readonly fours: Int32Array;
  /** in [nLeaves × 2 × nWide] the same of leaves */
  readonly leaves: Int32Array;
  readonly nColumns: number;
  readonly nCodes: number;
  readonly penalty: number;
  readonly nPairs: number;
  readonly nStages: number;
  readonly nWide: number;
  readonly scale: number;
  readonly room: number;
  /** The leaf of the rows asked for. */
  readonly leaf: number;
  /** in [nLeaves] leaves to look at, nearest first */
  readonly order: Int32Array;
  /** in [nLeaves] below or at the squared distance in the picture of any of their rows to any of those asked for; ascending */
  readonly bounds: Int32Array;
  /** Of the order [from, to) is looked at. */
  readonly from: number;
  readonly to: number;
  readonly nNeighbors: number;
  /** in out [64 × nNeighbors] squared distances found so far, ascending; Infinity where there is none */
  readonly distances: Float64Array;
  /** in out [64 × nNeighbors] their places; -1 where there is none */
  readonly nearest: Int32Array;
  /** work space [64 × (nStages + 1)] */
  readonly limits: Int32Array;
}

/** Squared distances in the picture between the box of one leaf and those of all. */
export interface LeafGaps extends Pick<NearestRows, 'leaves' | 'nWide' | 'leaf'> {
  /** out [nLeaves] */
  readonly bounds: Int32Array;
}
