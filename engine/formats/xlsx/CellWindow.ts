import {
  CELLS_COLUMN,
  CELLS_FIRST,
  CELLS_LAST,
  CELLS_LISTED,
  CELLS_ROW,
  type ReadCells,
} from '../../kernels/ReadCells.ts';
import type { CellGrid } from '../CellGrid.ts';
import { XLSX_LIMITS } from './limits.ts';
import type { SheetSpace } from './SheetSpace.ts';

const MOST_ROWS = 2_048;
/** Columns that a window has beyond those with a value so far. */
const SPARE_COLUMNS = 8;
/** A window has paid where one of so many of its columns, or more, got a cell; columns are looked through when it closes. */
const COLUMNS_OF_A_CELL = 4;
/** An ordinary cell has no fewer. */
const CELL_BYTES = 16;
/** New rows without a window, after windows that have not paid. */
const MOST_REST = 1024;

/**
 * A stretch of rows of which none had a value before, on their way into the grid: a kernel fills it with ordinary cells, the general way with the
 * others, and when a cell comes that lies outside of it, what is in it goes to the grid.
 */
export class CellWindow {
  private readonly space: SheetSpace;
  private readonly grid: CellGrid;
  private readonly is1904: boolean;
  private nColumns = 0;
  private nRows = 0;
  /** Cells since it was opened, at most so many. */
  private nCells = 0;
  private rest = 0;
  private resting = 0;

  constructor(space: SheetSpace, grid: CellGrid, is1904: boolean) {
    this.space = space;
    this.grid = grid;
    this.is1904 = is1904;
  }

  /** Takes ordinary cells from `at` on, as many as follow one another, and returns the place behind them. */
  read(bytes: Uint8Array, at: number, end: number, place: { row: number; column: number }): number {
    const { space, nColumns, nRows, is1904 } = this;
    if (nRows === 0 || bytes !== space.bytes) return at;
    const { state } = space;
    state[CELLS_ROW] = place.row;
    state[CELLS_COLUMN] = place.column;
    const call: ReadCells = { ...space, from: at, end, is1904, nColumns, nRows };
    const next = space.kernels.readCells(call);
    place.row = state[CELLS_ROW];
    place.column = state[CELLS_COLUMN];
    this.nCells += (next - at) / CELL_BYTES;
    return next;
  }

  list(row: number): void {
    const { listed, state } = this.space;
    listed[row] = 1;
    if (row > state[CELLS_LISTED]) state[CELLS_LISTED] = row;
  }

  /** Rows that the sheet lists from `row` on. */
  listedFrom(row: number): number {
    const { listed, state } = this.space;
    let n = 0;
    for (let at = row; at <= state[CELLS_LISTED]; at++) n += listed[at];
    return n;
  }

  /** Puts a cell where it belongs; false, with the window closed, where it lies outside. */
  put(row: number, column: number, kind: number, value: number): boolean {
    const { state, kinds, values } = this.space;
    if (!this.holds(row, column)) {
      const isNew = row > this.lastRow;
      this.close();
      if (!isNew || !this.open(row, column)) return false;
    }
    const cell = column * this.nRows + row - state[CELLS_FIRST];
    kinds[cell] = kind;
    values[cell] = value;
    this.nCells++;
    if (row > state[CELLS_LAST]) state[CELLS_LAST] = row;
    return true;
  }

  private get lastRow(): number {
    return Math.max(this.space.state[CELLS_LAST], this.grid.nRows - 1);
  }

  private holds(row: number, column: number): boolean {
    const first = this.space.state[CELLS_FIRST];
    return row >= first && row < first + this.nRows && column < this.nColumns;
  }

  /** Moves what is here to the grid. */
  close(): void {
    const { nRows, nColumns, grid } = this;
    if (nRows > 0) {
      this.rest = this.nCells * COLUMNS_OF_A_CELL < nColumns ? Math.min(MOST_REST, 2 * this.rest + 1) : 0;
      this.resting = this.rest;
    }
    const { state, kinds, values } = this.space;
    const first = state[CELLS_FIRST];
    const n = nRows === 0 ? 0 : state[CELLS_LAST] - first + 1;
    for (let column = 0; n > 0 && column < nColumns; column++) {
      const from = column * nRows;
      const own = kinds.subarray(from, from + n);
      if (!own.some(kind => kind !== 0)) continue;
      grid.setRows(column, first, own, values.subarray(from, from + n));
      own.fill(0);
      values.fill(0, from, from + n);
    }
    this.nRows = 0;
  }

  /** Not where the rectangle from A1 to the window's last cell would be more than is read, nor for a column beyond those that may come next. */
  private open(row: number, column: number): boolean {
    const { kinds, state } = this.space;
    if (this.resting > 0) {
      this.resting--;
      return false;
    }
    const nColumns = Math.min(this.grid.nColumns + SPARE_COLUMNS, XLSX_LIMITS.columns);
    const nRows = Math.min(Math.floor(kinds.length / nColumns), MOST_ROWS, XLSX_LIMITS.rows - row);
    if (column >= nColumns || (row + nRows) * nColumns > XLSX_LIMITS.gridCells) return false;
    this.nColumns = nColumns;
    this.nRows = nRows;
    this.nCells = 0;
    state[CELLS_FIRST] = row;
    return true;
  }
}
