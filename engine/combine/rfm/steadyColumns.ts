import type { Column } from '../../table/Column.ts';

/** Customers as numbers, row by row. */
export interface CustomerKeys {
  /** [rows], -1 is missing. */
  readonly ofRow: Int32Array;
  readonly n: number;
  /** Rows that name a customer. */
  readonly nRows: number;
}

export function customerKeys(column: Column | undefined): CustomerKeys {
  if (!column || column.kind === 'set' || column.kind === 'boolean')
    return { ofRow: new Int32Array(0), n: 0, nRows: 0 };
  const numbers = new Map<number, number>();
  const ofValue = (value: number) => {
    if (Number.isNaN(value) || value < 0) return -1;
    const known = numbers.get(value) ?? numbers.size;
    numbers.set(value, known);
    return known;
  };
  const ofRow = 'codes' in column ? Int32Array.from(column.codes, ofValue) : Int32Array.from(column.values, ofValue);
  return { ofRow, n: numbers.size, nRows: ofRow.reduce((sum, key) => sum + (key >= 0 ? 1 : 0), 0) };
}

/** So few customers with several rows show nothing. */
const FEWEST = 10;
const STEADY = 0.95;

/** Columns that say the same in every row of nearly every customer, such as the country: attributes, not transactions. */
export function steadyColumns(columns: readonly Column[], keys: CustomerKeys): { name: string; share: number }[] {
  return columns.flatMap(column => {
    const share = column.kind === 'set' ? 0 : steadyShare(column, keys);
    return share >= STEADY ? [{ name: column.name, share }] : [];
  });
}

/** Of the customers with several values, the share whose values are all equal; 0 where too few have several, or all rows are equal. */
function steadyShare(column: Exclude<Column, { kind: 'set' }>, { ofRow, n }: CustomerKeys): number {
  const first = new Float64Array(n).fill(NaN);
  const counts = new Int32Array(n);
  const isMixed = new Uint8Array(n);
  const different = new Set<number>();
  ofRow.forEach((key, row) => {
    const value = valueAt(column, row);
    if (key < 0 || Number.isNaN(value)) return;
    if (different.size < 2) different.add(value);
    counts[key]++;
    if (counts[key] === 1) first[key] = value;
    else if (first[key] !== value) isMixed[key] = 1;
  });
  let several = 0;
  let steady = 0;
  for (let key = 0; key < n; key++) {
    if (counts[key] < 2) continue;
    several++;
    if (isMixed[key] === 0) steady++;
  }
  return several < FEWEST || different.size < 2 ? 0 : steady / several;
}

function valueAt(column: Exclude<Column, { kind: 'set' }>, row: number): number {
  if ('codes' in column) return column.codes[row] < 0 ? NaN : column.codes[row];
  if (column.kind === 'boolean') return column.values[row] === 2 ? NaN : column.values[row];
  return column.values[row];
}
