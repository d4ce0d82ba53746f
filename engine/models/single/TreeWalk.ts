import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';

/** Numbers per node: what it asks, threshold or answer or set of levels, and both children. */
const STRIDE = 4;
const LEAF = -1;
/** Bits beside the feature in what a node asks. */
const IS_SET = 1;
const GAP_LEFT = 2;
const FEATURE_SHIFT = 2;

/** An ensemble laid out for one row at a time: whatever a node needs lies side by side, so that each question costs one look at memory. */
export class TreeWalk {
  readonly #nodes: Float64Array;
  readonly #roots: Int32Array;
  readonly #bits: Uint32Array;
  readonly #baseline: number;

  constructor({
    roots,
    feature,
    threshold,
    levelSet,
    levelBits,
    missingLeft,
    left,
    right,
    value,
    ...rest
  }: TreeEnsemble) {
    this.#nodes = new Float64Array(feature.length * STRIDE);
    for (let node = 0; node < feature.length; node++) {
      const at = node * STRIDE;
      const isSet = levelSet[node] >= 0;
      const asked = (feature[node] << FEATURE_SHIFT) | (missingLeft[node] === 1 ? GAP_LEFT : 0) | (isSet ? IS_SET : 0);
      this.#nodes[at] = feature[node] < 0 ? LEAF : asked;
      this.#nodes[at + 1] = feature[node] < 0 ? value[node] : isSet ? levelSet[node] : threshold[node];
      this.#nodes[at + 2] = left[node] * STRIDE;
      this.#nodes[at + 3] = right[node] * STRIDE;
    }
    this.#roots = roots.slice(0, rest.nTrees).map(root => root * STRIDE);
    this.#bits = levelBits;
    this.#baseline = rest.baseline;
  }

  /**
   * The raw answer, the leaves added in the order of the trees, as `predictEnsemble` does it.
   * @param x [nFeatures] numbers and codes of levels, NaN for a gap
   * Cost: O(trees × depth).
   */
  answer(x: Float64Array): number {
    const nodes = this.#nodes;
    let sum = this.#baseline;
    for (let tree = 0; tree < this.#roots.length; tree++) {
      let at = this.#roots[tree];
      let asked = nodes[at];
      while (asked >= 0) {
        at = this.#isLeft(asked | 0, nodes[at + 1], x) ? nodes[at + 2] : nodes[at + 3];
        asked = nodes[at];
      }
      sum += nodes[at + 1];
    }
    return sum;
  }

  #isLeft(asked: number, limit: number, x: Float64Array): boolean {
    const value = x[asked >> FEATURE_SHIFT];
    if (value !== value) return (asked & GAP_LEFT) !== 0;
    if ((asked & IS_SET) === 0) return value <= limit;
    return ((this.#bits[limit + (value >> 5)] >>> (value & 31)) & 1) === 1;
  }
}
