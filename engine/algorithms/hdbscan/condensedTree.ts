import type { SpanningTree } from './spanningTree.ts';

/** The single linkage tree: node nRows + i joins left[i] and right[i]; rows are the nodes below nRows. */
interface Hierarchy {
  readonly nRows: number;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly distance: Float64Array;
  readonly size: Int32Array;
}

/**
 * Clusters of at least the smallest size and what leaves them, as parallel lists. Rows are numbered below nRows, clusters from nRows on,
 * parents before their children; nRows is the root.
 */
export interface CondensedTree {
  readonly nRows: number;
  readonly nClusters: number;
  readonly parent: readonly number[];
  readonly child: readonly number[];
  /** One over the distance at which the child leaves its parent. */
  readonly lambda: readonly number[];
  readonly size: readonly number[];
}

/** Joins along the edges from the shortest on; equal ones in the order they were found. */
function singleLinkage({ from, to, weight }: SpanningTree): Hierarchy {
  const nRows = weight.length + 1;
  const order = Array.from(weight.keys()).sort((a, b) => weight[a] - weight[b] || a - b);
  const parent = Int32Array.from({ length: 2 * nRows - 1 }, (_none, node) => node);
  const [left, right, size] = [0, 1, 2].map(() => new Int32Array(nRows - 1));
  const sizeOf = (node: number) => (node < nRows ? 1 : size[node - nRows]);
  for (const [i, edge] of order.entries()) {
    const [a, b] = [topOf(parent, from[edge]), topOf(parent, to[edge])];
    left[i] = a;
    right[i] = b;
    size[i] = sizeOf(a) + sizeOf(b);
    parent[a] = nRows + i;
    parent[b] = nRows + i;
  }
  return { nRows, left, right, distance: Float64Array.from(order, edge => weight[edge]), size };
}

function topOf(parent: Int32Array, node: number): number {
  let top = node;
  while (parent[top] !== top) top = parent[top];
  for (let at = node; parent[at] !== top && at !== top;) {
    const next = parent[at];
    parent[at] = top;
    at = next;
  }
  return top;
}

/** All nodes below and with a node, level by level. */
function* levelsBelow({ nRows, left, right }: Hierarchy, root: number): Generator<number> {
  let level = [root];
  while (level.length > 0) {
    yield* level;
    level = level.filter(node => node >= nRows).flatMap(node => [left[node - nRows], right[node - nRows]]);
  }
}

/**
 * Keeps of the single linkage tree the splits into two clusters of at least `minClusterSize`; whatever is smaller falls out of its cluster.
 * Source: Campello et al. (2013), doi:10.1007/978-3-642-37456-2_14.
 */
export function condenseTree(tree: SpanningTree, minClusterSize: number): CondensedTree {
  const hierarchy = singleLinkage(tree);
  const { nRows, left, right, distance, size } = hierarchy;
  const found = { parent: [] as number[], child: [] as number[], lambda: [] as number[], size: [] as number[] };
  const clusterOf = new Map([[2 * nRows - 2, nRows]]);
  let nextCluster = nRows + 1;
  const add = (parent: number, child: number, lambda: number, count: number) => {
    found.parent.push(parent);
    found.child.push(child);
    found.lambda.push(lambda);
    found.size.push(count);
  };
  for (const node of levelsBelow(hierarchy, 2 * nRows - 2)) {
    const cluster = clusterOf.get(node);
    if (cluster === undefined || node < nRows) continue;
    const lambda = 1 / distance[node - nRows];
    const sides = [left[node - nRows], right[node - nRows]];
    const counts = sides.map(side => (side < nRows ? 1 : size[side - nRows]));
    const isSplit = counts.every(count => count >= minClusterSize);
    for (const [i, side] of sides.entries()) {
      if (isSplit) {
        add(cluster, nextCluster, lambda, counts[i]);
        clusterOf.set(side, nextCluster++);
      } else if (counts[i] >= minClusterSize) clusterOf.set(side, cluster);
      else for (const row of levelsBelow(hierarchy, side)) if (row < nRows) add(cluster, row, lambda, 1);
    }
  }
  return { nRows, nClusters: nextCluster - nRows, ...found };
}
