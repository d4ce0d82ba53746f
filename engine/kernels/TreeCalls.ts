import type { KernelKind } from './KernelMemory.ts';

/** The bin of a gap; numbers and levels have bins 0 to 254 at most. */
export const MISSING_BIN = 255;
/**
 * An entry of a list of rows is the row, and for a forest above these bits twice the times that it counts, plus 1 with the event. So a table
 * may have 134,217,727 rows, and a row counts 15 times at most.
 */
export const ENTRY_BITS = 27;
export const ENTRY_ROW = 0x07ffffff;
/** A set of bins: bit (bin & 7) of byte (bin >> 3). */
export const BIN_SET_BYTES = 32;
/** Set in a shape, beside the number of bins, for a feature of categories. */
export const IS_CATEGORY = 256;
/** Numbers of the work space of `forestSplit`. */
export const FOREST_SPACE = 256 * 4 + 257 * 5 + 4;
/** What `forestSplit` finds, by position. */
export const FOUND = {
  score: 0,
  feature: 1,
  bin: 2,
  missingLeft: 3,
  rows: 4,
  weight: 5,
  events: 6,
  length: 7,
} as const;
/** Words of the state of a tree that grows: four of xoshiro128**, how many nodes are open, how many were made. */
export const STATE = { nOpen: 4, nNodes: 5, length: 6 } as const;
/** A node that waits, by position: its entries, its depth, twice its parent plus 1 on the right, its sums. */
export const OPEN = { from: 0, to: 1, depth: 2, parent: 3, rows: 4, weight: 5, events: 6, length: 7 } as const;
/** A node that was made, by position: as found (the gain for the score; no feature for a leaf), its own sums, its parent, the bins on the left. */
export const RECORD = { weight: 7, events: 8, parent: 9, set: 10, length: 14 } as const;
/** What `gradientSplit` is told of a node, by position. */
export const NODE = { gradient: 0, hessian: 1, rows: 2, value: 3, lower: 4, upper: 5, length: 6 } as const;
/** The rules of a fit for `gradientSplit`, by position. */
export const RULES = {
  l2: 0,
  leastRows: 1,
  leastHessian: 2,
  gradientUnit: 3,
  hessianUnit: 4,
  countShift: 5,
  /** What a cut by levels must gain for each of them beyond FREE_LEVELS. */
  levelPenalty: 6,
  length: 7,
} as const;
/**
 * As many levels gain by chance alone what a column of numbers does. The best of all cuts in the order of what happened gains 2/π a level where
 * nothing depends on them: Σ|z|² ⁄ k of k standard normal z; the best cut of numbers about 5.
 */
export const FREE_LEVELS = 8;
/** What `gradientSplit` finds, by position; behind it lies the set of bins on the left. */
export const CUT = {
  gain: 0,
  bin: 1,
  missingLeft: 2,
  gradient: 3,
  hessian: 4,
  rows: 5,
  leftValue: 6,
  rightValue: 7,
  set: 8,
  length: 12,
} as const;
/** Numbers of the work space of `gradientSplit`. */
export const CUT_SPACE = 512;
/** Features whose histograms are made together at most: the bins of as many are moved as one. */
export const MOST_TOGETHER = 8;

/** Numbers of the histogram of a feature; each twin has its own order in them. */
export function histogramLength(kind: KernelKind): number {
  return 256 * (kind === 'wasm' ? 2 : 3);
}

export interface BinValues {
  /** in [nValues] NaN is missing */
  readonly values: Float64Array;
  readonly nValues: number;
  /** in, ascending, at most 254: a value is in the bin of the first that is not below it */
  readonly thresholds: Float64Array;
  /** out: every `outStride`-th byte */
  readonly out: Uint8Array;
  readonly outStride: number;
}

export interface BinGroups {
  /** in [nValues] NaN is missing */
  readonly values: Float64Array;
  /** A multiple of 8. */
  readonly nValues: number;
  /** in, as of `BinValues` */
  readonly thresholds: Float64Array;
  /** out, as of `WalkTrees` */
  readonly block: Uint16Array;
  readonly groupLength: number;
  /** The column of the bins, and that of the bins turned round by one, which makes MISSING_BIN the first; -1 is none, one there is. */
  readonly plain: number;
  readonly turned: number;
}

