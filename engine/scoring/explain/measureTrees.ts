import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import type { Run } from '../../jobs/Run.ts';

/** How large what is laid out for one tree becomes. */
export interface TreeSize {
  readonly nNodes: number;
  /** Questions on the longest way. */
  readonly depth: number;
  /** Points of the quadrature: enough for the most features that one way asks about, and even. */
  readonly nPoints: number;
  /** Coefficients of all nodes. */
  readonly tableLength: number;
  /** What the tree answers on average over its covers. */
  readonly mean: number;
}

/** What share of those who reach a node go left; half where nobody reached it. */
export function shareLeft({ cover, left, right }: TreeEnsemble, node: number): number {
  const total = cover[left[node]] + cover[right[node]];
  return total > 0 ? cover[left[node]] / total : 0.5;
}

export function endsBelow({ feature, left, right }: TreeEnsemble, node: number): boolean {
  return feature[node] >= 0 && feature[left[node]] < 0 && feature[right[node]] < 0;
}

/** Coefficients that a node has, in points: none, two or four for either way a row can go. */
export function tableWidth(ensemble: TreeEnsemble, node: number): number {
  if (ensemble.feature[node] < 0) return 0;
  return endsBelow(ensemble, node) ? 4 : 8;
}

const NODES_IN_TURN = 500_000;

/** @throws Cancelled */
export async function measureTrees(ensemble: TreeEnsemble, run: Run): Promise<TreeSize[]> {
  const met = new Int32Array(ensemble.nFeatures);
  const sizes: TreeSize[] = [];
  let nodes = 0;
  for (let tree = 0; tree < ensemble.nTrees; tree++) {
    sizes.push(measureTree(ensemble, tree, met));
    nodes += sizes[tree].nNodes;
    if (nodes < NODES_IN_TURN) continue;
    nodes = 0;
    await new Promise<void>(resolve => setImmediate(resolve));
    run.throwIfCancelled();
  }
  return sizes;
}

function measureTree(ensemble: TreeEnsemble, tree: number, met: Int32Array): TreeSize {
  const { feature, left, right, roots, value } = ensemble;
  let [depth, most, width] = [0, 0, 0];
  const visit = (node: number, level: number, nMet: number): number => {
    depth = Math.max(depth, level);
    most = Math.max(most, nMet);
    width += tableWidth(ensemble, node);
    const asked = feature[node];
    if (asked < 0) return value[node];
    met[asked]++;
    const here = nMet + (met[asked] === 1 ? 1 : 0);
    const share = shareLeft(ensemble, node);
    const mean = share * visit(left[node], level + 1, here) + (1 - share) * visit(right[node], level + 1, here);
    met[asked]--;
    return mean;
  };
  const mean = visit(roots[tree], 0, 0);
  const nPoints = Math.max(2, 2 * Math.ceil(most / 4));
  return { nNodes: roots[tree + 1] - roots[tree], depth, nPoints, tableLength: width * nPoints, mean };
}
