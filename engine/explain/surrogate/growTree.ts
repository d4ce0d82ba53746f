import type { BinnedColumn } from './BinnedColumn.ts';
import { bestSplit, type ScoredSplit } from './bestSplit.ts';
import type { Split, TreeNode } from './TreeNode.ts';

export interface TreeOptions {
  readonly maxDepth: number;
  /** Least number of customers in a leaf. */
  readonly minLeaf: number;
  readonly nClasses: number;
}
/** A node that is still growing. */
interface Growing {
  readonly n: number;
  readonly counts: Float64Array;
  split: Split | null;
  left: Growing | null;
  right: Growing | null;
}

/**
 * A classification tree by Gini impurity, grown level by level from counts per bin.
 * @param columns all of the same length
 * @param labels  0-based class of each row of the columns
 * @param rows    the rows to learn from
 * @param pause   called after about every `size` looks at a cell
 * Cost: O(depth · columns · rows). Source: Breiman et al. (1984), doi:10.1201/9781315139470.
 */
export async function growTree(
  columns: readonly BinnedColumn[],
  labels: Int32Array,
  rows: Int32Array,
  options: TreeOptions,
  pause: (size: number) => Promise<void>,
): Promise<TreeNode> {
  const { nClasses, maxDepth } = options;
  const root = leafOf(rows, labels, nClasses);
  const place = new Int32Array(rows.length);
  let growing: (Growing | null)[] = [root];
  for (let depth = 0; depth < maxDepth; depth++) {
    growing = growing.map(node => (node && canSplit(node, options) ? node : null));
    if (growing.every(node => node === null)) break;
    const best: (ScoredSplit | null)[] = growing.map(() => null);
    const classPlace = classPlaces(place, rows, labels, nClasses);
    for (const [at, column] of columns.entries()) {
      findSplits(at, column, { growing, best, classPlace, rows }, options);
      await pause(rows.length);
    }
    growing = partNodes(columns, { growing, best, place, rows, labels }, nClasses);
  }
  return root;
}

interface Looked {
  readonly growing: readonly (Growing | null)[];
  readonly best: (ScoredSplit | null)[];
  /** [rows.length], node × classes + class of each row; -1 where it stands in a leaf. */
  readonly classPlace: Int32Array;
  readonly rows: Int32Array;
}
interface Level extends Omit<Looked, 'classPlace'> {
  /** [rows.length], the node of each row; -1 where it stands in a leaf. */
  readonly place: Int32Array;
  readonly labels: Int32Array;
}

function classPlaces(place: Int32Array, rows: Int32Array, labels: Int32Array, nClasses: number): Int32Array {
  const found = new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) found[i] = place[i] < 0 ? -1 : place[i] * nClasses + labels[rows[i]];
  return found;
}

function leafOf(rows: Iterable<number>, labels: Int32Array, nClasses: number): Growing {
  const counts = new Float64Array(nClasses);
  let n = 0;
  for (const row of rows) {
    counts[labels[row]]++;
    n++;
  }
  return { n, counts, split: null, left: null, right: null };
}

function canSplit({ n, counts }: Growing, { minLeaf }: TreeOptions): boolean {
  return n >= 2 * minLeaf && !counts.includes(n);
}

function findSplits(at: number, column: BinnedColumn, level: Looked, options: TreeOptions): void {
  const { growing, best } = level;
  const { nClasses, minLeaf } = options;
  const counts = countByBin(column, level, growing.length * nClasses);
  for (const [i, node] of growing.entries()) {
    if (!node) continue;
    const own = ofNode(counts, i, growing.length, nClasses);
    const least = best[i]?.score ?? unparted(node);
    const found = bestSplit(at, column, { counts: own, nClasses, total: node.counts, n: node.n, minLeaf }, least);
    if (found) best[i] = found;
  }
}

/** [bins and missing × nodes × classes] */
function countByBin({ codes, nBins }: BinnedColumn, { classPlace, rows }: Looked, width: number): Int32Array {
  const counts = new Int32Array((nBins + 1) * width);
  for (let i = 0; i < rows.length; i++) if (classPlace[i] >= 0) counts[codes[rows[i]] * width + classPlace[i]]++;
  return counts;
}

/** [bins and missing × classes] of one node. */
function ofNode(counts: Int32Array, node: number, nNodes: number, nClasses: number): Int32Array {
  const width = nNodes * nClasses;
  const nBins = counts.length / width;
  const own = new Int32Array(nBins * nClasses);
  for (let bin = 0; bin < nBins; bin++)
    for (let c = 0; c < nClasses; c++) own[bin * nClasses + c] = counts[bin * width + node * nClasses + c];
  return own;
}

/** What a node is worth as it is. */
function unparted({ counts, n }: Growing): number {
  let squares = 0;
  for (const count of counts) squares += count * count;
  return squares / n;
}

function partNodes(columns: readonly BinnedColumn[], level: Level, nClasses: number): Growing[] {
  const { growing, best, place, rows, labels } = level;
  const next: Growing[] = [];
  const firstChild = growing.map((node, i) => {
    const found = best[i];
    if (!node || !found) return -1;
    node.split = found.split;
    return next.push(emptyNode(nClasses), emptyNode(nClasses)) - 2;
  });
  const sizes = new Int32Array(next.length);
  for (let i = 0; i < rows.length; i++) {
    const node = place[i];
    if (node < 0) continue;
    if (firstChild[node] < 0) {
      place[i] = -1;
      continue;
    }
    const { column, goesLeft } = best[node]!.split;
    place[i] = firstChild[node] + (goesLeft[columns[column].codes[rows[i]]] === 1 ? 0 : 1);
    next[place[i]].counts[labels[rows[i]]]++;
    sizes[place[i]]++;
  }
  const children = next.map((child, i) => ({ ...child, n: sizes[i] }));
  growing.forEach((node, i) => {
    if (!node || firstChild[i] < 0) return;
    node.left = children[firstChild[i]];
    node.right = children[firstChild[i] + 1];
  });
  return children;
}

function emptyNode(nClasses: number): Growing {
  return { n: 0, counts: new Float64Array(nClasses), split: null, left: null, right: null };
}

/** The leaf that a row of the columns comes to. */
export function leafFor(tree: TreeNode, columns: readonly BinnedColumn[], row: number): TreeNode {
  let node = tree;
  while (node.split)
    node = (node.split.goesLeft[columns[node.split.column].codes[row]] === 1 ? node.left : node.right)!;
  return node;
}
