import { MOST_SEGMENTS } from '#shared/mostSegments';
import type { Dendrogram } from '#shared/results';
import type { ClusterModel } from '../../algorithms/ClusterModel.ts';
import type { BuiltTree } from '../../algorithms/ward/buildTree.ts';
import type { Merges, WardModel, WardTree } from '../../algorithms/ward/WardModel.ts';
import type { Segmented } from '../Segmented.ts';

/** Leaves that can still be told apart in a picture. */
export const MOST_LEAVES = 60;

/** Customers of each leaf by segment: [nLeaves × nSegments]. */
type Counts = Float64Array;

/** The tree of a segmentation by Ward; null where it was made otherwise. */
export function ownDendrogram(segmented: Segmented): Dendrogram | null {
  const { model, position, segmentation } = segmented;
  if (!isWard(model)) return null;
  const nSegments = segmentation.sizes.length;
  const counts = new Float64Array(model.nLeaves * nSegments);
  for (let leaf = 0; leaf < model.nLeaves; leaf++)
    counts[leaf * nSegments + position[model.leafLabels[leaf]]] = model.leafSizes[leaf];
  return drawTop(model, counts, segmented, true);
}

/** A tree of the same customers that was made beside their segments, in the colours of these. */
export function dendrogramBeside({ tree, leafOf }: BuiltTree, segmented: Segmented): Dendrogram {
  const nSegments = segmented.segmentation.sizes.length;
  const counts = new Float64Array(tree.nLeaves * nSegments);
  for (let row = 0; row < leafOf.length; row++) counts[leafOf[row] * nSegments + segmented.labels[row]]++;
  return drawTop(tree, counts, segmented, false);
}

function isWard(model: ClusterModel): model is WardModel {
  return model.algorithm === 'ward';
}

function drawTop(tree: WardTree, counts: Counts, { segmentation }: Segmented, isOwn: boolean): Dendrogram {
  const { nLeaves, basis, heights } = tree;
  const nSegments = segmentation.sizes.length;
  const firstDrawn = Math.max(0, nLeaves - MOST_LEAVES);
  const under = countsUnder(tree, counts, nSegments);
  const order = leavesInOrder(tree, firstDrawn);
  const number = new Map(order.map((node, i) => [node, i]));
  const merges: Dendrogram['merges'] = [];
  for (let join = firstDrawn; join < nLeaves - 1; join++) {
    const sides = [tree.left[join], tree.right[join]].map(node => number.get(node) ?? 0);
    const [left, right] = isLeftFirst(tree, join) ? sides : sides.toReversed();
    number.set(nLeaves + join, order.length + join - firstDrawn);
    merges.push({ left, right, height: heights[join], size: tree.sizes[join] });
  }
  return {
    basis,
    nBasis: nLeaves,
    n: segmentation.nCustomers,
    isOwn,
    leaves: order.map(node => leafOf(under.subarray(node * nSegments, (node + 1) * nSegments), segmentation)),
    merges,
    cutHeight: heightOfCut(tree, nSegments),
    largestGapAt: largestGap(tree),
  };
}

/** Customers by segment under every node: [(2 nLeaves - 1) × nSegments]. */
function countsUnder({ nLeaves, left, right }: WardTree, counts: Counts, nSegments: number): Counts {
  const under = new Float64Array((2 * nLeaves - 1) * nSegments);
  under.set(counts);
  for (let join = 0; join < nLeaves - 1; join++)
    for (let s = 0; s < nSegments; s++)
      under[(nLeaves + join) * nSegments + s] = under[left[join] * nSegments + s] + under[right[join] * nSegments + s];
  return under;
}

/** Nodes that are drawn as leaves, from left to right. */
function leavesInOrder(tree: WardTree, firstDrawn: number): number[] {
  const { nLeaves, left, right } = tree;
  const order: number[] = [];
  const open = [2 * nLeaves - 2];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    const join = node - nLeaves;
    if (join < firstDrawn) order.push(node);
    else open.push(...(isLeftFirst(tree, join) ? [right[join], left[join]] : [left[join], right[join]]));
  }
  return order;
}

/** The branch with more customers is drawn to the left. */
function isLeftFirst({ nLeaves, left, right, leafSizes, sizes }: WardTree, join: number): boolean {
  const sizeOf = (node: number) => (node < nLeaves ? leafSizes[node] : sizes[node - nLeaves]);
  return sizeOf(left[join]) >= sizeOf(right[join]);
}

function leafOf(counts: Counts, { segments }: Segmented['segmentation']): Dendrogram['leaves'][number] {
  const most = counts.reduce((best, count, s) => (count > counts[best] ? s : best), 0);
  return { size: counts.reduce((sum, count) => sum + count, 0), segment: segments[most].id, inSegment: counts[most] };
}

/** Half way between the last join that is kept and the first that is undone. */
function heightOfCut({ nLeaves, heights }: Pick<WardTree, 'nLeaves'> & Pick<Merges, 'heights'>, branches: number) {
  const undone = Math.max(0, nLeaves - branches);
  return (heightAt(heights, undone - 1) + heightAt(heights, undone)) / 2;
}

/** The step between two joins that is the largest in height, among those that leave no more branches than there may be segments. */
function largestGap({ nLeaves, heights }: WardTree): number | null {
  let best: { branches: number; gap: number } | null = null;
  for (let branches = 2; branches <= Math.min(nLeaves - 1, MOST_SEGMENTS); branches++) {
    const undone = nLeaves - branches;
    const gap = heightAt(heights, undone) - heightAt(heights, undone - 1);
    if (gap > (best?.gap ?? 0)) best = { branches, gap };
  }
  return best?.branches ?? null;
}

function heightAt(heights: Float64Array, join: number): number {
  if (heights.length === 0) return 0;
  return join < 0 ? 0 : heights[Math.min(join, heights.length - 1)];
}
