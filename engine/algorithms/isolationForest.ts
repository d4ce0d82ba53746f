import type { RandomStream } from '../random.ts';
import type { Matrix } from '../table/Matrix.ts';

/** One tree as parallel lists; a leaf has feature -1 and holds `size` of the sampled rows. Plain JSON. */
export interface IsolationTree {
  readonly feature: readonly number[];
  readonly threshold: readonly number[];
  /** Index of the child for values below the threshold; the other one stands next to it. */
  readonly left: readonly number[];
  readonly size: readonly number[];
}
export interface IsolationForest {
  readonly sampleSize: number;
  readonly trees: readonly IsolationTree[];
}

const EULER = 0.577_215_664_901_532_9;

/** Mean length of the path of an unsuccessful search in a binary search tree of n values: c(n) of the source, equation 1. */
export function meanPathLength(n: number): number {
  if (n <= 1) return 0;
  if (n === 2) return 1;
  return 2 * (Math.log(n - 1) + EULER) - (2 * (n - 1)) / n;
}

/**
 * Grows trees that part the rows at random until each stands alone: what is unlike the others is alone soon.
 * Source: Liu, Ting, Zhou (2008), doi:10.1109/ICDM.2008.17.
 * @param x finite, [nRows × nColumns]
 * @param options nEstimators trees, each on at most maxSamples rows drawn without replacement
 * @param streamOf the draws of each tree, so that no tree depends on another
 */
export function fitIsolationForest(
  x: Matrix,
  { nEstimators, maxSamples }: { readonly nEstimators: number; readonly maxSamples: number },
  streamOf: (tree: number) => RandomStream,
): IsolationForest {
  const sampleSize = Math.min(maxSamples, x.nRows);
  const deepest = Math.ceil(Math.log2(Math.max(2, sampleSize)));
  const trees = Array.from({ length: nEstimators }, (_none, i) => {
    const draw = streamOf(i);
    return growTree(x, draw.sample(x.nRows, sampleSize), deepest, draw);
  });
  return { sampleSize, trees };
}

function growTree(x: Matrix, rows: Int32Array, deepest: number, draw: RandomStream): IsolationTree {
  const tree = { feature: [-1], threshold: [0], left: [0], size: [rows.length] };
  const open = [{ node: 0, rows, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const split = next.depth < deepest && next.rows.length > 1 ? drawSplit(x, next.rows, draw) : null;
    if (!split) continue;
    const { feature, threshold } = split;
    const below = next.rows.filter(row => x.values[row * x.nColumns + feature] < threshold);
    const above = next.rows.filter(row => x.values[row * x.nColumns + feature] >= threshold);
    const left = tree.feature.length;
    tree.feature[next.node] = feature;
    tree.threshold[next.node] = threshold;
    tree.left[next.node] = left;
    for (const part of [below, above]) {
      tree.feature.push(-1);
      tree.threshold.push(0);
      tree.left.push(0);
      tree.size.push(part.length);
    }
    open.push(
      { node: left + 1, rows: above, depth: next.depth + 1 },
      { node: left, rows: below, depth: next.depth + 1 },
    );
  }
  return tree;
}

/** A column in which the rows differ, and a place between its least and greatest value; null where they agree in all. */
function drawSplit(x: Matrix, rows: Int32Array, draw: RandomStream): { feature: number; threshold: number } | null {
  const differing: { feature: number; low: number; high: number }[] = [];
  for (let feature = 0; feature < x.nColumns; feature++) {
    let [low, high] = [Infinity, -Infinity];
    for (const row of rows) {
      const value = x.values[row * x.nColumns + feature];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (high > low) differing.push({ feature, low, high });
  }
  if (differing.length === 0) return null;
  const { feature, low, high } = differing[draw.below(differing.length)];
  const threshold = low + draw.uniform() * (high - low);
  return { feature, threshold: threshold > low ? threshold : high };
}

/**
 * How unlike the others each row is: 2 to the power of minus its mean path over c(sampleSize). Near 1 is alone at once; 0.5 and below is
 * ordinary.
 * @returns scores of rows `from` to `to`
 */
export function isolationScores(
  { trees, sampleSize }: IsolationForest,
  x: Matrix,
  from: number,
  to: number,
): Float64Array {
  const scores = new Float64Array(to - from);
  const scale = meanPathLength(sampleSize) || 1;
  for (let row = from; row < to; row++) {
    let length = 0;
    for (const tree of trees) length += pathLength(tree, x.values, row * x.nColumns);
    scores[row - from] = 2 ** -(length / trees.length / scale);
  }
  return scores;
}

function pathLength({ feature, threshold, left, size }: IsolationTree, values: Float64Array, offset: number): number {
  let [node, depth] = [0, 0];
  while (feature[node] >= 0) {
    node = values[offset + feature[node]] < threshold[node] ? left[node] : left[node] + 1;
    depth++;
  }
  return depth + meanPathLength(size[node]);
}
