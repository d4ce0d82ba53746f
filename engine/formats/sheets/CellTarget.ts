/** Takes the cells of one sheet, in any order of rows. Rows and columns count from 0. */
export interface CellTarget {
  /** Nothing more is wanted: the reader may stop. */
  readonly isFull: boolean;
  /** Every cell is wanted; otherwise the first and the last of many equal ones say enough. */
  readonly isKept: boolean;
  /** @param kind CELL_NUMBER, CELL_DATE or CELL_BOOLEAN */
  put(row: number, column: number, kind: number, value: number, isFormula: boolean): void;
  /** @param kind CELL_TEXT or CELL_ERROR */
  putText(row: number, column: number, kind: number, text: string, isFormula: boolean): void;
  /** The sheet has this row, whether or not a value stands in it. */
  listRow(row: number): void;
}
