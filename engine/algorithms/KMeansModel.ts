/** Immutable and plain: saving is writing it. */
export interface KMeansModel {
  readonly algorithm: 'kmeans';
  readonly version: 1;
  readonly nClusters: number;
  readonly nColumns: number;
  /** [nClusters × nColumns], row-major. */
  readonly centers: Float64Array;
  /** Sum of squared distances of the fitted rows to their centre. */
  readonly inertia: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}
