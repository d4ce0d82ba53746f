import { note, type Note } from '#shared/notes';
import { applyKnn, keepDonors, type KeptDonors } from '../algorithms/knnImpute.ts';
import { centresOf } from './centresOf.ts';
import type { FittedPipeline } from './Prepared.ts';
import type { Run } from '../jobs/Run.ts';
import type { NumberColumn, Table } from '../table/Column.ts';
import { newMatrix, sharedFloat64, type Matrix } from '../table/Matrix.ts';

/** What is kept to fill gaps in numbers; plain JSON. */
export interface NumbersState {
  readonly nNeighbors: number;
  /** Centre and spread put the columns on one scale before similarity is measured; values come back on their own. */
  readonly columns: readonly {
    readonly name: string;
    readonly mean: number;
    readonly sd: number;
    readonly median: number;
  }[];
  /** [nDonors × columns], z-scores, null is missing; null when gaps are filled with the median. */
  readonly donors: readonly (number | null)[] | null;
}

interface Options {
  readonly numeric: 'knn' | 'median';
  readonly nNeighbors: number;
  readonly maxDonors: number;
}

export async function learnNumbers(
  table: Table,
  options: Options,
  run: Run,
): Promise<{ state: NumbersState; notes: Note[] }> {
  const numbers = numberColumns(table);
  const centres = await centresOf(numbers, run);
  const columns = numbers.map(({ name }, j) => ({ name, ...centres[j] }));
  const withGaps = numbers.filter(({ values }) => hasGap(values));
  if (options.numeric === 'median' || withGaps.length === 0 || numbers.length < 2)
    return { state: { nNeighbors: options.nNeighbors, columns, donors: null }, notes: [] };
  const isSampled = table.nRows > options.maxDonors;
  const rows = isSampled
    ? run.stream('impute donors').sample(table.nRows, options.maxDonors)
    : Int32Array.from({ length: table.nRows }, (_none, i) => i);
  const donors: (number | null)[] = [];
  for (const row of rows) {
    numbers.forEach(({ values }, j) =>
      donors.push(Number.isNaN(values[row]) ? null : (values[row] - columns[j].mean) / columns[j].sd),
    );
  }
  const notes = isSampled
    ? withGaps.map(({ name }) => note('impute.sampledDonors', { column: name, donors: rows.length, of: table.nRows }))
    : [];
  return { state: { nNeighbors: options.nNeighbors, columns, donors }, notes };
}

/**
 * Number columns without gaps, by name; columns that have none are left out. The donors kept in the state are all there are, for the customers
 * they were learned from as for later ones: the same customer gets the same values in both, which a larger set of donors for the
 * first would break.
 * Source: Troyanskaya et al. (2001), doi:10.1093/bioinformatics/17.6.520.
 */
export async function applyDonors(
  table: Table,
  state: NumbersState,
  run: Run,
): Promise<ReadonlyMap<string, Float64Array>> {
  const found = new Map(numberColumns(table).map(column => [column.name, column.values]));
  const known = state.columns.map(({ name }) => found.get(name));
  const filled = new Map<string, Float64Array>();
  const gapRows = rowsWithGaps(known, table.nRows);
  if (gapRows.length === 0) return filled;
  const nearest = state.donors ? await fromDonors(known, gapRows, state, donorsOf(state, state.donors), run) : null;
  state.columns.forEach(({ name, mean, sd, median }, j) => {
    const values = known[j];
    if (!values || !hasGap(values)) return;
    const out = sharedFloat64(values.length);
    out.set(values);
    gapRows.forEach((row, i) => {
      if (!Number.isNaN(values[row])) return;
      const found = nearest ? mean + sd * nearest[i * state.columns.length + j] : NaN;
      out[row] = Number.isNaN(found) ? median : found;
    });
    filled.set(name, out);
  });
  return filled;
}

async function fromDonors(
  columns: readonly (Float64Array | undefined)[],
  rows: Int32Array,
  state: NumbersState,
  donors: KeptDonors,
  run: Run,
): Promise<Float64Array> {
  const names = state.columns.map(column => column.name);
  const x = newMatrix(rows.length, names);
  state.columns.forEach(({ mean, sd }, j) => {
    rows.forEach((row, i) => (x.values[i * names.length + j] = ((columns[j]?.[row] ?? NaN) - mean) / sd));
  });
  return (await applyKnn(donors, x, state.nNeighbors, run)).values;
}

/** Customers whose prepared values a pipeline keeps to fill gaps from; the most of any step. */
export function donorRows({ steps }: FittedPipeline): number {
  const rows = steps.map(({ state }) => {
    const { numbers } = (state ?? {}) as { readonly numbers?: Partial<NumbersState> };
    return numbers?.donors && numbers.columns ? numbers.donors.length / numbers.columns.length : 0;
  });
  return Math.max(0, ...rows);
}

/** By the state that holds them: a service is asked about one customer after the other by the same one. */
const kept = new WeakMap<NumbersState, KeptDonors>();

function donorsOf(state: NumbersState, donors: readonly (number | null)[]): KeptDonors {
  const names = state.columns.map(column => column.name);
  const known = kept.get(state) ?? keepDonors(donorMatrix(donors, names));
  kept.set(state, known);
  return known;
}

function donorMatrix(donors: readonly (number | null)[], names: readonly string[]): Matrix {
  const matrix = newMatrix(donors.length / names.length, names);
  donors.forEach((value, i) => (matrix.values[i] = value ?? NaN));
  return matrix;
}

function numberColumns(table: Table): NumberColumn[] {
  return table.columns.filter((column): column is NumberColumn => column.kind === 'number');
}

function rowsWithGaps(columns: readonly (Float64Array | undefined)[], nRows: number): Int32Array {
  const hasGap = new Uint8Array(nRows);
  for (const values of columns)
    for (let row = 0; values !== undefined && row < nRows; row++) if (values[row] !== values[row]) hasGap[row] = 1;
  const rows = new Int32Array(nRows);
  let n = 0;
  for (let row = 0; row < nRows; row++) if (hasGap[row] === 1) rows[n++] = row;
  return rows.subarray(0, n);
}

function hasGap(values: Float64Array): boolean {
  for (let row = 0; row < values.length; row++) if (values[row] !== values[row]) return true;
  return false;
}
