/**
 * Typed columns in memory. All arrays have one entry per row. Values sit in SharedArrayBuffers where a kernel will read them;
 * nothing here is changed after it is built.
 */
interface NamedColumn {
  readonly name: string;
  /** The name in the file, where a person gave another. */
  readonly header?: string;
  /** A longer title that a person gave. */
  readonly label?: string;
}
export interface NumberColumn extends NamedColumn {
  readonly kind: 'number';
  /** NaN is missing. */
  readonly values: Float64Array;
  /** Every number stood there with a percent sign: 0.125 is what was written as 12.5 %. */
  readonly isPercent?: true;
}
export interface DateColumn extends NamedColumn {
  readonly kind: 'date';
  /** Days since 1970-01-01 UTC, fractions are time of day; NaN is missing. */
  readonly values: Float64Array;
}
export interface BooleanColumn extends NamedColumn {
  readonly kind: 'boolean';
  /** 0 no, 1 yes, 2 missing. */
  readonly values: Uint8Array;
}
export interface CategoryColumn extends NamedColumn {
  readonly kind: 'category' | 'text';
  /** Index into `levels`; -1 is missing. */
  readonly codes: Int32Array;
  /** Distinct texts, most frequent first (ties in order of first appearance). */
  readonly levels: readonly string[];
  /** The order of the levels, lowest first, where a person gave one; it may name levels that no row has, or leave some out. */
  readonly order?: readonly string[];
  /** Some of the texts were numbers with decimals, which are spelled with a point whatever the file writes. */
  readonly hasPointNumbers?: true;
}
export interface SetColumn extends NamedColumn {
  readonly kind: 'set';
  readonly members: readonly string[];
  /** Row r has the members codes[offsets[r]] … codes[offsets[r + 1] - 1], ascending; none is missing. Length nRows + 1. */
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  /** As of a category. */
  readonly hasPointNumbers?: true;
}
export type Column = NumberColumn | DateColumn | BooleanColumn | CategoryColumn | SetColumn;

export interface Table {
  readonly nRows: number;
  readonly columns: readonly Column[];
}

/** Whether a column holds numbers that were all written with percent signs. */
export function isInPercent(column: Column | undefined): boolean {
  return column?.kind === 'number' && column.isPercent === true;
}

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find(column => column.name === name);
}

export function isMissing(column: Column, row: number): boolean {
  if (column.kind === 'number' || column.kind === 'date') return Number.isNaN(column.values[row]);
  if (column.kind === 'boolean') return column.values[row] === 2;
  if (column.kind === 'set') return column.offsets[row] === column.offsets[row + 1];
  return column.codes[row] < 0;
}
