/**
 * A sheet or file as read, before anything is decided about it: every cell keeps the kind it had in the file.
 * Row i of the table is row i + 1 of the sheet (or record i + 1 of a text file); columns start at A.
 */
export const CELL_EMPTY = 0;
export const CELL_NUMBER = 1;
export const CELL_TEXT = 2;
export const CELL_BOOLEAN = 3;
export const CELL_ERROR = 4;
/** A number under a date format, converted to days since 1970-01-01 UTC in the workbook's own date system. */
export const CELL_DATE = 5;

export interface RawColumn {
  /** [nRows], one of the CELL_ constants. */
  readonly kinds: Uint8Array;
  /** [nRows]: the number, the days, 0 or 1, or for text and errors the index into `strings`. */
  readonly values: Float64Array;
}
export interface RawTable {
  readonly nRows: number;
  readonly columns: readonly RawColumn[];
  readonly strings: readonly string[];
}
