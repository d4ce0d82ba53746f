import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Merges } from './WardModel.ts';

export interface LeavesInput {
  /** [nLeaves × nColumns] */
  readonly centers: Float64Array;
  readonly nColumns: number;
  /** [nLeaves] rows at each leaf, at least 1. */
  readonly sizes: Float64Array;
}
interface Join {
  readonly a: number;
  readonly b: number;
  readonly square: number;
}

/**
 * Ward linkage of weighted points: always the two whose join adds least inertia. Heights are those of scipy's `linkage(method='ward')`
 * on the rows themselves where every leaf is one row repeated `size` times.
 *
 * Cost: O(nLeaves² × nColumns) for the distances and O(nLeaves²) for the joins, by the nearest-neighbour chain with Lance and Williams'
 * update; 8 × nLeaves² bytes.
 *
 * Source: Ward (1963), doi:10.1080/01621459.1963.10500845; Lance & Williams (1967), doi:10.1093/comjnl/9.4.373; Murtagh (1983),
 * doi:10.1093/comjnl/26.4.354.
 */
export function joinLeaves({ centers, nColumns, sizes }: LeavesInput, context: TaskContext): Merges {
  const scale = powerOfTwoFor(centers, nColumns);
  const scaled = centers.map((value, i) => (value - centers[i % nColumns]) * scale);
  const squares = firstSquares(scaled, nColumns, sizes, context);
  const joins = chainJoins(squares, sizes, context);
  return numberJoins(joins, sizes, scale);
}

/** A power of two that brings the largest difference near 1, so that no square over- or underflows; scaling by it is exact. */
function powerOfTwoFor(centers: Float64Array, nColumns: number): number {
  const widest = centers.reduce((most, value, i) => Math.max(most, Math.abs(value - centers[i % nColumns])), 0);
  return widest > 0 ? 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(widest)))) : 1;
}

/** [nLeaves × nLeaves] twice the inertia that joining two leaves adds: 2 ab / (a + b) × squared distance. */
function firstSquares(
  centers: Float64Array,
  nColumns: number,
  sizes: Float64Array,
  context: TaskContext,
): Float64Array {
  const nLeaves = sizes.length;
  const squares = new Float64Array(nLeaves * nLeaves);
  for (let a = 0; a < nLeaves; a++) {
    context.throwIfCancelled();
    for (let b = 0; b < a; b++) {
      const weight = (2 * sizes[a] * sizes[b]) / (sizes[a] + sizes[b]);
      const square = weight * squaredDistance(centers, a * nColumns, centers, b * nColumns, nColumns);
      squares[a * nLeaves + b] = square;
      squares[b * nLeaves + a] = square;
    }
  }
  return squares;
}

/** Follows nearest neighbours until two are each other's and joins them; what is joined goes on under the higher number. */
function chainJoins(squares: Float64Array, leafSizes: Float64Array, context: TaskContext): Join[] {
  const nLeaves = leafSizes.length;
  const sizes = leafSizes.slice();
  const joins: Join[] = [];
  const chain: number[] = [];
  while (joins.length < nLeaves - 1) {
    context.throwIfCancelled();
    if (chain.length === 0) chain.push(sizes.findIndex(size => size > 0));
    const last = chain[chain.length - 1];
    const before = chain.length > 1 ? chain[chain.length - 2] : -1;
    const nearest = nearestTo(last, before, squares, sizes);
    if (nearest !== before) {
      chain.push(nearest);
      continue;
    }
    chain.length -= 2;
    const [a, b] = last < nearest ? [last, nearest] : [nearest, last];
    joins.push({ a, b, square: squares[a * nLeaves + b] });
    joinInto(a, b, squares, sizes);
  }
  return joins;
}

/** The nearest that is left; the one before in the chain goes first among equals, then the lowest number. */
function nearestTo(of: number, before: number, squares: Float64Array, sizes: Float64Array): number {
  const nLeaves = sizes.length;
  let nearest = before;
  let least = before >= 0 ? squares[of * nLeaves + before] : Infinity;
  for (let i = 0; i < nLeaves; i++) {
    if (sizes[i] === 0 || i === of || squares[of * nLeaves + i] >= least) continue;
    least = squares[of * nLeaves + i];
    nearest = i;
  }
  return nearest;
}

function joinInto(a: number, b: number, squares: Float64Array, sizes: Float64Array): void {
  const nLeaves = sizes.length;
  const between = squares[a * nLeaves + b];
  for (let i = 0; i < nLeaves; i++) {
    if (sizes[i] === 0 || i === a || i === b) continue;
    const toA = (sizes[a] + sizes[i]) * squares[a * nLeaves + i];
    const toB = (sizes[b] + sizes[i]) * squares[b * nLeaves + i];
    const square = Math.max(0, toA + toB - sizes[i] * between) / (sizes[a] + sizes[b] + sizes[i]);
    squares[b * nLeaves + i] = square;
    squares[i * nLeaves + b] = square;
  }
  sizes[b] += sizes[a];
  sizes[a] = 0;
}

/** Sorts joins by height, those found first before equals, and numbers what they make. */
function numberJoins(joins: readonly Join[], leafSizes: Float64Array, scale: number): Merges {
  const nLeaves = leafSizes.length;
  const sorted = joins.toSorted((a, b) => a.square - b.square);
  const merges = {
    left: new Int32Array(sorted.length),
    right: new Int32Array(sorted.length),
    heights: new Float64Array(sorted.length),
    sizes: new Float64Array(sorted.length),
  };
  const parent = Int32Array.from({ length: 2 * nLeaves - 1 }, (_none, i) => i);
  const top = (of: number) => {
    let at = of;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]];
    return at;
  };
  const sizeOf = (node: number) => (node < nLeaves ? leafSizes[node] : merges.sizes[node - nLeaves]);
  for (const [i, { a, b, square }] of sorted.entries()) {
    const [left, right] = [top(a), top(b)].sort((x, y) => x - y);
    merges.left[i] = left;
    merges.right[i] = right;
    merges.heights[i] = Math.sqrt(square) / scale;
    merges.sizes[i] = sizeOf(left) + sizeOf(right);
    parent[left] = parent[right] = nLeaves + i;
  }
  return merges;
}
