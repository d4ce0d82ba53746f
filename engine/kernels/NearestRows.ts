/** Rows in the order of their places, eight to a block, and some of them that are asked for their nearest among others; arrays of places are padded to whole eights. */
export interface NearestRows {
  /** in [nPlaces × nColumns] */
  readonly exact: Float64Array;
  /** in [nPlaces × nColumns] the same in float32 */
  readonly rows32: Float32Array;
  /** in [nPlaces × nColumns] the same in float32, eight interleaved: block, column, place in block */
  readonly blocks32: Float32Array;
  /** in [nPlaces] their squared lengths */
  readonly norms: Float64Array;
  /** in [nPlaces] half of them in float32; Infinity where there is no row */
  readonly halves32: Float32Array;
  /** in [nPlaces × nCodes] categories; each that differs adds `penalty` to the squared distance */
  readonly codes: Int32Array;
  /** in [nPlaces] by which ties are decided, and which are never their own neighbour; -1 where there is no row */
  readonly rows: Int32Array;
  readonly nColumns: number;
  readonly nCodes: number;
  readonly penalty: number;
  /** Rows asked for: places [from, to). */
  readonly from: number;
  readonly to: number;
  /** Rows looked at: places [donorFrom, donorTo), both multiples of 8. */
  readonly donorFrom: number;
  readonly donorTo: number;
  /** The greatest length of those. */
  readonly longest: number;
  readonly nNeighbors: number;
  /** in out [(to − from) × nNeighbors] squared distances found so far, ascending; Infinity where there is none */
  readonly distances: Float64Array;
  /** in out [(to − from) × nNeighbors] their places; -1 where there is none */
  readonly nearest: Int32Array;
}
