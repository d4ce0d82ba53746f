import type { AlsKernels } from './AlsCalls.ts';
import type { CellKernels } from './CellCalls.ts';
import type { ClusterKernels } from './ClusterCalls.ts';
import type { AddProducts, LogisticTile } from './LogisticTile.ts';
import type { MixtureLogits, MixtureNormalise, MixtureSums } from './MixtureCalls.ts';
import type { LeafGaps, NearestRows } from './NearestRows.ts';
import type { ReadCells } from './ReadCells.ts';
import type { InternTexts, ReadRecords, TextTable } from './ReadRecords.ts';
import type { AddScatter } from './ScatterCall.ts';
import type { TreeShap } from './TreeShapCall.ts';
import type { TreeKernels } from './TreeCalls.ts';

export interface MovedRows {
  /** in [nRows × nColumns], row-major; what is meant by a row is (row − offset) × factor */
  readonly rows: Float64Array;
  /** in [nColumns] */
  readonly offset: Float64Array;
  readonly factor: number;
}

export interface AssignRows extends MovedRows {
  /** in [nRows × stride32] the rows in float32, padded with zeros to whole fours of columns */
  readonly rows32: Float32Array;
  /** in [nRows] their squared lengths, computed in float64 */
  readonly norms32: Float32Array;
  /** nColumns rounded up to a multiple of 4; 0 where `rows`, of up to 8 columns, are narrowed to float32 as they are read and the two above are empty */
  readonly stride32: number;
  /** in [nClusters × nColumns] */
  readonly centers: Float64Array;
  /** in [nClusters × (nColumns + 1)] the same in float32, as `packCenters` lays them out */
  readonly packed32: Float32Array;
  /** in [at most 65,536 × 4] what the leads of a row can have lost: offset for the second centre and for the rest, and slopes in its distance; as `Limits` */
  readonly limits: Float32Array;
  /** in out [4 × ⌈nRows / 4⌉] */
  readonly labels: Int32Array;
  /**
   * in out [4 × ⌈nRows / 4⌉] each, as `PackedLeads`: by how much the squared distance to the nearest centre was less than that to the second and to the rest; how
   * far the nearest was, and which limits hold. A row keeps its label while both leads are above what they can have lost.
   */
  readonly leads: Int32Array;
  readonly reaches: Int32Array;
  /** in out [nClusters × nColumns] sums of the rows of this chunk by label */
  readonly sums: Float64Array;
  /** in out [nClusters] */
  readonly counts: Float64Array;
  /** in out [1] the sum of all squares, added to at the first assignment where rows are narrowed as they are read */
  readonly squares: Float64Array;
  /**
   * out [2 × (rowEnd - rowStart) + 20] of this thread: how many rows were looked at, and from [4] on which, as places from rowStart; where all were they are not
   * listed
   */
  readonly list: Int32Array;
  /** work space [8 × (nColumns rounded up to a multiple of 4 + nClusters) + 48] of this thread */
  readonly work: Float32Array;
  /** At most 16,384 rows, from a multiple of 4. */
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly nColumns: number;
  /** At most 1,000. */
  readonly nClusters: number;
  /** A float32 decision is trusted when twice the scores differ by more than marginSlope × squared length of the row + marginBase. */
  readonly marginSlope: number;
  readonly marginBase: number;
  /** Where the limits of these centres are, and how many a centre has: one for each other, or 1. */
  readonly firstCode: number;
  readonly pairs: number;
  /** Distances below this are taken for it, as the limits do. A float32. */
  readonly leastReach: number;
  /** True when labels hold nothing yet; then sums and counts hold other rows of the chunk at most. */
  readonly isFirst: boolean;
  /** False when leads and reaches hold nothing yet: all rows are looked at. */
  readonly knowsLeads: boolean;
  /** False where the next assignment is to look at all rows anyway: leads and reaches are not written. */
  readonly keepsLeads: boolean;
}

export interface ScaleRows {
  /** in [nRows × nColumns], and out where `isKept` */
  readonly rows: Float64Array;
  /** out [nRows × stride32] (row − origin) × scale in float32, padded with zeros */
  readonly rows32: Float32Array;
  /** out [nRows] their squared lengths */
  readonly norms32: Float32Array;
  /** 0 where neither is written. */
  readonly stride32: number;
  /** in [nColumns] */
  readonly origin: Float64Array;
  readonly scale: number;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly nColumns: number;
  /** in out [nColumns] added to */
  readonly sums: Float64Array;
  /** Of rows before, which those of these are added to. */
  readonly squares: number;
  /** Whether the rows themselves are overwritten too. */
  readonly isKept: boolean;
}

