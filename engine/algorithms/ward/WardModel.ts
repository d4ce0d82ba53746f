import type { ClusterModel } from '../ClusterModel.ts';

/** Joins in the order of their heights. Leaves are 0 … nLeaves - 1, and the i-th join makes nLeaves + i. */
export interface Merges {
  /** [nLeaves - 1] what is joined, the lower number left. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** [nLeaves - 1], ascending: the root of twice the inertia that the join adds, in the units of x. */
  readonly heights: Float64Array;
  /** [nLeaves - 1] customers under each join. */
  readonly sizes: Float64Array;
}

/** What the tree is built from: rows, each distinct one once, or small groups of rows found by k-means. */
export type TreeBasis = 'rows' | 'microClusters';

export interface WardTree extends Merges {
  readonly basis: TreeBasis;
  readonly nLeaves: number;
  readonly nColumns: number;
  /** [nLeaves × nColumns] */
  readonly leafCenters: Float64Array;
  /** [nLeaves] customers at each leaf. */
  readonly leafSizes: Float64Array;
}

export interface WardModel extends ClusterModel, WardTree {
  readonly algorithm: 'ward';
  /** [nLeaves] the cluster of each leaf. */
  readonly leafLabels: Int32Array;
}
