/** Every distinct text of a piece of a file once, numbered in order of first appearance. */
export interface TextTable {
  /** in out [3]: how many texts there are, how many bytes they have together, slots in use (a power of two) */
  readonly size: Int32Array;
  /** work space [4 × most slots], twice as many slots as texts; zeros for those in use at the start. Each twin has its own order in it. */
  readonly slots: Int32Array;
  /** in out [most texts] where each ends in the heap */
  readonly ends: Int32Array;
  /** in out: their bytes behind one another, and 16 bytes to spare */
  readonly heap: Uint8Array;
}
export interface TextAndDayTable extends TextTable {
  /** work space [DAYS_OF_TEXTS], zeros at the start: the number of each text that is written like 1987-06-05, and one */
  readonly days: Int32Array;
}

/** Texts of one table on their way into another. */
export interface InternTexts {
  /** in, behind one another, and 16 bytes to spare */
  readonly bytes: Uint8Array;
  /** in, where each ends */
  readonly ends: Int32Array;
  readonly from: number;
  readonly to: number;
  /** out, the number in `texts` of each of [from, to) */
  readonly numbers: Int32Array;
  readonly texts: TextTable;
}

/** Records of a text file on their way into cells. */
export interface ReadRecords {
  /** in [end + 16]; a line feed behind the end */
  readonly bytes: Uint8Array;
  readonly end: number;
  readonly separator: number;
  /** 0 for none */
  readonly quote: number;
  readonly isBackslashEscape: boolean;
  readonly nColumns: number;
  /**
   * in out [8], zeros at the start: where the next record begins, its row, the field to go on with (0 for a record not looked at), of a cell
   * that is handed back its first byte and the one behind its last, and what a kernel keeps for itself
   */
  readonly state: Int32Array;
  /** in [nColumns] 1 for columns whose cells are all handed back */
  readonly asks: Uint8Array;
  /** work space [2 × nColumns × nRowsOfTile] */
  readonly bounds: Int32Array;
  /** Rows that may be cut before the cells of the first of them are made. */
  readonly nRowsOfTile: number;
  /** work space, more than nColumns + 72 */
  readonly places: Int32Array;
  /** out [nColumns × nRowsOfRoom] */
  readonly kinds: Uint8Array;
  /** out [nColumns × nRowsOfRoom] */
  readonly values: Float64Array;
  readonly nRowsOfRoom: number;
  /** Texts below this are not noted. */
  readonly nFirst: number;
  /**
   * in out [nColumns × LATER_LENGTH]: how many texts of each column were not below, and behind it the rows of as many as there is room for;
   * of cells that are handed back the caller takes note
   */
  readonly later: Int32Array;
  readonly texts: TextAndDayTable;
}

/** Of the texts that are noted for a column, and their number. */
export const LATER_LENGTH = 64;

/** Days that may have a number of their own in a table of texts. */
export const DAYS_OF_TEXTS = 200 * 12 * 31;

/** Places of `state`. */
export const STATE_AT = 0;
export const STATE_ROW = 1;
export const STATE_FIELD = 2;
export const STATE_FROM = 3;
export const STATE_TO = 4;

/** Why `readRecords` came back. No complete record is left. */
export const READ_END = 0;
/** The record at `state` has another width, or quotes that need care: it was not touched. */
export const READ_ODD = 1;
/** A cell that may be a number after all, or stands in a column that asks: it is to be put in place, and its field stepped over. */
export const READ_CELL = 2;
/** There is no room for another row. */
export const READ_FULL = 3;
/** There is no room for another text; where the next record begins is then not said. */
export const READ_TEXTS = 4;
