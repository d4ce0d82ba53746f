/**
 * What is read from one workbook at most. Excel's own limits where it has one; otherwise far above real files and far below what
 * would hurt the machine. A DEFLATE stream can blow up 1032-fold, sheets of real data 10- to 60-fold.
 */
export const XLSX_LIMITS = {
  rows: 1_048_576,
  columns: 16_384,
  /** Cells of the rectangle from A1 to the last value: 9 bytes each when filled. */
  gridCells: 100_000_000,
  entries: 10_000,
  directoryBytes: 16 * 2 ** 20,
  /** Inflated size of a sheet or of the shared strings. */
  partBytes: 4 * 2 ** 30,
  /** Inflated size of the workbook part, a relationship part or the styles. */
  smallPartBytes: 64 * 2 ** 20,
  /** Inflated bytes per packed byte, above the grace. */
  inflateRatio: 200,
  inflateGraceBytes: 16 * 2 ** 20,
  /** One cell, tag or shared string as it stands in the XML. */
  elementBytes: 4 * 2 ** 20,
  /** All distinct texts together. */
  textBytes: 512 * 2 ** 20,
} as const;
