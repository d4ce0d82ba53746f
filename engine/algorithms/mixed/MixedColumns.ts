import type { FeatureInfo } from '#shared/results';
import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { inTurns } from '../inTurns.ts';

/**
 * How the columns of a prepared matrix are read back as numbers and categories. Plain: models keep it, so that new rows are read as the
 * fitted ones were.
 */
export interface MixedColumns {
  /** Of the matrix. */
  readonly nColumns: number;
  /** Columns of the matrix that are numbers. */
  readonly numeric: readonly number[];
  /** Columns of the matrix that are the flags of one category each; a yes-or-no column is a category of one flag. */
  readonly categories: readonly (readonly number[])[];
  /** [nColumns] A flag is set where its value is above this: half-way between its two values, whatever scale they were brought to. */
  readonly thresholds: readonly number[];
}

/** Rows as numbers and levels; both row-major and shared between threads. */
export interface MixedRows {
  readonly nRows: number;
  readonly nNumeric: number;
  readonly nCategories: number;
  /** [nRows × nNumeric] */
  readonly numbers: Float64Array;
  /** [nRows × nCategories] position of the flag that is set; the number of flags where none is (the level without a flag, or no). */
  readonly levels: Int32Array;
}

/** Least and greatest value of each column. */
export interface ColumnRanges {
  /** [nColumns] */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/**
 * Finds out which columns are the parts of one category: those made of levels of one source column of which at most one is set in every
 * row. Where several are set in some row, the source column holds sets, and every member is a yes-or-no column of its own; so is every
 * other column with two values. Without `features` all columns are numbers.
 */
export async function findMixedColumns(
  x: Matrix,
  features: readonly FeatureInfo[] | undefined,
  run: Run,
): Promise<MixedColumns> {
  const { low, high } = await columnRanges(x, run);
  const thresholds = Array.from(low, (value, j) => value + (high[j] - value) / 2);
  const all = Array.from({ length: x.nColumns }, (_none, j) => j);
  if (!features) return { nColumns: x.nColumns, numeric: all, categories: [], thresholds };
  const isFlag = await twoValued(x, { low, high }, run);
  const groups = new Map<string, number[]>();
  for (const j of all) {
    const { column, level } = features[j];
    if (!isFlag[j]) continue;
    // A column without a level stands for itself; the name of another column cannot be the same as its place.
    const key = level === null ? String(j) : `level of ${column}`;
    groups.set(key, [...(groups.get(key) ?? []), j]);
  }
  const found = [...groups.values()];
  const isSet = await overlaps(x, found, thresholds, run);
  return {
    nColumns: x.nColumns,
    numeric: all.filter(j => !isFlag[j]),
    categories: found.flatMap((columns, i) => (isSet[i] ? columns.map(j => [j]) : [columns])),
    thresholds,
  };
}

/** The rows of a matrix as numbers and levels. @throws Error when the matrix has other columns than the model */
export async function readMixedRows(x: Matrix, columns: MixedColumns, run: Run): Promise<MixedRows> {
  const { numeric, categories, thresholds, nColumns } = columns;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const [nNumeric, nCategories] = [numeric.length, categories.length];
  const numbers = sharedFloat64(x.nRows * nNumeric);
  const levels = sharedInt32(x.nRows * nCategories);
  await inTurns(run, x.nRows, (rowStart, rowEnd) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const at = row * nColumns;
      for (let j = 0; j < nNumeric; j++) numbers[row * nNumeric + j] = x.values[at + numeric[j]];
      for (let c = 0; c < nCategories; c++)
        levels[row * nCategories + c] = levelAt(x.values, at, categories[c], thresholds);
    }
  });
  return { nRows: x.nRows, nNumeric, nCategories, numbers, levels };
}

/** How many levels each category can have: its flags, and none of them. */
export function levelCounts({ categories }: MixedColumns): Int32Array {
  return Int32Array.from(categories, columns => columns.length + 1);
}

export async function columnRanges({ values, nRows, nColumns }: Matrix, run: Run): Promise<ColumnRanges> {
  const low = new Float64Array(nColumns).fill(Infinity);
  const high = new Float64Array(nColumns).fill(-Infinity);
  await inTurns(run, nRows, (rowStart, rowEnd) => {
    for (let i = rowStart * nColumns, j = 0; i < rowEnd * nColumns; i++) {
      if (values[i] < low[j]) low[j] = values[i];
      if (values[i] > high[j]) high[j] = values[i];
      if (++j === nColumns) j = 0;
    }
  });
  return { low, high };
}

async function twoValued(
  { values, nRows, nColumns }: Matrix,
  { low, high }: ColumnRanges,
  run: Run,
): Promise<boolean[]> {
  const isFlag = Array.from(low, (value, j) => value < high[j]);
  await inTurns(run, nRows, (rowStart, rowEnd) => {
    for (let i = rowStart * nColumns, j = 0; i < rowEnd * nColumns; i++) {
      if (values[i] !== low[j] && values[i] !== high[j]) isFlag[j] = false;
      if (++j === nColumns) j = 0;
    }
  });
  return isFlag;
}

/** For each group of flags whether two of them are set in some row. */
async function overlaps(
  { values, nRows, nColumns }: Matrix,
  groups: readonly (readonly number[])[],
  thresholds: readonly number[],
  run: Run,
): Promise<boolean[]> {
  const found = groups.map(() => false);
  await inTurns(run, nRows, (rowStart, rowEnd) => {
    for (const [i, columns] of groups.entries())
      for (let row = rowStart; row < rowEnd && !found[i]; row++) {
        let set = 0;
        for (const j of columns) if (values[row * nColumns + j] > thresholds[j]) set++;
        if (set > 1) found[i] = true;
      }
  });
  return found;
}

/** The first flag that is set. */
function levelAt(values: Float64Array, at: number, columns: readonly number[], thresholds: readonly number[]): number {
  for (let i = 0; i < columns.length; i++) if (values[at + columns[i]] > thresholds[columns[i]]) return i;
  return columns.length;
}
