import { sharedFloat64, sharedUint8 } from '../table/Matrix.ts';
import { CELL_EMPTY, type RawColumn, type RawTable } from '../table/RawTable.ts';
import { TextDictionary } from './TextDictionary.ts';

const FIRST_ROWS = 1024;
const MOST_ROOM = 1.05;

export interface ExpectedSize {
  readonly rows: number;
  readonly columns: number;
}
interface GrowingColumn {
  kinds: Uint8Array;
  values: Float64Array;
}

/** Cells as they arrive, in any order; memory is taken only for columns that hold a value, and is shared so that threads see it without a copy. */
export class CellGrid {
  readonly texts = new TextDictionary();
  private readonly columns: (GrowingColumn | undefined)[] = [];
  private highestRow = -1;
  private readonly expected: ExpectedSize;

  /** @param expected with the first value of one of so many columns, memory for so many rows is taken */
  constructor(expected: ExpectedSize = { rows: 0, columns: 0 }) {
    this.expected = expected;
  }

  /** Rows down to the last value. */
  get nRows(): number {
    return this.highestRow + 1;
  }
  get nColumns(): number {
    return this.columns.length;
  }

  set(row: number, column: number, kind: number, value: number): void {
    const cells = this.columns[column] ?? this.addColumn(column);
    if (row >= cells.kinds.length) growColumn(cells, row);
    cells.kinds[row] = kind;
    cells.values[row] = value;
    if (row > this.highestRow) this.highestRow = row;
  }

  /** Cells of a column from `row` on, the last of them in the last row with a value. */
  setRows(column: number, row: number, kinds: Uint8Array, values: Float64Array): void {
    const cells = this.columns[column] ?? this.addColumn(column);
    const last = row + kinds.length - 1;
    if (last >= cells.kinds.length) growColumn(cells, last);
    cells.kinds.set(kinds, row);
    cells.values.set(values, row);
    if (last > this.highestRow) this.highestRow = last;
  }

  /** What a column holds so far, longer than there are rows; undefined when that is nothing. */
  column(index: number): RawColumn | undefined {
    return this.columns[index];
  }

  /** Columns without a value share one pair of arrays. Takes the grid's memory over: it cannot be filled further. */
  toTable(): RawTable {
    const nRows = this.nRows;
    let empty: RawColumn | null = null;
    const columns = Array.from({ length: this.nColumns }, (_unused, index): RawColumn => {
      const cells = this.columns[index];
      this.columns[index] = undefined;
      if (cells) return { kinds: fitted(cells.kinds, nRows), values: fitted(cells.values, nRows) };
      return (empty ??= { kinds: sharedUint8(nRows).fill(CELL_EMPTY), values: sharedFloat64(nRows) });
    });
    return { nRows, columns, strings: this.texts.heap.toStrings() };
  }

  private addColumn(index: number): GrowingColumn {
    while (this.columns.length <= index) this.columns.push(undefined);
    const nRows = index < this.expected.columns ? Math.max(FIRST_ROWS, this.expected.rows) : FIRST_ROWS;
    const cells = { kinds: sharedUint8(nRows), values: sharedFloat64(nRows) };
    this.columns[index] = cells;
    return cells;
  }
}

function growColumn(cells: GrowingColumn, row: number): void {
  const length = Math.max(row + 1, cells.kinds.length * 2);
  const kinds = sharedUint8(length);
  kinds.set(cells.kinds);
  const values = sharedFloat64(length);
  values.set(cells.values);
  cells.kinds = kinds;
  cells.values = values;
}

function fitted<T extends Uint8Array | Float64Array>(array: T, length: number): T {
  if (array.length === length) return array;
  // A little room behind the end costs less than a copy.
  if (array.length > length && array.length <= length * MOST_ROOM) return array.subarray(0, length) as T;
  const other = (array instanceof Float64Array ? sharedFloat64(length) : sharedUint8(length)) as T;
  other.set(array.length > length ? array.subarray(0, length) : array);
  return other;
}
