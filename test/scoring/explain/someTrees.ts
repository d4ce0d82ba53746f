import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';
import { stream, type RandomStream } from '#engine/random';
import type { Feature, FeatureTable } from '#engine/table/FeatureTable';
import { sharedFloat64, sharedInt32 } from '#engine/table/Matrix';

/** What a node asks; a leaf has only its answer and cover. */
export interface SomeNode {
  feature?: number;
  threshold?: number;
  levels?: number[];
  missingLeft?: boolean;
  left?: SomeNode;
  right?: SomeNode;
  value?: number;
  cover?: number;
}

/** Trees written as nested nodes, as an ensemble. @param nLevels of each feature, 0 for a number */
export function ensembleOf(trees: readonly SomeNode[], nLevels: readonly number[], baseline = 0): TreeEnsemble {
  const nodes: SomeNode[] = [];
  const roots = [0];
  const [left, right]: number[][] = [[], []];
  const add = (node: SomeNode): number => {
    const at = nodes.push(node) - 1;
    left[at] = node.left ? add(node.left) : -1;
    right[at] = node.right ? add(node.right) : -1;
    return at;
  };
  for (const tree of trees) {
    add(tree);
    roots.push(nodes.length);
  }
  const bits: number[] = [];
  const levelSet = nodes.map(({ feature, levels }) => {
    if (feature === undefined || !levels) return -1;
    const from = bits.length;
    for (let word = 0; word < Math.ceil(nLevels[feature] / 32); word++) bits.push(0);
    for (const level of levels) bits[from + (level >> 5)] |= 1 << (level & 31);
    return from;
  });
  return {
    nFeatures: nLevels.length,
    nTrees: trees.length,
    roots: Int32Array.from(roots),
    feature: Int32Array.from(nodes, ({ feature }) => feature ?? -1),
    threshold: Float64Array.from(nodes, ({ threshold }) => threshold ?? 0),
    levelSet: Int32Array.from(levelSet),
    levelBits: Uint32Array.from(bits, word => word >>> 0),
    missingLeft: Uint8Array.from(nodes, ({ missingLeft }) => Number(missingLeft ?? false)),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float64Array.from(nodes, ({ value }) => value ?? 0),
    cover: Float64Array.from(nodes, ({ cover }) => cover ?? 1),
    gain: Float64Array.from(nodes, ({ left: below }) => (below ? 1 : 0)),
    baseline,
  };
}

/** A tree by lot that asks about the same features again and again. @param nLevels of each feature, 0 for a number */
export function randomTree(random: RandomStream, nLevels: readonly number[], depth: number, cover = 1000): SomeNode {
  if (depth === 0 || cover < 4 || random.uniform() < 0.1) return { value: random.normal(), cover };
  const feature = random.below(nLevels.length);
  const levels = nLevels[feature] > 0 ? Array.from({ length: nLevels[feature] }, (_none, level) => level) : undefined;
  const part = 1 + random.below(cover - 1);
  return {
    feature,
    threshold: 10 * random.uniform(),
    levels: levels?.filter(() => random.uniform() < 0.5),
    missingLeft: random.uniform() < 0.5,
    left: randomTree(random, nLevels, depth - 1, part),
    right: randomTree(random, nLevels, depth - 1, cover - part),
    cover,
  };
}

/** Rows by lot with gaps. */
export function randomRows(seed: number, nRows: number, nLevels: readonly number[]): FeatureTable {
  const random = stream(seed, 'some rows');
  const features = nLevels.map((n, j): Feature => {
    const name = `f${j}`;
    if (n === 0) {
      const values = sharedFloat64(nRows).map(() => (random.uniform() < 0.15 ? NaN : 10 * random.uniform()));
      return { kind: 'number', name, values };
    }
    const codes = sharedInt32(nRows).map(() => (random.uniform() < 0.15 ? -1 : random.below(n)));
    return { kind: 'category', name, codes, levels: Array.from({ length: n }, (_none, level) => `level ${level}`) };
  });
  return { nRows, features };
}

export function goesLeft(trees: TreeEnsemble, x: FeatureTable, row: number, node: number): boolean {
  const feature = x.features[trees.feature[node]];
  const value = feature.kind === 'number' ? feature.values[row] : feature.codes[row];
  if (Number.isNaN(value) || (feature.kind === 'category' && value < 0)) return trees.missingLeft[node] === 1;
  if (trees.levelSet[node] < 0) return value <= trees.threshold[node];
  return ((trees.levelBits[trees.levelSet[node] + (value >> 5)] >>> (value & 31)) & 1) === 1;
}

/** The answer when only the features of a set are known: ways over unknown ones count by their cover. */
export function expectedAnswer(
  trees: TreeEnsemble,
  x: FeatureTable,
  row: number,
  known: (j: number) => boolean,
): number {
  const { cover, feature, left, right, roots, value } = trees;
  const visit = (node: number): number => {
    if (feature[node] < 0) return value[node];
    if (known(feature[node])) return visit(goesLeft(trees, x, row, node) ? left[node] : right[node]);
    const [a, b] = [cover[left[node]], cover[right[node]]];
    return (a * visit(left[node]) + b * visit(right[node])) / (a + b);
  };
  let sum = trees.baseline;
  for (let tree = 0; tree < trees.nTrees; tree++) sum += visit(roots[tree]);
  return sum;
}

/** Shapley values by their definition, over all sets of features. */
export function shapleyByDefinition(trees: TreeEnsemble, x: FeatureTable, row: number): number[] {
  const n = trees.nFeatures;
  const answers = Array.from({ length: 1 << n }, (_none, set) =>
    expectedAnswer(trees, x, row, j => ((set >> j) & 1) === 1),
  );
  const factorial = [1];
  for (let i = 1; i <= n; i++) factorial.push(factorial[i - 1] * i);
  return Array.from({ length: n }, (_none, j) => {
    let sum = 0;
    for (let set = 0; set < 1 << n; set++) {
      if (((set >> j) & 1) === 1) continue;
      let size = 0;
      for (let i = 0; i < n; i++) size += (set >> i) & 1;
      const weight = (factorial[size] * factorial[n - size - 1]) / factorial[n];
      sum += weight * (answers[set | (1 << j)] - answers[set]);
    }
    return sum;
  });
}
