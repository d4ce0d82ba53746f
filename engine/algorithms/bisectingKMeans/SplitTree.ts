import type { ClusterModel } from '../ClusterModel.ts';

/** Splits in the order they were made; split 0 is of all rows. Each parts its rows between two centres, left and right. */
export interface SplitTree {
  /** [nSplits × 2] the split of that side, or `leaf(label)` where it was split no further. */
  readonly children: Int32Array;
  /** [nSplits × 2 × nColumns], row-major: the centres that each split parts its rows between. */
  readonly splitCenters: Float64Array;
}

export interface BisectingKMeansModel extends ClusterModel, SplitTree {
  readonly algorithm: 'bisectingKMeans';
  /** Sum of squared distances of the fitted rows to the centre of their cluster. */
  readonly inertia: number;
  /** Of all splits together. */
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** How a side that is a cluster is written among the children; its own inverse. */
export function leaf(label: number): number {
  return ~label;
}

/**
 * The tree as it was when it had so many clusters, numbered from left to right.
 *
 * @param children  [nSplits × 2] the split of that side; at or above `nSplits` of the smaller tree, or negative, where it has none
 */
export function firstSplits(
  { children, splitCenters }: SplitTree,
  nClusters: number,
  nColumns: number,
): SplitTree & { centers: Float64Array } {
  const nSplits = nClusters - 1;
  const numbered = children.slice(0, 2 * nSplits);
  const kept = splitCenters.slice(0, 2 * nSplits * nColumns);
  const centers = new Float64Array(nClusters * nColumns);
  let label = 0;
  const open = nSplits > 0 ? [1, 0] : [];
  for (let side = open.pop(); side !== undefined; side = open.pop()) {
    const split = children[side];
    if (split >= 0 && split < nSplits) {
      open.push(2 * split + 1, 2 * split);
      continue;
    }
    centers.set(kept.subarray(side * nColumns, (side + 1) * nColumns), label * nColumns);
    numbered[side] = leaf(label++);
  }
  return { children: numbered, splitCenters: kept, centers };
}
