/** Where the segments lie in the prepared space, in the order people read them. */
export interface Centroids {
  readonly nClusters: number;
  readonly nColumns: number;
  /** [nClusters × nColumns], row-major. */
  readonly centers: Float64Array;
}
