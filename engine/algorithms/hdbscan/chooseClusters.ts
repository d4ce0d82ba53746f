import type { CondensedTree } from './condensedTree.ts';

export interface SelectionOptions {
  readonly clusterSelectionMethod: 'eom' | 'leaf';
  /** Clusters that part at a distance below this are not told apart. */
  readonly clusterSelectionEpsilon: number;
}
export interface FlatClusters {
  readonly nClusters: number;
  /** [nRows], 0-based or -1 */
  readonly labels: Int32Array;
  /** [nRows] how deep in its cluster a row is, from 0 to 1; 0 for rows in none. */
  readonly probabilities: Float64Array;
  /** [nClusters] distance at which a cluster stands apart from the rest. */
  readonly reach: Float64Array;
}

/** The clusters of a condensed tree by their number from 0 (the root). */
interface ClusterTree {
  readonly parent: Int32Array;
  readonly children: readonly (readonly number[])[];
  /** Lambda at which a cluster comes into being; 0 for the root. */
  readonly birth: Float64Array;
  readonly stability: Float64Array;
}

/**
 * A flat clustering out of the tree: the clusters that persist longest (excess of mass), or its leaves. The root alone is never one.
 * Source: Campello et al. (2015), doi:10.1145/2733381; epsilon: Malzer & Baum (2020), doi:10.1109/MFI49285.2020.9235263.
 */
export function chooseClusters(tree: CondensedTree, options: SelectionOptions): FlatClusters {
  const clusters = clusterTreeOf(tree);
  const found = options.clusterSelectionMethod === 'eom' ? mostStable(clusters) : leavesOf(clusters);
  const epsilon = options.clusterSelectionEpsilon;
  const chosen = epsilon > 0 ? joinClose(clusters, found, epsilon) : found;
  return labelRows(tree, clusters, chosen);
}

function clusterTreeOf({ nRows, nClusters, parent, child, lambda, size }: CondensedTree): ClusterTree {
  const parents = new Int32Array(nClusters).fill(-1);
  const children: number[][] = Array.from({ length: nClusters }, () => []);
  const birth = new Float64Array(nClusters);
  const stability = new Float64Array(nClusters);
  for (let i = 0; i < child.length; i++) {
    if (child[i] < nRows) continue;
    const cluster = child[i] - nRows;
    parents[cluster] = parent[i] - nRows;
    children[parent[i] - nRows].push(cluster);
    birth[cluster] = lambda[i];
  }
  for (let i = 0; i < child.length; i++)
    stability[parent[i] - nRows] += (lambda[i] - birth[parent[i] - nRows]) * size[i];
  return { parent: parents, children, birth, stability };
}

/** Excess of mass, from the leaves up. @returns the chosen clusters, ascending */
function mostStable({ children, stability }: ClusterTree): number[] {
  const best = stability.slice();
  const isChosen = new Uint8Array(best.length).fill(1);
  isChosen[0] = 0;
  for (let cluster = best.length - 1; cluster > 0; cluster--) {
    const below = children[cluster].reduce((sum, child) => sum + best[child], 0);
    // Where rows are equal, lambda and stability are infinite or no number: such a cluster stays.
    if (below > best[cluster]) {
      isChosen[cluster] = 0;
      best[cluster] = below;
    } else for (const other of clustersBelow(children, cluster)) isChosen[other] = 0;
  }
  return numbersWhere(isChosen);
}

function leavesOf({ children }: ClusterTree): number[] {
  return numbersWhere(children.map((own, cluster) => (cluster > 0 && own.length === 0 ? 1 : 0)));
}

function numbersWhere(isChosen: ArrayLike<number>): number[] {
  return Array.from({ length: isChosen.length }, (_none, i) => i).filter(i => isChosen[i] === 1);
}

function clustersBelow(children: ClusterTree['children'], cluster: number): number[] {
  const found = [...children[cluster]];
  for (let i = 0; i < found.length; i++) found.push(...children[found[i]]);
  return found;
}

/** Clusters that came into being at a distance below epsilon give way to the first ancestor that did not. */
function joinClose({ parent, children, birth }: ClusterTree, found: readonly number[], epsilon: number): number[] {
  const chosen = new Set<number>();
  const covered = new Set<number>();
  for (const cluster of found) {
    if (!(1 / birth[cluster] < epsilon)) chosen.add(cluster);
    else if (!covered.has(cluster)) {
      let top = cluster;
      while (parent[top] !== 0 && !(1 / birth[top] > epsilon && top !== cluster)) top = parent[top];
      chosen.add(top);
      for (const below of clustersBelow(children, top)) covered.add(below);
    }
  }
  return [...chosen].sort((a, b) => a - b);
}

function labelRows(tree: CondensedTree, { parent, birth }: ClusterTree, chosen: readonly number[]): FlatClusters {
  const { nRows, child, lambda } = tree;
  const labelOf = new Int32Array(parent.length).fill(-1);
  for (const [label, cluster] of chosen.entries()) labelOf[cluster] = label;
  // Parents come before their children.
  for (let cluster = 1; cluster < labelOf.length; cluster++)
    if (labelOf[cluster] < 0) labelOf[cluster] = labelOf[parent[cluster]];
  const longest = new Float64Array(chosen.length);
  for (let i = 0; i < child.length; i++) {
    const own = chosen.indexOf(tree.parent[i] - nRows);
    if (own >= 0) longest[own] = Math.max(longest[own], lambda[i]);
  }
  const labels = new Int32Array(nRows);
  const probabilities = new Float64Array(nRows);
  for (let i = 0; i < child.length; i++) {
    if (child[i] >= nRows) continue;
    const label = labelOf[tree.parent[i] - nRows];
    labels[child[i]] = label;
    if (label >= 0) probabilities[child[i]] = depthIn(longest[label], lambda[i]);
  }
  return { nClusters: chosen.length, labels, probabilities, reach: Float64Array.from(chosen, c => 1 / birth[c]) };
}

function depthIn(longest: number, lambda: number): number {
  return longest === 0 || lambda === Infinity ? 1 : Math.min(lambda, longest) / longest;
}