export interface PartitionRows {
  readonly entries: Int32Array;
  /** Entries [from, to). */
  readonly from: number;
  readonly to: number;
  /** in: the bin of a row in every `stride`-th byte */
  readonly column: Uint8Array;
  readonly stride: number;
  /** in: bins that go left */
  readonly set: Uint8Array;
  /** out, from `outFrom` on: first those that go left, then those that go right, each in their order */
  readonly out: Int32Array;
  readonly outFrom: number;
}

export interface BagRows {
  /** in out [4] of xoshiro128** */
  readonly state: Int32Array;
  /** Draws as many rows as there are, with replacement; else every row counts once. */
  readonly isDrawn: boolean;
  readonly y: Uint8Array;
  readonly nRows: number;
  /** work space [nRows], not needed unless drawn */
  readonly counts: Uint8Array;
  /** out [nRows at most] */
  readonly entries: Int32Array;
}

export interface ForestSplit {
  readonly entries: Int32Array;
  readonly from: number;
  readonly to: number;
  /** in [nFeatures × nRows], a feature's bins behind one another */
  readonly bins: Uint8Array;
  readonly nRows: number;
  /** in: the features to look at, in this order */
  readonly features: Int32Array;
  readonly nTried: number;
  /** in [nFeatures] number of bins, plus IS_CATEGORY */
  readonly shapes: Int32Array;
  /** in [nRows]; empty counts every row once */
  readonly weights: Float64Array;
  /** in [3] rows, weight and weight with the event of the node */
  readonly node: Float64Array;
  /** Fewest rows of a side. */
  readonly minRows: number;
  /** What a cut by levels must gain for each of them beyond FREE_LEVELS, in variances of the event among the rows. */
  readonly levelPenalty: number;
  /** work space [FOREST_SPACE], zeros before the first call */
  readonly space: Float64Array;
  /** in out [FOUND.length] its score is the one to beat */
  readonly found: Float64Array;
  /** out [BIN_SET_BYTES] */
  readonly set: Uint8Array;
}

export interface GrowForest extends Pick<
  ForestSplit,
  'entries' | 'bins' | 'nRows' | 'nTried' | 'shapes' | 'weights' | 'minRows' | 'levelPenalty' | 'space'
> {
  /** work space [entries] */
  readonly spare: Int32Array;
  /** in out [nFeatures] in any order */
  readonly order: Int32Array;
  readonly maxDepth: number;
  /** in out [STATE.length] */
  readonly state: Int32Array;
  /** in out [(maxDepth + 2) × OPEN.length] */
  readonly stack: Float64Array;
  /** out [nRecords × RECORD.length] nodes in the order in which they were made, each before its children */
  readonly records: Float64Array;
  readonly nRecords: number;
  /** Stops when the nodes it made hold so many entries together. */
  readonly nEntries: number;
}

export interface StepGradients {
  /** in [nRows] log-odds */
  readonly raw: Float64Array;
  readonly y: Uint8Array;
  /** in [nRows]; empty counts every row once */
  readonly weights: Float64Array;
  readonly gradientScale: number;
  readonly hessianScale: number;
  readonly from: number;
  readonly to: number;
  /** out [2 × nRows] gradient and hessian of a row, scaled and rounded to whole numbers */
  readonly pairs: Int32Array;
}

export interface GatherRows {
  readonly entries: Int32Array;
  /** Entries [from, to). */
  readonly from: number;
  readonly to: number;
  /** in [2 × nRows] */
  readonly pairs: Int32Array;
  /** in: the bins of a row every `stride` bytes; MOST_TOGETHER bytes more than the rows have may be read */
  readonly bins: Uint8Array;
  readonly stride: number;
  /** in [groups] where the features of each begin in a row */
  readonly starts: Int32Array;
  /** out, from `outFrom` on: pairs in the order of the entries */
  readonly outPairs: Int32Array;
  /** out [groups × capacity × MOST_TOGETHER] bins in the same order, group by group, from the one at `outFrom` on */
  readonly outBins: Uint8Array;
  readonly capacity: number;
  readonly outFrom: number;
}

