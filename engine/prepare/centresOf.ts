import type { Run } from '../jobs/Run.ts';
import type { NumberColumn } from '../table/Column.ts';
import { isSharedArray, sharedFloat64 } from '../table/Matrix.ts';
import { medianOf } from './medianOf.ts';

/** Of the values that are there. */
export interface Centre {
  readonly mean: number;
  /** Population standard deviation; 1 where there is no spread. */
  readonly sd: number;
  readonly median: number;
}

/** Numbers up to which no thread is worth waking. */
const FEW = 100_000;

/** Centre and spread of each column, one column a task. @throws Cancelled */
export async function centresOf(columns: readonly NumberColumn[], run: Run): Promise<Centre[]> {
  const nValues = columns.reduce((sum, { values }) => sum + values.length, 0);
  if (nValues <= FEW) return columns.map(({ values }) => centreOf(values));
  return run.pool.map(
    'prepare.centre',
    columns.map(({ values }) => shared(values)),
    run.signal,
  );
}

function shared(values: Float64Array): Float64Array {
  if (isSharedArray(values)) return values;
  const copy = sharedFloat64(values.length);
  copy.set(values);
  return copy;
}

function centreOf(values: Float64Array): Centre {
  const present = presentOf(values);
  const n = present.length;
  let mean = 0;
  for (let i = 0; i < n; i++) mean += present[i] / n;
  let variance = 0;
  for (let i = 0; i < n; i++) variance += ((present[i] - mean) * (present[i] - mean)) / n;
  return { mean, sd: Math.sqrt(variance) || 1, median: medianOf(present) };
}

/** A copy. */
function presentOf(values: Float64Array): Float64Array {
  const present = new Float64Array(values.length);
  let n = 0;
  for (let row = 0; row < values.length; row++) if (values[row] === values[row]) present[n++] = values[row];
  return present.subarray(0, n);
}

export const CENTRE_TASKS = { 'prepare.centre': centreOf };
