import type { ClusterModel } from '../ClusterModel.ts';

export interface MiniBatchKMeansModel extends ClusterModel {
  readonly algorithm: 'miniBatchKMeans';
  /** [nClusters] rows that have moved each centre; what a further row weighs is one over it. */
  readonly counts: Float64Array;
  /** Batches so far. */
  readonly nSteps: number;
  /** Rows since centres with few rows were last looked for. */
  readonly nSinceReassign: number;
  /** Sum of squared distances of the fitted rows to their centre; absent where rows came as a stream and are gone. */
  readonly inertia?: number;
  /** How many times as many rows as there are were looked at, rounded up. */
  readonly iterations?: number;
}
