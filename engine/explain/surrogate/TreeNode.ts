/** Where a node parts its customers. */
export interface Split {
  /** Position of the column. */
  readonly column: number;
  /** [nBins + 1] 1 where customers of the bin go left; missing is the last. */
  readonly goesLeft: Uint8Array;
  /** Ordered columns: the middle between the largest value left and the least one right; NaN where only missing is parted. */
  readonly threshold: number;
  /** The bins that the threshold lies between; -1 where there is none. */
  readonly below: number;
  readonly above: number;
}
/** A node of a classification tree; plain values. */
export interface TreeNode {
  readonly n: number;
  /** [nClasses] */
  readonly counts: Float64Array;
  readonly split: Split | null;
  readonly left: TreeNode | null;
  readonly right: TreeNode | null;
}

/** The most frequent class of a node, the first of equals. */
export function classOf({ counts }: Pick<TreeNode, 'counts'>): number {
  let best = 0;
  for (let k = 1; k < counts.length; k++) if (counts[k] > counts[best]) best = k;
  return best;
}
