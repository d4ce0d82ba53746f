import { breathe } from '../../import/breathe.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { bayesianRidge } from './bayesianRidge.ts';
import { addRows, centredProduct, rowsIn, sumOf, type ProductSums } from './productSums.ts';

/** How one column is estimated from others in one round. */
export interface Regression {
  readonly column: number;
  readonly from: readonly number[];
  readonly coefficients: readonly number[];
  readonly intercept: number;
}
export interface RoundRobinOptions {
  readonly maxIter: number;
  readonly tol: number;
  /** At most so many predictors of a column, those that go along with it most. */
  readonly nNearestFeatures: number;
  /** [nColumns]: estimates are kept within these; null keeps none. */
  readonly limits: Limits | null;
}
export interface Limits {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/**
 * Fills gaps by estimating each column from all others, in turn and in rounds, until the estimates stay where they are: columns with few gaps
 * first, each by a Bayesian ridge regression on the customers who have a value.
 *
 * @param x       in/out [nRows × nColumns]: gaps hold a first guess and are overwritten
 * @param gapRows in     per column, the rows where it is a gap, ascending
 * @param largest in     greatest absolute value that is no gap: the estimates of no customer may change by more than `tol` times that
 * @returns regressions in the order in which they are to be applied, and whether the estimates came to rest
 *
 * Cost: per round O(gaps × columns²) and one eigenvalue problem per column; the whole table is passed over once.
 * The same as scikit-learn's IterativeImputer with BayesianRidge, `imputation_order='ascending'`, without posterior samples.
 * Source: van Buuren & Groothuis-Oudshoorn (2011), doi:10.18637/jss.v045.i03.
 */
export async function fitRoundRobin(
  x: Matrix,
  gapRows: readonly Int32Array[],
  largest: number,
  options: RoundRobinOptions,
  run: Run,
): Promise<{ regressions: Regression[]; rounds: number; isSettled: boolean }> {
  const regressions: Regression[] = [];
  const order = [...gapRows.keys()].sort((a, b) => gapRows[a].length - gapRows[b].length || a - b);
  if (x.nColumns < 2) return { regressions, rounds: 0, isSettled: true };
  const sums = await allSums(x, run);
  const moved = new Float64Array(x.nRows);
  for (let round = 1; round <= options.maxIter; round++) {
    moved.fill(0);
    for (const [i, column] of order.entries()) {
      await breathe(run, x.nRows * x.nColumns);
      run.progress((round - 1) * order.length + i, options.maxIter * order.length, 'Estimating gaps');
      const rows = gapRows[column];
      addRows(sums, x.values, x.nColumns, rows, -1);
      const regression = regress(sums, x.nColumns, column, options.nNearestFeatures);
      regressions.push(regression);
      estimate(x, rows, regression, options.limits, moved);
      addRows(sums, x.values, x.nColumns, rows, 1);
    }
    if (greatest(moved) < options.tol * largest) return { regressions, rounds: round, isSettled: true };
  }
  return { regressions, rounds: options.maxIter, isSettled: false };
}

/** The same regressions on other rows. */
export async function applyRoundRobin(
  x: Matrix,
  gapRows: readonly Int32Array[],
  regressions: readonly Regression[],
  limits: Limits | null,
  run: Run,
): Promise<void> {
  for (const regression of regressions) {
    const rows = gapRows[regression.column];
    await breathe(run, rows.length);
    estimate(x, rows, regression, limits, null);
  }
}

async function allSums(x: Matrix, run: Run): Promise<ProductSums> {
  const sums = new Float64Array((x.nColumns + 1) ** 2);
  for (let from = 0; from < x.nRows; from += CHUNK_ROWS) {
    await breathe(run, CHUNK_ROWS * x.nColumns);
    addRows(sums, x.values, x.nColumns, { from, to: Math.min(x.nRows, from + CHUNK_ROWS) }, 1);
  }
  return sums;
}

function regress(sums: ProductSums, nColumns: number, column: number, most: number): Regression {
  const from = predictors(sums, nColumns, column, most);
  const nRows = rowsIn(sums);
  const xx = new Float64Array(from.length ** 2);
  from.forEach((a, i) => from.forEach((b, j) => (xx[i * from.length + j] = centredProduct(sums, nColumns, a, b))));
  const xy = Float64Array.from(from, a => centredProduct(sums, nColumns, a, column));
  const yy = Math.max(0, centredProduct(sums, nColumns, column, column));
  const coefficients = Array.from(bayesianRidge({ nRows, xx, xy, yy }));
  const mean = (j: number) => sumOf(sums, nColumns, j) / nRows;
  const intercept = from.reduce((sum, a, i) => sum - coefficients[i] * mean(a), mean(column));
  return { column, from, coefficients, intercept };
}

/** All other columns in their order, or those of the greatest correlation, the earlier of equals. */
function predictors(sums: ProductSums, nColumns: number, column: number, most: number): number[] {
  const others = Array.from({ length: nColumns }, (_none, j) => j).filter(j => j !== column);
  if (others.length <= most) return others;
  const strength = others.map(j => {
    const spread = centredProduct(sums, nColumns, j, j) * centredProduct(sums, nColumns, column, column);
    return spread > 0 ? centredProduct(sums, nColumns, j, column) ** 2 / spread : 0;
  });
  const order = [...others.keys()].sort((a, b) => strength[b] - strength[a] || a - b);
  return order
    .slice(0, most)
    .map(i => others[i])
    .sort((a, b) => a - b);
}

/** @param moved in/out [nRows]: what the estimates of a row changed by is added */
function estimate(
  x: Matrix,
  rows: Int32Array,
  regression: Regression,
  limits: Limits | null,
  moved: Float64Array | null,
): void {
  const { column, from, coefficients, intercept } = regression;
  const low = limits ? limits.low[column] : -Infinity;
  const high = limits ? limits.high[column] : Infinity;
  for (const row of rows) {
    const at = row * x.nColumns;
    let value = intercept;
    for (let i = 0; i < from.length; i++) value += coefficients[i] * x.values[at + from[i]];
    value = Math.min(high, Math.max(low, value));
    if (moved) moved[row] += Math.abs(value - x.values[at + column]);
    x.values[at + column] = value;
  }
}

function greatest(values: Float64Array): number {
  let most = 0;
  for (const value of values) if (value > most) most = value;
  return most;
}
