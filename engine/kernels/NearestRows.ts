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
  /** in [nPlaces / 8 × nStages × 4 × 8] the picture, eight interleaved: block, pair of axes (the first in the lower 16 bits), place in block; padded with zeros */
  readonly blocks: Int32Array;
  /** in [nPlaces / 8 × nStages × 8] minus half the squared length in the axes up to the end of each stage; below all others where there is no row */
  readonly halves: Int32Array;
  /** in [nPlaces / 4 × 2 × nStages × 4] lowest, then highest of four places in each axis, 16 bits each, padded likewise */
  readonly fours: Int32Array;
  /** in [nLeaves × 2 × nStages × 4] the same of leaves */
  readonly leaves: Int32Array;
  /** in [nLeaves × nStages × 4] a point amid each leaf, padded likewise */
  readonly centers: Int32Array;
  /** in [nLeaves] half its squared length in the axes of the first stage */
  readonly centerHalves: Int32Array;
  /** in [nLeaves] in these axes no row of the leaf is farther from it than √2 times this */
  readonly radii: Float32Array;
  readonly nColumns: number;
  readonly nCodes: number;
  readonly penalty: number;
  readonly nStages: number;
  readonly scale: number;
  readonly room: number;
  /** The leaf of the rows asked for. */
  readonly leaf: number;
  /** in: leaves to look at */
  readonly order: Int32Array;
  /** in [nLeaves] by leaf: no more than the squared distance in the picture of any of its rows to any of those asked for */
  readonly gaps: Int32Array;
  /** Whether the rows of the leaves that are looked at ask as well; the leaf itself must then not be among them. */
  readonly isMutual: boolean;
  readonly nNeighbors: number;
  /** in out [nPlaces × nNeighbors] squared distances found so far, ascending; Infinity where there is none */
  readonly distances: Float64Array;
  /** in out [nPlaces × nNeighbors] their places; -1 where there is none */
  readonly nearest: Int32Array;
  /** work space [nPlaces] and [nLeaves], which goes with what was found */
  readonly reaches: Int32Array;
  readonly leafReaches: Int32Array;
  /** work space [64] */
  readonly asked: Int32Array;
}

/** Squared distances in the picture between one leaf and all. */
export interface LeafGaps extends Pick<NearestRows, 'leaves' | 'centers' | 'nStages' | 'leaf'> {
  /** out [nLeaves] of their boxes */
  readonly gaps: Int32Array;
  /** out [nLeaves] of their centres */
  readonly spans: Int32Array;
}
