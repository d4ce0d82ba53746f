import type { ClusterModel } from './ClusterModel.ts';

export interface KMeansModel extends ClusterModel {
  readonly algorithm: 'kmeans';
  /** Sum of squared distances of the fitted rows to their centre. */
  readonly inertia: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}
