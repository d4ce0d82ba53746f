import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import { ENDS_BELOW, GAP_GOES_LEFT, NODE_INTS, NODE_NUMBERS } from '../../kernels/TreeShapCall.ts';
import { endsBelow, shareLeft, tableWidth } from './measureTrees.ts';
import type { Quadrature } from './quadrature.ts';

/** Where a tree is laid out; see `TreeShap` of the kernels. */
export interface LaidTree {
  readonly ints: Int32Array;
  readonly numbers: Float64Array;
  readonly tables: Float64Array;
}

/**
 * Lays one tree out for the kernel, nodes in the order of a walk, left before right.
 *
 * A way through the tree asks about features e, each met by the row (o = 1) or not (o = 0), and by a share z of the training rows. The Shapley value of
 * e for the leaf at its end, which answers v, is (o − z) ∫ v ∏ ((1 − t) z' + t o') dt over the other features: a polynomial that a quadrature takes
 * exactly. `factors` turn the product of one node into that of its child; `weights` are (o − z) / ((1 − t) z + t o) × weight of the point, less the same
 * for an earlier question about the same feature, which the later one replaces. Once a feature is not met, later questions about it add nothing.
 *
 * Coefficients of a node, `nPoints` of each, for rows that go left and then for rows that go right: factors and weights of the child that the row
 * goes to, factors and weights of the other. Where both children are leaves: sum of both answers, and contribution, per product of the node.
 */
export function layTree(ensemble: TreeEnsemble, tree: number, { points, weights }: Quadrature, into: LaidTree): void {
  const { feature, left, right, roots, threshold, levelSet, missingLeft, value } = ensemble;
  const nPoints = points.length;
  const share = new Float64Array(ensemble.nFeatures).fill(1);
  const space = new Float64Array(4 * nPoints);
  let [nNodes, nCoefficients] = [0, 0];
  const lay = (node: number): number => {
    const own = nNodes++;
    const asked = feature[node];
    into.ints[own * NODE_INTS] = asked;
    into.numbers[own * NODE_NUMBERS + 1] = value[node];
    if (asked < 0) return own;
    const toLeft = shareLeft(ensemble, node);
    const ends = endsBelow(ensemble, node);
    const flags = (missingLeft[node] === 1 ? GAP_GOES_LEFT : 0) | (ends ? ENDS_BELOW : 0);
    into.ints.set([levelSet[node], flags, nCoefficients], own * NODE_INTS + 3);
    into.numbers.set([threshold[node], value[node], toLeft, 1 - toLeft], own * NODE_NUMBERS);
    const before = share[asked];
    const sides = [before * toLeft, before * (1 - toLeft)];
    const answers = [value[left[node]], value[right[node]]];
    for (let side = 0; side < 2; side++) {
      const table = into.tables.subarray(nCoefficients, nCoefficients + (tableWidth(ensemble, node) / 2) * nPoints);
      coefficients(ends ? space : table, points, weights, before, sides[side], sides[1 - side]);
      if (ends) joinLeaves(table, space, answers[side], answers[1 - side]);
      nCoefficients += table.length;
    }
    if (ends) into.numbers[own * NODE_NUMBERS + 1] = toLeft * answers[0] + (1 - toLeft) * answers[1];
    share[asked] = sides[0];
    into.ints[own * NODE_INTS + 1] = lay(left[node]);
    share[asked] = sides[1];
    into.ints[own * NODE_INTS + 2] = lay(right[node]);
    share[asked] = before;
    return own;
  };
  lay(roots[tree]);
}

/** @param before, near, far share of training rows that meet the feature until here, in the child that the row goes to, and in the other */
function coefficients(
  out: Float64Array,
  points: Float64Array,
  weights: Float64Array,
  before: number,
  near: number,
  far: number,
): void {
  const n = points.length;
  for (let q = 0; q < n; q++) {
    const [t, rest] = [points[q], 1 - points[q]];
    const until = rest * before + t;
    const met = rest * near + t;
    const earlier = (1 - before) / until;
    out[q] = met / until;
    out[n + q] = weights[q] * ((1 - near) / met - earlier);
    out[2 * n + q] = (rest * far) / until;
    out[3 * n + q] = -weights[q] * (1 / rest + earlier);
  }
}

function joinLeaves(out: Float64Array, table: Float64Array, near: number, far: number): void {
  const n = table.length / 4;
  for (let q = 0; q < n; q++) {
    const [toNear, toFar] = [near * table[q], far * table[2 * n + q]];
    out[q] = toNear + toFar;
    out[n + q] = toNear * table[n + q] + toFar * table[3 * n + q];
  }
}
