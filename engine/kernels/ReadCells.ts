/** Cells of a worksheet's XML on their way into columns. */
export interface ReadCells {
  /** in [end + 64]; behind the end "<", ">" and a quote, over and over */
  readonly bytes: Uint8Array;
  /** Where to begin, and the byte behind the last. */
  readonly from: number;
  readonly end: number;
  /** in out [16], of which the last eight are a kernel's own, zeros at the start; places of the others are CELLS_ constants */
  readonly state: Int32Array;
  /** out [most rows]: 1 for each row that the sheet lists */
  readonly listed: Uint8Array;
  /** in: what a number shows as under each style, SHOWS_ constants; one beyond them shows a number */
  readonly shows: Uint8Array;
  readonly is1904: boolean;
  /** in: number of each shared string, TEXT_UNUSED for one that was not met before, TEXT_EMPTY for one without a letter */
  readonly texts: Int32Array;
  /** out [nColumns × nRows], CELL_ constants; as it was where there is no value */
  readonly kinds: Uint8Array;
  /** out [nColumns × nRows] */
  readonly values: Float64Array;
  /** Cells of the window, whose first row is that of the state: others are not ordinary. */
  readonly nColumns: number;
  readonly nRows: number;
}

/** Places of `state`. Row and column, from 0, of the last cell or row that was met. */
export const CELLS_ROW = 0;
export const CELLS_COLUMN = 1;
/** in: the first row of the window */
export const CELLS_FIRST = 2;
/** in out: the last row with a value, and the last that the sheet lists; -1 for none */
export const CELLS_LAST = 3;
export const CELLS_LISTED = 4;

export const TEXT_UNUSED = -1;
export const TEXT_EMPTY = -2;

/** What a cell with a number under a format shows. */
export const SHOWS_NUMBER = 0;
export const SHOWS_DATE = 1;
/** Only a time of day: a value below one day has no date. */
export const SHOWS_TIME = 2;
