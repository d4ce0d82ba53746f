import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';

/** Rows that have gaps in the same columns, and the tree over them. */
export interface Group {
  /** Bit j is set where column j has values. */
  readonly pattern: number;
  readonly columns: Int32Array;
  /** Its rows stand at the places from here on; a multiple of 4. */
  readonly firstPlace: number;
  readonly nRows: number;
  /** The root; the nodes of its tree follow one another, every left child right behind its parent. */
  readonly firstNode: number;
}

/**
 * A k-d tree for every pattern of gaps that occurs, all in a few arrays. Within a group no row has a gap that another has not, so that a box
 * around some of its rows bounds the distance to each of them from below.
 * Source: Friedman, Bentley & Finkel (1977), doi:10.1145/355744.355745.
 */
export interface Forest {
  readonly nColumns: number;
  readonly nPlaces: number;
  /** Most frequent pattern first. */
  readonly groups: readonly Group[];
  /** [nPlaces] the row of the matrix that stands here; -1 where a group ends within four places */
  readonly rows: Int32Array;
  /** [nPlaces × nColumns] values, four places interleaved: block, column, place in block; NaN for a gap or no row */
  readonly blocks: Float64Array;
  /** [nNodes] the blocks of a node are those from `starts` to before `ends` */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** [nNodes] the right child; 0 for a leaf */
  readonly rights: Int32Array;
  /** [nNodes × nColumns × 4] by column of a node with children: lowest value of the left, of the right, highest of the left, of the right */
  readonly boxes: Float64Array;
}

/** Rows of a leaf at most; a multiple of 4. */
export const LEAF_ROWS = 16;
/** Patterns are bits of an integer, and in more dimensions a tree leaves out hardly anything. */
export const MOST_TREE_COLUMNS = 16;

/** How a forest is laid out before it is grown. */
export interface ForestPlan {
  readonly x: Matrix;
  /** [nRows] */
  readonly patternOf: Int32Array;
  readonly groups: readonly Group[];
  readonly nPlaces: number;
  readonly nNodes: number;
}

export function planForest(x: Matrix): ForestPlan {
  const { nRows, nColumns, values } = x;
  const patternOf = new Int32Array(nRows);
  const counts = new Int32Array(2 ** nColumns);
  for (let row = 0, at = 0; row < nRows; row++) {
    let pattern = 0;
    // A gap is not equal to itself.
    for (let j = 0; j < nColumns; j++, at++) if (values[at] === values[at]) pattern |= 1 << j;
    patternOf[row] = pattern;
    counts[pattern]++;
  }
  const patterns = Array.from(counts.keys()).filter(pattern => counts[pattern] > 0);
  patterns.sort((a, b) => counts[b] - counts[a] || a - b);
  const groups: Group[] = [];
  let firstPlace = 0;
  let firstNode = 0;
  for (const pattern of patterns) {
    groups.push({ pattern, columns: columnsOf(pattern), firstPlace, nRows: counts[pattern], firstNode });
    firstPlace += wholeFours(counts[pattern]);
    firstNode += countNodes(counts[pattern]);
  }
  return { x, patternOf, groups, nPlaces: firstPlace, nNodes: firstNode };
}

export function forestBytes({ x, nPlaces, nNodes }: ForestPlan): number {
  return nPlaces * (4 + x.nColumns * 8) + nNodes * (12 + x.nColumns * 32) + 6 * 64;
}

/** The forest with its rows sorted by group; its trees are still to be grown, by `growTree` for each group. */
export function newForest({ x, patternOf, groups, nPlaces, nNodes }: ForestPlan, arena: Arena): Forest {
  const next = new Int32Array(2 ** x.nColumns);
  for (const group of groups) next[group.pattern] = group.firstPlace;
  const rows = arena.int32(nPlaces).fill(-1);
  for (let row = 0; row < x.nRows; row++) rows[next[patternOf[row]]++] = row;
  return {
    nColumns: x.nColumns,
    nPlaces,
    groups,
    rows,
    blocks: arena.float64(nPlaces * x.nColumns),
    starts: arena.int32(nNodes),
    ends: arena.int32(nNodes),
    rights: arena.int32(nNodes),
    boxes: arena.float64(nNodes * x.nColumns * 4),
  };
}

function columnsOf(pattern: number): Int32Array {
  return Int32Array.from(Array.from({ length: 32 }, (_none, j) => j).filter(j => (pattern & (1 << j)) !== 0));
}

/** Rows of the left half: whole fours, so that every node begins with a block. */
export function leftHalf(nRows: number): number {
  return wholeFours(nRows >> 1);
}

function wholeFours(n: number): number {
  return (n + 3) & ~3;
}

/** Nodes of a tree over so many rows, cut in halves down to leaves. */
function countNodes(nRows: number): number {
  if (nRows <= LEAF_ROWS) return 1;
  const left = leftHalf(nRows);
  return 1 + countNodes(left) + countNodes(nRows - left);
}
