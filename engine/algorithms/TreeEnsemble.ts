/**
 * Binary decision trees as flat arrays, all trees one after the other. The raw answer for a row is `baseline` plus the values of the leaves that it
 * falls into, one per tree; a forest's leaves hold their share of the event divided by the number of trees, boosting's their step on the log-odds.
 * Immutable and plain.
 */
export interface TreeEnsemble {
  readonly nFeatures: number;
  readonly nTrees: number;
  /** [nTrees + 1], the first node of each tree, its root, and the end. */
  readonly roots: Int32Array;
  /** [nNodes], feature that the node asks about; -1 for a leaf. */
  readonly feature: Int32Array;
  /** [nNodes], numbers at or below it go left. */
  readonly threshold: Float64Array;
  /** [nNodes], -1 where numbers are asked about; else where the set of levels that go left begins in `levelBits`. */
  readonly levelSet: Int32Array;
  /** Sets of levels, 32 to a word, bit (code & 31) of word (code >> 5); each as long as its feature has levels. Levels beyond it are missing. */
  readonly levelBits: Uint32Array;
  /** [nNodes], 1 where rows with a gap go left. */
  readonly missingLeft: Uint8Array;
  /** [nNodes], positions of the children in these arrays; -1 for a leaf. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** [nNodes], what the node answers if it is a leaf; for inner nodes the mean of theirs by cover. */
  readonly value: Float64Array;
  /** [nNodes], weight of the training rows that reached it. */
  readonly cover: Float64Array;
  /** [nNodes], what the split gained; 0 for a leaf. */
  readonly gain: Float64Array;
  readonly baseline: number;
}