export interface SumAround extends MovedRows {
  /** in [nClusters × nColumns] */
  readonly centers: Float64Array;
  /** in [nRows] */
  readonly labels: Int32Array;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly nColumns: number;
  /** in out [nClusters × nColumns] and [nClusters], added to */
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

export interface SumDistances {
  /** in [nBlocks × nColumns × 4] rows by group, four interleaved: block, column, row in block */
  readonly blocks: Float64Array;
  /** in [nBlocks × nTables × 4] eight times the pattern of a row in the columns of a table */
  readonly patterns: Int32Array;
  /** in [nTables × 1024] squared distance of two rows in the columns of a table by the bits in which their patterns differ; added before `blocks` */
  readonly tables: Float64Array;
  /** in [nBlocks × 4] 1 for a row, 0 for padding */
  readonly weights: Float64Array;
  /** in [nGroups + 1] first block of each group */
  readonly starts: Int32Array;
  /** out [nBlocks × 4 × nGroups]; the sums of the rows of each of the two groups to the other are written */
  readonly sums: Float64Array;
  /** work space [4 × most blocks of a group] */
  readonly space: Float64Array;
  readonly first: number;
  readonly second: number;
  readonly nGroups: number;
  readonly nColumns: number;
  readonly nTables: number;
}

export interface NanDistances {
  /** in [nBlocks × nColumns × 4] donors, four interleaved: block, column, row in block; 0 for a gap */
  readonly blocks: Float64Array;
  /** in [nBlocks × nColumns × 4] 1 for a value, 0 for a gap */
  readonly presence: Float64Array;
  /** in [nPresent] the values the row has, in the order of `columns` */
  readonly query: Float64Array;
  /** in [nPresent] their columns; in the first `nComplete` no donor has a gap */
  readonly columns: Int32Array;
  readonly nComplete: number;
  readonly nPresent: number;
  readonly nBlocks: number;
  readonly nColumns: number;
  /** out [nBlocks × 4] */
  readonly out: Float64Array;
}

/** Trees over donors as `knn/Forest.ts` lays them out, and rows with one pattern of gaps that are asked for the mean of one column. */
export interface NearestMeans {
  /** in [nPlaces × nColumns] donors, four interleaved: block, column, place in block; NaN for a gap or no donor */
  readonly blocks: Float64Array;
  /** in [nNodes × nColumns × 4] lowest of the left and right child, highest of the left and right child */
  readonly boxes: Float64Array;
  /** in [nNodes] first block of a node and the one behind its last */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** in [nNodes] right child, the left is the next node; 0 for a leaf */
  readonly rights: Int32Array;
  /** in [nPlaces] by which ties are decided */
  readonly rows: Int32Array;
  /** in [nSeen] roots of the trees that have values in the target and a column in common with the rows */
  readonly roots: Int32Array;
  /** in [nSeen + 1] the columns in common are columns[columnStarts[i]] … columns[columnStarts[i + 1] - 1] */
  readonly columnStarts: Int32Array;
  readonly columns: Int32Array;
  /** in [nSeen] nColumns over the columns in common */
  readonly scales: Float64Array;
  readonly nSeen: number;
  /** in: the rows, laid out as `blocks`; those at the places [from, to) are asked for */
  readonly queries: Float64Array;
  readonly from: number;
  readonly to: number;
  readonly target: number;
  readonly nColumns: number;
  readonly nNeighbors: number;
  /** work space [nColumns] */
  readonly query: Float64Array;
  /** work space [nNeighbors] each */
  readonly distances: Float64Array;
  readonly nearest: Int32Array;
  readonly places: Int32Array;
  readonly owners: Int32Array;
  /** work space [64] each */
  readonly waiting: Int32Array;
  readonly bounds: Float64Array;
  /** out [places of queries] the mean; NaN where there is no donor */
  readonly out: Float64Array;
}

/**
 * The hot loops. Each exists twice, in AssemblyScript (`assembly/`) and in plain TypeScript (`typescript/`), with the same order
 * of operations, so that both give the same bits: no fused multiply-add, no relaxed SIMD. Arrays are the caller's; a kernel
 * allocates nothing. The WASM kernels need every array to lie in the memory of the handle they were made for.
 */
export interface Kernels extends TreeKernels, AlsKernels, ClusterKernels, CellKernels {
  /**
   * Gives rows [rowStart, rowEnd) the nearest centre, exactly as plain float64 arithmetic would (ties to the lower index), and
   * moves them between the sums of their chunk. Rows whose leads prove that nothing can have
   * changed are not touched; the rest is screened in float32, by x·c − |c|²/2, and confirmed in float64 where the gap is within rounding.
   * Where most rows of a chunk are to be looked at, all are.
   *
   * @returns how many rows changed their label
   *
   * Source: Hamerly (2010), doi:10.1137/1.9781611972801.12. Differs from it: bounds of differences of squared distances, in which
   * moves that centres have in common cancel, to the second centre and to the rest, and a float32 screen.
   */
  assignRows(call: AssignRows): number;
  /**
   * Rows [rowStart, rowEnd) ← (row − origin) × scale, in float32 and, where they are to be kept, in float64.
   *
   * @returns the sum of all squares, those of before among them
   */
  scaleRows(call: ScaleRows): number;
  /** Adds the rows' deviations from an origin, and their products, to sums. */
  addScatter(call: AddScatter): void;
  /**
   * Adds rows [rowStart, rowEnd) to the sums and counts of their labels.
   *
   * @returns the sum of their squared distances to the centre of their label
   */
  sumAround(call: SumAround): number;
  /**
   * One trial of k-means++: next[i] = min(closest[i], squared distance of row i to row `candidate`).
   *
   * @returns the sum of `next` over [0, nRows)
   */
  tryCandidate(
    exact: Float64Array,
    nRows: number,
    nColumns: number,
    candidate: number,
    closest: Float64Array,
    next: Float64Array,
  ): number;
  /** Sums of the Euclidean distances of the rows of one group to those of another or its own, and the other way round. */
  sumDistances(call: SumDistances): void;
  /**
   * Squared distances of one row with gaps to all donors over the columns both have, times nColumns / columns both have; NaN where they
   * have none in common.
   */
  nanDistances(call: NanDistances): void;
  /**
   * For each row asked for, the mean of the target over its nearest donors: squared distances over the columns in common, scaled up to all
   * columns; ties to the lower row. Exact: a node is passed over only where its box is farther away than the donors found. Rows that
   * follow one another should be near each other, since the donors of one bound how far those of the next can be.
   *
   * Source: Friedman, Bentley & Finkel (1977), doi:10.1145/355744.355745. Differs from it: one tree per pattern of gaps.
   */
  nearestMeans(call: NearestMeans): void;
  /**
   * The nearest rows of those of one leaf among those of the leaves [from, to) of the order, by squared distance and a penalty for each category that
   * differs; ties to the lower row, no row its own neighbour. Adds to what was found before. Exact: a donor is passed over only where the picture proves
   * it farther away than the last of those found.
   */
  nearestRows(call: NearestRows, from: number, to: number): void;
  leafGaps(call: LeafGaps): void;
  /**
   * Z-scores the columns of a tile, and adds the gradient of the logistic loss of its rows.
   *
   * @returns the loss: Σ weight × (ln(1 + e^logit) − event × logit)
   */
  logisticTile(call: LogisticTile): number;
  /** Multiplies the columns of a tile by the roots of its rows and adds the products of all pairs of them. */
  addProducts(call: AddProducts): void;
  /** Logarithm of weight × density of components [from, to) for every row of the batches. */
  mixtureLogits(call: MixtureLogits): void;
  /**
   * Turns logits into responsibilities: each row's shares e^logit over their sum, found from the differences to the largest.
   *
   * @returns the sum over the rows of the logarithm of the sum of e^logit
   */
  mixtureNormalise(call: MixtureNormalise): number;
  /** Adds the rows, weighted by their responsibilities, to the sums of components [from, to). */
  mixtureSums(call: MixtureSums): void;
  /**
   * Adds one tree's exact path-dependent Shapley values to the contributions of rows [from, to).
   *
   * Source: Lundberg et al. (2020), doi:10.1038/s42256-019-0138-9; Yu et al. (2022), arXiv:2209.08192, for one walk over the tree; Owen (1972),
   * doi:10.1287/mnsc.18.5.64.p2, for the Shapley value as an integral, which Gauss–Legendre quadrature takes exactly. Cost: O(nodes · points) a row.
   */
  treeShap(call: TreeShap): void;
  /**
   * Records of a text file into cells, from `state` on, up to the first that needs a closer look: numbers where a field is written exactly
   * as one, texts by their number, nothing for an empty field.
   *
   * @returns one of the READ_ constants
   *
   * Source: RFC 4180; Langdale & Lemire (2019), doi:10.1007/s00778-019-00578-5, for looking at sixteen bytes in one. Clinger (1990),
   * doi:10.1145/93542.93557, for one division that rounds once.
   */
  readRecords(call: ReadRecords): number;
  /**
   * Cells of a worksheet into a window of columns, and the rows that are listed, as long as each has the form that nearly all have:
   * `<c r="A1" s="2" t="s"><v>5</v></c>` with style and type optional, a number of up to sixteen characters, a shared string that was met
   * before, or `<c r="A1" s="2"/>`; `<row r="1" …>` and `</row>`.
   *
   * @returns where the first element starts that deviates, lies outside of the window or is not complete; `end` where none does
   *
   * Source: ECMA-376 part 1, sections 18.3.1.73 and .4; numbers as `readRecords`.
   */
  readCells(call: ReadCells): number;
  /** How often a byte is among the first `end`. */
  countByte(bytes: Uint8Array, end: number, byte: number): number;
  /** The number of the text bytes[from … to - 1], which may be new; -1 when there is no room for it. */
  internText(bytes: Uint8Array, from: number, to: number, texts: TextTable): number;
  /** The same for many texts; -1 when there is no room for one, else 0. */
  internTexts(call: InternTexts): number;
}
