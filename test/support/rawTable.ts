import type { RawRead } from '#engine/formats/defineFormat';
import {
  CELL_BOOLEAN,
  CELL_DATE,
  CELL_EMPTY,
  CELL_ERROR,
  CELL_NUMBER,
  CELL_TEXT,
  type RawTable,
} from '#engine/table/RawTable';

export interface DateCell {
  /** Days since 1970-01-01. */
  readonly day: number;
}
export interface ErrorCell {
  readonly error: string;
}
/** A cell as a test writes it; null is an empty cell. */
export type CellGiven = string | number | boolean | null | DateCell | ErrorCell;

/** A raw table by hand, row by row; short rows end in empty cells. */
export function rawTable(rows: readonly (readonly CellGiven[])[]): RawTable {
  const width = Math.max(0, ...rows.map(row => row.length));
  const strings: string[] = [];
  const known = new Map<string, number>();
  const text = (value: string) => {
    let index = known.get(value);
    if (index === undefined) {
      index = strings.push(value) - 1;
      known.set(value, index);
    }
    return index;
  };
  const cell = (given: CellGiven | undefined): [number, number] => {
    if (given === null || given === undefined) return [CELL_EMPTY, 0];
    if (typeof given === 'string') return [CELL_TEXT, text(given)];
    if (typeof given === 'number') return [CELL_NUMBER, given];
    if (typeof given === 'boolean') return [CELL_BOOLEAN, given ? 1 : 0];
    return 'day' in given ? [CELL_DATE, given.day] : [CELL_ERROR, text(given.error)];
  };
  const columns = Array.from({ length: width }, (_none, position) => {
    const kinds = new Uint8Array(rows.length);
    const values = new Float64Array(rows.length);
    rows.forEach((row, i) => ([kinds[i], values[i]] = cell(row[position])));
    return { kinds, values };
  });
  return { nRows: rows.length, columns, strings };
}

export function rawRead(rows: readonly (readonly CellGiven[])[], other: Partial<RawRead> = {}): RawRead {
  return {
    table: rawTable(rows),
    format: 'xlsx',
    sheet: 'Sheet1',
    sheets: [{ name: 'Sheet1', rows: rows.length, columns: 0, hidden: false }],
    dateSystem: 1900,
    encoding: null,
    separator: null,
    columnStarts: null,
    emptyRowsDropped: 0,
    rejected: [],
    notes: [],
    ...other,
  };
}
