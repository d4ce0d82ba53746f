import { CELL_EMPTY, CELL_ERROR, CELL_TEXT, type RawColumn } from '../table/RawTable.ts';

/** A column of cells that is filled row by row; rows that are never set stay empty. */
export class CellBuilder implements RawColumn {
  readonly kinds: Uint8Array;
  readonly values: Float64Array;

  constructor(nRows: number) {
    this.kinds = new Uint8Array(nRows).fill(CELL_EMPTY);
    this.values = new Float64Array(nRows);
  }

  set(row: number, kind: number, value: number): void {
    this.kinds[row] = kind;
    this.values[row] = value;
  }

  /** @param textNumbers the number that each text of the source has in this table */
  copy(row: number, source: RawColumn, from: number, textNumbers: Int32Array): void {
    const kind = source.kinds[from];
    this.kinds[row] = kind;
    const value = source.values[from];
    this.values[row] = kind === CELL_TEXT || kind === CELL_ERROR ? textNumbers[value] : value;
  }
}
