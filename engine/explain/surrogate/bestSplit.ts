import { isOrdered, type BinnedColumn } from './BinnedColumn.ts';
import type { Split } from './TreeNode.ts';

/** Levels that one side of a split may name: longer lists are no rule. */
const MAX_NAMED = 3;
/** A split has to be better than the best so far by more than rounding. */
const BETTER = 1 + 1e-12;

/** A split with what it is worth: Σ left² / n left + Σ right² / n right, which is largest where Gini impurity is least. */
export interface ScoredSplit {
  readonly score: number;
  readonly split: Split;
}
/** The customers of one node in one column. */
export interface NodeCounts {
  /** [nBins + 1][nClasses], missing last. */
  readonly counts: Int32Array;
  readonly nClasses: number;
  /** [nClasses] */
  readonly total: Float64Array;
  readonly n: number;
  readonly minLeaf: number;
}

/** The best way to part a node by one column, if one is better than `least`. Ties go to the first. */
export function bestSplit(at: number, column: BinnedColumn, node: NodeCounts, least: number): ScoredSplit | null {
  return isOrdered(column) ? bestCut(at, column, node, least) : bestLevels(at, column, node, least);
}

function bestCut(at: number, column: BinnedColumn, node: NodeCounts, least: number): ScoredSplit | null {
  const { nBins } = column;
  const sizes = binSizes(node, nBins);
  const best = new BestSoFar(least);
  const hasMissing = sizes[nBins] > 0;
  tryCuts({ at, column, node, sizes }, false, best);
  if (!hasMissing) return best.found;
  const known = node.n - sizes[nBins];
  const left = node.total.map((count, k) => count - node.counts[nBins * node.nClasses + k]);
  best.take(worth(left, known, node), () => {
    const goesLeft = new Uint8Array(nBins + 1).fill(1, 0, nBins);
    return { column: at, goesLeft, threshold: Number.NaN, below: -1, above: -1 };
  });
  tryCuts({ at, column, node, sizes }, true, best);
  return best.found;
}

class BestSoFar {
  private score: number;
  found: ScoredSplit | null = null;

  constructor(least: number) {
    this.score = least;
  }

  take(score: number, split: () => Split): void {
    if (!(score > this.score * BETTER)) return;
    this.score = score;
    this.found = { score, split: split() };
  }
}

interface CutInput {
  readonly at: number;
  readonly column: BinnedColumn;
  readonly node: NodeCounts;
  /** [nBins + 1] */
  readonly sizes: Float64Array;
}

/** Every threshold between two bins that the node has customers in. Where the node has no missing value they would go to the larger side. */
function tryCuts({ at, column, node, sizes }: CutInput, missingLeft: boolean, best: BestSoFar): void {
  const { nBins } = column;
  const { counts, nClasses } = node;
  const left = new Float64Array(nClasses);
  let nLeft = 0;
  const add = (bin: number) => {
    for (let k = 0; k < nClasses; k++) left[k] += counts[bin * nClasses + k];
    nLeft += sizes[bin];
  };
  if (missingLeft) add(nBins);
  let below = -1;
  for (let bin = 0; bin < nBins; bin++) {
    if (sizes[bin] === 0) continue;
    if (below >= 0) {
      const sides = [below, sizes[nBins] > 0 ? missingLeft : nLeft > node.n - nLeft] as const;
      best.take(worth(left, nLeft, node), () => ({
        column: at,
        goesLeft: cutSides(column, sides[0], bin, sides[1]),
        threshold: middle(column, sides[0], bin),
        below: sides[0],
        above: bin,
      }));
    }
    add(bin);
    below = bin;
  }
}

function middle({ largest, least }: BinnedColumn, below: number, above: number): number {
  return largest[below] / 2 + least[above] / 2;
}

/** Bins that the node has no customer in fall on the side of the threshold that their middle lies on. */
function cutSides(column: BinnedColumn, below: number, above: number, missingLeft: boolean): Uint8Array {
  const { nBins, least, largest } = column;
  const threshold = middle(column, below, above);
  const goesLeft = new Uint8Array(nBins + 1);
  for (let bin = 0; bin < nBins; bin++)
    goesLeft[bin] = bin <= below || (bin < above && least[bin] / 2 + largest[bin] / 2 <= threshold) ? 1 : 0;
  goesLeft[nBins] = missingLeft ? 1 : 0;
  return goesLeft;
}

function bestLevels(at: number, column: BinnedColumn, node: NodeCounts, least: number): ScoredSplit | null {
  const { counts, nClasses } = node;
  const sizes = binSizes(node, column.nBins);
  const present = Array.from(sizes.keys()).filter(bin => sizes[bin] > 0);
  if (present.length < 2) return null;
  const best = new BestSoFar(least);
  for (const named of namedSets(column, present, sizes, node)) {
    const left = new Float64Array(nClasses);
    let nLeft = 0;
    for (const bin of named) {
      for (let k = 0; k < nClasses; k++) left[k] += counts[bin * nClasses + k];
      nLeft += sizes[bin];
    }
    // What is named goes left, everything else right, levels that the node does not have among it.
    best.take(worth(left, nLeft, node), () => {
      const goesLeft = new Uint8Array(column.nBins + 1);
      for (const bin of named) goesLeft[bin] = 1;
      return { column: at, goesLeft, threshold: Number.NaN, below: -1, above: -1 };
    });
  }
  return best.found;
}

/**
 * Each level alone, then the two or three with the largest and with the smallest share of each class. For two classes the best subset is a
 * start of that order (Breiman et al. 1984, theorem 4.5).
 */
function* namedSets(
  column: BinnedColumn,
  present: readonly number[],
  sizes: Float64Array,
  { counts, nClasses, total }: NodeCounts,
): Generator<readonly number[]> {
  const nameable = (bin: number) => bin === column.nBins || column.levels[bin] !== null;
  for (const bin of present) if (nameable(bin)) yield [bin];
  if (present.length < 4) return;
  for (let k = 0; k < nClasses; k++) {
    if (total[k] === 0) continue;
    const share = (bin: number) => counts[bin * nClasses + k] / sizes[bin];
    const order = present.filter(nameable).sort((a, b) => share(b) - share(a) || a - b);
    for (let size = 2; size <= MAX_NAMED && size < present.length; size++) {
      yield order.slice(0, size);
      yield order.slice(-size);
    }
  }
}

function binSizes({ counts, nClasses }: NodeCounts, nBins: number): Float64Array {
  const sizes = new Float64Array(nBins + 1);
  for (let bin = 0; bin <= nBins; bin++) for (let k = 0; k < nClasses; k++) sizes[bin] += counts[bin * nClasses + k];
  return sizes;
}

/** -Infinity where a side would be smaller than a leaf may be. */
function worth(left: Float64Array, nLeft: number, { total, n, minLeaf }: NodeCounts): number {
  const nRight = n - nLeft;
  if (nLeft < minLeaf || nRight < minLeaf) return -Infinity;
  let squaresLeft = 0;
  let squaresRight = 0;
  for (let k = 0; k < total.length; k++) {
    squaresLeft += left[k] * left[k];
    squaresRight += (total[k] - left[k]) * (total[k] - left[k]);
  }
  return squaresLeft / nLeft + squaresRight / nRight;
}
