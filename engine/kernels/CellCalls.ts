/** Different numbers of a column, counted a chunk of values at a time. NaN counts for nothing, 0 and -0 are one. */
export interface DistinctKernels {
  /** How often a value is above the one before it, the first one of all included (`last` is NaN then); -1 where one is below. */
  countSteps(values: Float64Array, n: number, last: number): number;
  /**
   * Sets the bits of whole values from `low` on.
   *
   * @param words in out [size / 32]
   * @returns how many were not set, or -1 where one is not whole or too far away
   */
  markWhole(values: Float64Array, n: number, low: number, size: number, words: Int32Array): number;
  /** Adds values that are not known; as soon as there are more than `most` it may stop. @returns how many are known */
  addKnown(call: AddKnown): number;
  /**
   * Adds to ends[p + 1] how many values belong into partition p by their hash.
   *
   * @param nPartitions a power of two, at most 256
   */
  sizePartitions(values: Float64Array, n: number, nPartitions: number, ends: Int32Array): void;
  /** Puts each value where next[p] says, which then moves on. */
  placeInPartitions(values: Float64Array, n: number, nPartitions: number, next: Int32Array, sorted: Float64Array): void;
  /**
   * How many different values there are in [from, to).
   *
   * @param slots in out, a power of two of them and more than there can be different values: places of values; those before `from` are free
   */
  countPartition(values: Float64Array, from: number, to: number, slots: Int32Array, nSlots: number): number;
}
export interface AddKnown {
  /** in [n] */
  readonly values: Float64Array;
  readonly n: number;
  /** in out [most + n] the values that are known */
  readonly known: Float64Array;
  readonly nKnown: number;
  readonly most: number;
  /** in out [nSlots], a power of two: the place of each in `known` and one, 0 for a free one */
  readonly slots: Int32Array;
  readonly nSlots: number;
}

export interface NumberTexts {
  /** in [n] CELL_ constants */
  readonly kinds: Uint8Array;
  /** in [n], of a text its number in the table */
  readonly values: Float64Array;
  readonly n: number;
  /** out [n] the code of each text, -1 for other cells */
  readonly codes: Int32Array;
  /** in out [texts of the table] -1 where a text has no code yet */
  readonly codeOfText: Int32Array;
  /** in out [nCodes + n] the text of each code, and how many cells have it */
  readonly seen: Int32Array;
  readonly counts: Int32Array;
  readonly nCodes: number;
}
export interface NumbersOfCells {
  /** in [n] CELL_ constants */
  readonly kinds: Uint8Array;
  /** in [n] */
  readonly cells: Float64Array;
  /** in [n], looked at where a cell is a text */
  readonly codes: Int32Array;
  /** in [codes], finite or NaN */
  readonly ofText: Float64Array;
  readonly n: number;
  /** out [n], finite or NaN */
  readonly numbers: Float64Array;
}
export interface TruthsOfCells extends Pick<NumbersOfCells, 'kinds' | 'cells' | 'codes' | 'n'> {
  /** in [codes] 0 no, 1 yes, 2 neither */
  readonly ofText: Uint8Array;
  /** out [n] 0 no, 1 yes, 2 missing */
  readonly truths: Uint8Array;
  /** in out [3], cells of each */
  readonly counts: Int32Array;
}
/** Code c has the members members[starts[c]] … members[starts[c + 1] - 1]. */
export interface Members {
  /** in [n], -1 for none */
  readonly codes: Int32Array;
  readonly starts: Int32Array;
  readonly members: Int32Array;
  readonly n: number;
  /** out, the members of one cell behind those of another */
  readonly placed: Int32Array;
}

/** What is done to a chunk of the cells of a column. */
export interface ColumnKernels {
  /** @param counts in out [6], cells by CELL_ constant */
  countKinds(kinds: Uint8Array, n: number, counts: Int32Array): void;
  /** The first number cell that is no whole number; n where there is none. */
  firstFraction(kinds: Uint8Array, values: Float64Array, n: number): number;
  /** @param values in out [n], of a text its number, and then numbers[it] */
  renumberTexts(kinds: Uint8Array, values: Float64Array, n: number, numbers: Int32Array): void;
  /** Finite numbers as they are, texts as read before, NaN for every other cell. @returns how many are NaN, below 0 where a number is among them */
  numbersOfCells(call: NumbersOfCells): number;
  truthsOfCells(call: TruthsOfCells): void;
  /** @param levelOf in [codes] -1 is missing @param levels out [n] @returns how many are missing */
  levelsOfCodes(codes: Int32Array, levelOf: Int32Array, n: number, levels: Int32Array): number;
  /** @param offsets in out [n + 1], the first is there; then where the members of each cell end @returns cells without a member */
  setEnds(codes: Int32Array, starts: Int32Array, n: number, offsets: Int32Array): number;
  placeMembers(call: Members): void;
}
export interface CellKernels extends DistinctKernels, ColumnKernels {
  /** Numbers the texts of a chunk of a column in order of first appearance. @returns how many codes there are then */
  numberTexts(call: NumberTexts): number;
}
