import type { CellTarget } from './CellTarget.ts';

const ENOUGH_ROWS = 4000;

/** Looks at a sheet without keeping its cells: how much of it looks like a table, and how large it is. */
export class ProbeCells implements CellTarget {
  readonly isKept = false;
  nRows = 0;
  nColumns = 0;
  private row = -1;
  private valuesInRow = 0;
  private tableRows = 0;
  private values = 0;
  private readonly isWhole: boolean;

  /** @param isWhole the sheet passes to its end, whatever is known by then */
  constructor(isWhole = false) {
    this.isWhole = isWhole;
  }

  get isFull(): boolean {
    return !this.isWhole && this.tableRows >= ENOUGH_ROWS;
  }

  listRow(): void {
    // A row without a value says nothing.
  }
  put(row: number, column: number, _kind: number, _value: number, isFormula: boolean): void {
    this.count(row, column, isFormula);
  }
  putText(row: number, column: number, _kind: number, text: string, isFormula: boolean): void {
    if (text !== '') this.count(row, column, isFormula);
  }

  /** Rows of at least two typed-in values first; among sheets without one, the number of values. */
  get score(): number {
    return this.tableRows + (this.valuesInRow >= 2 ? 1 : 0) + this.values / 1e6;
  }

  private count(row: number, column: number, isFormula: boolean): void {
    if (row >= this.nRows) this.nRows = row + 1;
    if (column >= this.nColumns) this.nColumns = column + 1;
    if (isFormula) return;
    if (row !== this.row) {
      if (this.valuesInRow >= 2) this.tableRows++;
      this.row = row;
      this.valuesInRow = 0;
    }
    this.valuesInRow++;
    this.values++;
  }
}
