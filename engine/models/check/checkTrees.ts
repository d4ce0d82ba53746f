import type { ModelFeature } from '../../algorithms/ClassifierModel.ts';
import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { MOST_TREE_DEPTH } from '../limits.ts';
import { requireArray, requireCount, requireFinite, requireNumber, requireRecord, requireThat } from './requireThat.ts';

const WORD_BITS = 32;
/** Nodes of a tree times the questions on its longest way: what finding reasons lays out of a tree stays within memory. */
const MOST_LAID_OUT = 100_000_000;

/**
 * Whether trees can be walked: each tree has its own nodes one behind the other, children stand behind their only parent, features and sets of levels are
 * there, and every number that is answered is finite. What is found to be so ends on every way down.
 * @throws DamagedModel
 */
export function checkTrees(value: unknown, features: readonly ModelFeature[]): void {
  const trees = arraysOf(requireRecord(value, 'a forest'), features.length);
  const { nTrees, roots, feature } = trees;
  requireThat(roots[0] === 0 && roots[nTrees] === feature.length, 'the roots of a forest');
  for (let tree = 0; tree < nTrees; tree++) {
    requireThat(roots[tree] < roots[tree + 1], 'the roots of a forest');
    checkTree(trees, roots[tree], roots[tree + 1], features);
  }
}

function arraysOf(given: Readonly<Record<string, unknown>>, nFeatures: number): TreeEnsemble {
  requireThat(given.nFeatures === nFeatures, 'the features of a forest');
  const nTrees = requireCount(given.nTrees, 0, 1_000_000, 'the number of trees');
  const roots = requireArray(given.roots, Int32Array, nTrees + 1, 'the roots of a forest');
  requireThat(given.feature instanceof Int32Array, 'the nodes of a forest');
  const n = (given.feature as Int32Array).length;
  for (const name of ['threshold', 'value', 'cover', 'gain'])
    requireArray(given[name], Float64Array, n, 'the nodes of a forest');
  for (const name of ['left', 'right', 'levelSet']) requireArray(given[name], Int32Array, n, 'the nodes of a forest');
  requireArray(given.missingLeft, Uint8Array, n, 'the nodes of a forest');
  requireThat(given.levelBits instanceof Uint32Array, 'the sets of levels of a forest');
  requireNumber(given.baseline, 'the baseline of a forest');
  const trees = { ...given, roots } as unknown as TreeEnsemble;
  requireFinite(trees.value, 'the answers of a forest');
  requireFinite(trees.cover, 'the covers of a forest');
  requireFinite(trees.gain, 'the gains of a forest');
  return trees;
}

/** Every node but the root is the child of exactly one node before it. */
function checkTree(trees: TreeEnsemble, root: number, end: number, features: readonly ModelFeature[]): void {
  const { feature, left, right, cover, missingLeft } = trees;
  const depths = new Int32Array(end - root).fill(-1);
  depths[0] = 0;
  let deepest = 0;
  for (let node = root; node < end; node++) {
    const depth = depths[node - root];
    requireThat(depth >= 0 && depth <= MOST_TREE_DEPTH && cover[node] >= 0, 'a tree');
    deepest = Math.max(deepest, depth);
    if (feature[node] === -1) {
      requireThat(left[node] === -1 && right[node] === -1, 'a leaf of a tree');
      continue;
    }
    requireThat(
      feature[node] >= 0 && feature[node] < features.length && missingLeft[node] <= 1,
      'a question of a tree',
    );
    for (const child of [left[node], right[node]]) {
      requireThat(child > node && child < end && depths[child - root] < 0, 'the way down a tree');
      depths[child - root] = depth + 1;
    }
    checkQuestion(trees, node, features[feature[node]]);
  }
  requireThat((end - root) * deepest <= MOST_LAID_OUT, 'the size of a tree');
}

function checkQuestion({ threshold, levelSet, levelBits }: TreeEnsemble, node: number, asked: ModelFeature): void {
  if (asked.kind === 'number') {
    requireThat(levelSet[node] === -1 && !Number.isNaN(threshold[node]), 'a question of a tree');
    return;
  }
  const words = Math.ceil(asked.levels.length / WORD_BITS);
  requireThat(levelSet[node] >= 0 && levelSet[node] + words <= levelBits.length, 'a set of levels of a tree');
}
