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
export interface CellKernels extends DistinctKernels {
  /** Numbers the texts of a chunk of a column in order of first appearance. @returns how many codes there are then */
  numberTexts(call: NumberTexts): number;
}
