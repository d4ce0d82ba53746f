/** Columns of a text, from 0, whose numbers are not simply those that their texts spell. */
export interface SpecialColumns {
  /** They write 1.234,50. */
  readonly commas: readonly number[];
  /** Only a text that a number gives back is one: 12.500, 1.10 and 1e5 stay as they are written, 12.5 is a number. */
  readonly asWritten: readonly number[];
}

export const NO_SPECIAL: SpecialColumns = { commas: [], asWritten: [] };