export interface GradientHistogram {
  /** in: the rows to be summed up, by their place in `pairs` and `bins`; empty for all places in order */
  readonly entries: Int32Array;
  /** Entries, or places, [from, to). */
  readonly from: number;
  readonly to: number;
  readonly pairs: Int32Array;
  /** in: the bins of `nFeatures` features behind one another, every `stride` bytes */
  readonly bins: Uint8Array;
  readonly stride: number;
  /** At most MOST_TOGETHER. */
  readonly nFeatures: number;
  /** The bit of a packed sum of hessians from which on rows are counted. */
  readonly countShift: number;
  /** out [nFeatures × histogramLength] */
  readonly histogram: Float64Array;
}

export interface GradientSplit {
  /** in [histogramLength] */
  readonly histogram: Float64Array;
  readonly nBins: number;
  /** Whether any training row has a gap in the feature. */
  readonly hasMissing: boolean;
  readonly isCategory: boolean;
  readonly monotone: -1 | 0 | 1;
  /** in [NODE.length] */
  readonly node: Float64Array;
  /** in [RULES.length] */
  readonly rules: Float64Array;
  /** work space [CUT_SPACE] */
  readonly space: Float64Array;
  /** out [CUT.length]; a gain of 0 is no cut */
  readonly cut: Float64Array;
}

/** Rows whose bins lie together in a block, column by column. */
export const GROUP_ROWS = 8;
/** Numbers that a bin in a block and the last bin on the left in a narrow node are shifted by. */
export const BIN_SHIFT = 8;
/** A tree to be walked, by position: its first word in `nodes`, its first value, its longest path, whether its nodes are wide. */
export const FLAT_TREE = { node: 0, value: 1, depth: 2, isWide: 3, length: 4 } as const;
/** A wide node, by position; places are counted in bytes. */
export const WIDE_NODE = { left: 0, table: 1, column: 2, value: 3, length: 4 } as const;

/** Nodes as `trees/flatTrees.ts` packs them. */
export interface WalkTrees {
  readonly nodes: Int32Array;
  /** in: what a bin adds to the left child of a wide node */
  readonly tables: Uint8Array;
  readonly values: Float64Array;
  /** in [nTrees × FLAT_TREE.length] */
  readonly trees: Int32Array;
  readonly nTrees: number;
  /** in [groups × groupLength] bins, shifted, of the rows of a group for one column behind the other */
  readonly block: Uint16Array;
  readonly groupLength: number;
  /** A multiple of GROUP_ROWS. */
  readonly nRows: number;
  /** in out [nRows] added to */
  readonly out: Float64Array;
}

/** Bytes of a row's codes, one for each column that fans may ask about. */
export const ROW_CODES = 32;
/** A code is a bin with this bit turned, so that codes are in the order of their bins as signed bytes. */
export const CODE_SIGN = 128;

/** Cells of equal width between the first and the last of thresholds, in which they are looked for. */
export interface CutCells {
  /** Ascending, infinite behind the last, so that a search of `nHalvings` steps may begin at any. */
  readonly thresholds: Float64Array;
  /** How many thresholds are in cells before each. */
  readonly cells: Uint8Array;
  /** A value is in cell (value − low) × scale, rounded down, or the first or the last. */
  readonly low: number;
  readonly scale: number;
  /** A cell has fewer than 2 to the power of it. */
  readonly nHalvings: number;
}

export interface BinRows {
  /** in [nValues] NaN is missing */
  readonly values: Float64Array;
  /** A multiple of 8. */
  readonly nValues: number;
  /** in, at most 254 thresholds: a value is in the bin of the first that is not below it */
  readonly cuts: CutCells;
  /** out: every ROW_CODES-th byte */
  readonly codes: Uint8Array;
}

/**
 * Three levels of a tree in one: bytes of the columns that its seven questions ask about, ROW_CODES above where a gap is on the left of all numbers,
 * then codes of the last bins on the left, and a word with eight times the first of its eight children. A leaf that is reached early is its own child.
 */
