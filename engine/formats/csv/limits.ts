/** What is read from one text file at most. */
export const CSV_LIMITS = {
  recordBytes: 2 * 2 ** 20,
  columns: 16_384,
  rows: 20_000_000,
  gridCells: 200_000_000,
  /** A quoted field that is still open after this many line ends was never meant to be one. */
  lineEndsInField: 1_000,
} as const;
