/** What every clustering leaves behind. Immutable and plain: saving is writing it. */
export interface ClusterModel {
  /** Id in the registry. */
  readonly algorithm: string;
  readonly version: 1;
  readonly nClusters: number;
  readonly nColumns: number;
  /** [nClusters × nColumns], row-major: a point that stands for each cluster, its mean where it has one. */
  readonly centers: Float64Array;
}

/** The label of a row that belongs to no cluster. */
export const NO_CLUSTER = -1;