export const FAN = { levels: 3, questions: 7, children: 8, lastByte: 8, childWord: 4, words: 8 } as const;
/** A tree of fans, by position: its first word in `nodes`, its first value, how many fans lie on a path. */
export const FAN_TREE = { node: 0, value: 1, steps: 2, length: 4 } as const;

/** Fans as `trees/fanTrees.ts` packs them. */
export interface WalkFans {
  readonly nodes: Int32Array;
  readonly values: Float64Array;
  /** in [nTrees × FAN_TREE.length]; of two side by side, from the first on, both have as many steps */
  readonly trees: Int32Array;
  readonly nTrees: number;
  /** in [nRows × ROW_CODES] */
  readonly codes: Uint8Array;
  readonly nRows: number;
  /** Whether any column of `nodes` is ROW_CODES or above. */
  readonly hasTurned: boolean;
  /** in out [nRows] added to */
  readonly out: Float64Array;
}

export interface TreeKernels {
  /** The bins of numbers: how many thresholds are below each; MISSING_BIN for a gap. */
  binValues(call: BinValues): void;
  /** The same bins as `walkTrees` reads them. */
  binGroups(call: BinGroups): void;
  /** The same bins as `walkFans` reads them. @returns whether there was a gap */
  binRows(call: BinRows): boolean;
  /** Parts rows by whether their bin is in a set. @returns how many go left */
  partitionRows(call: PartitionRows): number;
  /** The rows that a tree learns from, ascending, each with how often it was drawn. @returns how many entries there are */
  bagRows(call: BagRows): number;
  /**
   * The best cut of a node's rows over the features given by Gini's impurity, gaps on either side; levels in the order of their share of
   * events. The score is the sum over both sides of squared weight of events over weight, less the penalty of levels.
   *
   * Source: Breiman et al. (1984), doi:10.1201/9781315139470, theorem 4.5 for the order of levels.
   */
  forestSplit(call: ForestSplit): void;
  /**
   * Makes nodes of a tree, depth first, until none is open, the records are full, or it has been over so many entries. Each looks at features
   * drawn by lot: as many as wanted, and further ones until one can part the rows.
   *
   * @returns how many nodes it made
   */
  growForest(call: GrowForest): number;
  /** Gradients and hessians of the log loss. */
  stepGradients(call: StepGradients): void;
  /** Entries [from, to) to `out`, from `outFrom` on. */
  copyEntries(entries: Int32Array, from: number, to: number, out: Int32Array, outFrom: number): void;
  /** Pairs and bins of entries side by side: few rows among many are far apart in memory, and would be waited for one by one. */
  gatherRows(call: GatherRows): void;
  /** Sums of gradients, hessians and rows by bin, of whole numbers, so that neither order nor subtraction changes a bit. */
  gradientHistogram(call: GradientHistogram): void;
  /** Gradients, hessians and rows of all bins of a feature into the first three places of `node`. */
  sumHistogram(histogram: Float64Array, countShift: number, node: Float64Array): void;
  /** parent ← parent − child */
  subtractHistogram(parent: Float64Array, child: Float64Array): void;
  /**
   * The best cut of a node by one feature: gaps on either side, levels in the order of their gradient over hessian, values within bounds and
   * in the direction asked for. The gain is less the penalty of levels.
   *
   * Source: Chen & Guestrin (2016), doi:10.1145/2939672.2939785; Fisher (1958), doi:10.1080/01621459.1958.10501479; for why many levels must
   * not win by their number Hothorn, Hornik & Zeileis (2006), doi:10.1198/106186006X133933.
   */
  gradientSplit(call: GradientSplit): void;
  /** raw[row] += step for entries [from, to) */
  addToRows(entries: Int32Array, from: number, to: number, step: number, raw: Float64Array): void;
  /** Adds what every tree answers for each row, tree by tree. */
  walkTrees(call: WalkTrees): void;
  /** The same for trees that ask about few columns of numbers, three levels at a time. */
  walkFans(call: WalkFans): void;
}
