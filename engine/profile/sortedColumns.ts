import type { Run } from '../jobs/Run.ts';
import { isSharedArray, sharedFloat64, sharedInt32 } from '../table/Matrix.ts';
import type { Table } from '../table/Column.ts';
import { sortWithRows } from '../table/sortNumbers.ts';

/** The values of a column that are there, in order, and where each stands. */
export interface SortedColumn {
  /** Ascending, without NaN. */
  readonly values: Float64Array;
  /** The row of each; ties in the order of the rows. */
  readonly rows: Int32Array;
}

/** Sorted columns of one table that are kept at most; of a table that needs more none are, and each is sorted where it is asked for. */
const MOST_BYTES = 2 ** 28;
const BYTES_PER_ROW = 12;

/** By the array of a column, which never changes. */
const known = new WeakMap<Float64Array, SortedColumn>();

/**
 * Sorts the columns of numbers and dates on the threads, for all who look at them in order: profile, quantiles, ranks, contrasts, pictures. They are
 * kept for as long as the columns are.
 * @throws Cancelled
 */
export async function sortColumns({ columns, nRows }: Table, run: Run): Promise<void> {
  const numeric = columns.flatMap(column =>
    column.kind === 'number' || column.kind === 'date' ? [column.values] : [],
  );
  if (numeric.length * nRows * BYTES_PER_ROW > MOST_BYTES) return;
  const unsorted = numeric.filter(values => !known.has(values) && isSharedArray(values));
  const inputs = unsorted.map(values => ({ values, sorted: sharedFloat64(nRows), rows: sharedInt32(nRows) }));
  const counts = await run.pool.map<SortInput, number>('profile.sort', inputs, run.signal);
  for (const [i, n] of counts.entries()) {
    const { values, sorted, rows } = inputs[i];
    known.set(values, { values: sorted.subarray(0, n), rows: rows.subarray(0, n) });
  }
}

/** As `sortColumns` has found it, or sorted now. */
export function sortedColumn(values: Float64Array): SortedColumn {
  return keptColumn(values) ?? sortWithRows(values);
}

/** As `sortColumns` has found it; null where it was not kept. */
export function keptColumn(values: Float64Array): SortedColumn | null {
  return known.get(values) ?? null;
}

/** Without infinities. */
export function finitePart({ values, rows }: SortedColumn): SortedColumn {
  let from = 0;
  let to = values.length;
  while (from < to && values[from] === -Infinity) from++;
  while (to > from && values[to - 1] === Infinity) to--;
  return { values: values.subarray(from, to), rows: rows.subarray(from, to) };
}

/** In a thread that was given what `sortColumns` found in another. */
export function recallSorted(values: Float64Array, sorted: SortedColumn): void {
  known.set(values, sorted);
}

/** The group of each value. @param groups [nRows], 0 … nGroups − 1 */
export function groupsInOrder({ rows }: SortedColumn, groups: Int32Array, nGroups: number): Uint8Array | Int32Array {
  // Rows are met in no order, so that what they are looked up in had better be small.
  const given = nGroups <= 256 ? new Uint8Array(groups) : groups;
  const own = given instanceof Uint8Array ? new Uint8Array(rows.length) : new Int32Array(rows.length);
  for (let i = 0; i < rows.length; i++) own[i] = given[rows[i]];
  return own;
}

/** The values of each group, ascending. @param own as `groupsInOrder` finds it */
export function sortedByGroup({ values }: SortedColumn, own: Uint8Array | Int32Array, nGroups: number): Float64Array[] {
  const counts = new Int32Array(nGroups);
  for (let i = 0; i < own.length; i++) counts[own[i]]++;
  const split = Array.from(counts, count => new Float64Array(count));
  counts.fill(0);
  for (let i = 0; i < own.length; i++) split[own[i]][counts[own[i]]++] = values[i];
  return split;
}

interface SortInput {
  readonly values: Float64Array;
  /** out [nRows], shared */
  readonly sorted: Float64Array;
  readonly rows: Int32Array;
}

/** @returns how many values are there */
function sortOne({ values, sorted, rows }: SortInput): number {
  const found = sortWithRows(values);
  sorted.set(found.values);
  rows.set(found.rows);
  return found.values.length;
}

export const SORT_TASKS = { 'profile.sort': sortOne };
