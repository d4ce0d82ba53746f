import { formatCount } from '#shared/format';
import { note, type Note } from '#shared/notes';
import { CELL_ERROR } from '../../table/RawTable.ts';
import { CellGrid } from '../CellGrid.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { beyondLimit } from '../xlsx/problems.ts';
import type { CellTarget } from './CellTarget.ts';

/** Keeps the cells of the sheet that is read. */
export class SheetCells implements CellTarget {
  readonly grid = new CellGrid();
  readonly isFull = false;
  readonly isKept = true;
  formulasWithoutValue = 0;
  private errorValues = 0;
  private lastListed = -1;
  /** One byte per row. */
  private listed = new Uint8Array(1024);
  private readonly name: string;

  /** @param name the file's, for sentences */
  constructor(name: string) {
    this.name = name;
  }

  /** Rows that the sheet lists below the last value. */
  get emptyRowsBelow(): number {
    let n = 0;
    for (let row = this.grid.nRows; row <= this.lastListed; row++) n += this.listed[row];
    return n;
  }
  get notes(): Note[] {
    const notes: Note[] = [];
    if (this.formulasWithoutValue > 0) notes.push(note('read.formulasWithoutValue', { n: this.formulasWithoutValue }));
    if (this.errorValues > 0) notes.push(note('read.errorValues', { n: this.errorValues }));
    return notes;
  }

  listRow(row: number): void {
    if (row >= XLSX_LIMITS.rows) return;
    if (row >= this.listed.length) {
      const longer = new Uint8Array(Math.max(row + 1, this.listed.length * 2));
      longer.set(this.listed);
      this.listed = longer;
    }
    this.listed[row] = 1;
    if (row > this.lastListed) this.lastListed = row;
  }

  /** @throws AppError `xlsx.limit` */
  put(row: number, column: number, kind: number, value: number): void {
    const { grid } = this;
    if (row >= grid.nRows || column >= grid.nColumns) this.checkSize(row, column);
    grid.set(row, column, kind, value);
  }

  /** An empty text is no cell. @throws AppError `xlsx.limit` */
  putText(row: number, column: number, kind: number, text: string): void {
    if (text === '') return;
    if (kind === CELL_ERROR) this.errorValues++;
    this.put(row, column, kind, this.grid.texts.internText(text));
  }

  /** Refuses a sheet whose filled rectangle would not fit before any memory is taken for it. */
  private checkSize(row: number, column: number): void {
    const nRows = Math.max(row + 1, this.grid.nRows);
    const nColumns = Math.max(column + 1, this.grid.nColumns);
    const size = `${formatCount(nRows)} rows of ${formatCount(nColumns)} columns`;
    if (nRows > XLSX_LIMITS.rows || nColumns > XLSX_LIMITS.columns)
      throw beyondLimit(this.name, 'the sheet', '1,048,576 rows of 16,384 columns', size);
    if (nRows * nColumns > XLSX_LIMITS.gridCells)
      throw beyondLimit(
        this.name,
        'the rectangle from A1 to the last cell with a value',
        `${formatCount(XLSX_LIMITS.gridCells)} cells`,
        size,
      );
    if (this.grid.texts.heap.byteLength > XLSX_LIMITS.textBytes)
      throw beyondLimit(this.name, 'all texts together', '512 MB', 'more');
  }
}
