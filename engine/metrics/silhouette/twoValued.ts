import type { Matrix } from '../../table/Matrix.ts';

/** Columns whose distances one table holds, and what such a table holds. */
const COLUMNS_PER_TABLE = 10;
export const TABLE_CELLS = 2 ** COLUMNS_PER_TABLE;
/** Fewer columns of two values are no faster to look up than to measure. */
const FEWEST = 8;
/** A cell of a table is asked for by the byte where it starts. */
const CELL_SHIFT = 3;

/** A column that takes two values. */
interface TwoValued {
  readonly column: number;
  /** The value of the first row. */
  readonly first: number;
  /** Squared distance of the two. */
  readonly square: number;
}
/** Columns apart by how their distances are found. */
export interface ColumnsApart {
  /** Measured one by one. */
  readonly measured: readonly number[];
  /** Looked up, those of each table together. */
  readonly lookedUp: readonly (readonly TwoValued[])[];
}

/**
 * The columns that take two values in some rows, such as flags: how far two rows lie apart in ten of them is looked up by which of them differ.
 * Cost: a look at each value up to the third that differs.
 */
export function columnsApart(x: Matrix, rows: Int32Array): ColumnsApart {
  const all = Array.from({ length: x.nColumns }, (_none, column) => column);
  const found = rows.length === 0 ? [] : all.flatMap(column => twoValued(x, rows, column) ?? []);
  if (found.length < FEWEST) return { measured: all, lookedUp: [] };
  const isFound = new Set(found.map(({ column }) => column));
  const nTables = Math.ceil(found.length / COLUMNS_PER_TABLE);
  return {
    measured: all.filter(column => !isFound.has(column)),
    lookedUp: Array.from({ length: nTables }, (_none, t) =>
      found.slice(t * COLUMNS_PER_TABLE, (t + 1) * COLUMNS_PER_TABLE),
    ),
  };
}

function twoValued({ values, nColumns }: Matrix, rows: Int32Array, column: number): TwoValued | null {
  const first = values[rows[0] * nColumns + column];
  let other = first;
  for (let i = 1; i < rows.length; i++) {
    const value = values[rows[i] * nColumns + column];
    if (value === first || value === other) continue;
    if (other !== first) return null;
    other = value;
  }
  return { column, first, square: (other - first) * (other - first) };
}

/** Fills [lookedUp × TABLE_CELLS]: for each set of columns that may differ the sum of their squared distances, in the order of the columns. */
export function fillTables(lookedUp: ColumnsApart['lookedUp'], tables: Float64Array): void {
  tables.fill(0);
  for (const [t, columns] of lookedUp.entries())
    for (let cell = 0; cell < 2 ** columns.length; cell++)
      for (const [bit, { square }] of columns.entries())
        if (cell & (1 << bit)) tables[t * TABLE_CELLS + cell] += square;
}

/** Which columns of a table have another value than the first row; two rows differ where their patterns do. */
export function patternOf({ values, nColumns }: Matrix, row: number, columns: readonly TwoValued[]): number {
  let pattern = 0;
  for (let bit = 0; bit < columns.length; bit++)
    if (values[row * nColumns + columns[bit].column] !== columns[bit].first) pattern |= 1 << bit;
  return pattern << CELL_SHIFT;
}
