import { symmetricEigen } from '../../algorithms/pca/symmetricEigen.ts';

/** Sums over the rows that have the target, all of them of columns that were centred. */
export interface RidgeSums {
  readonly nRows: number;
  /** [n × n]: products of the predictors. */
  readonly xx: Float64Array;
  /** [n]: products of predictors and target. */
  readonly xy: Float64Array;
  /** Of the target with itself. */
  readonly yy: number;
}

const MAX_ITER = 300;
const TOL = 1e-3;
/** Of the Gamma priors over both precisions. */
const PRIOR = 1e-6;
const EPSILON = 2 ** -52;

/**
 * Coefficients of a ridge regression whose strength the data chooses, by the evidence procedure. The same as scikit-learn's BayesianRidge with
 * its defaults, computed from the products of the columns instead of a singular value decomposition of the rows: less exact where
 * predictors nearly repeat one another, but of a cost that does not depend on the number of rows.
 *
 * @returns [n]
 * Cost: one eigenvalue problem of n columns. Source: MacKay (1992), doi:10.1162/neco.1992.4.3.415.
 */
export function bayesianRidge({ nRows, xx, xy, yy }: RidgeSums): Float64Array {
  const n = xy.length;
  const { values, vectors } = symmetricEigen(xx, n);
  const eigen = values.map(value => Math.max(0, value));
  // In the basis of the eigenvectors everything is a sum over n numbers.
  const rotated = new Float64Array(n);
  for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) rotated[k] += vectors[k * n + j] * xy[j];
  let alpha = 1 / (yy / nRows + EPSILON);
  let lambda = 1;
  let before: Float64Array | null = null;
  let found = solve(eigen, rotated, lambda / alpha);
  for (let iteration = 0; iteration < MAX_ITER; iteration++) {
    found = solve(eigen, rotated, lambda / alpha);
    let gamma = 0;
    let squares = 0;
    let explained = 0;
    for (let k = 0; k < n; k++) {
      gamma += (alpha * eigen[k]) / (lambda + alpha * eigen[k]);
      squares += found[k] * found[k];
      explained += found[k] * (2 * rotated[k] - eigen[k] * found[k]);
    }
    const errors = Math.max(0, yy - explained);
    lambda = (gamma + 2 * PRIOR) / (squares + 2 * PRIOR);
    alpha = (nRows - gamma + 2 * PRIOR) / (errors + 2 * PRIOR);
    const coefficients = unrotate(vectors, found);
    if (before && change(before, coefficients) < TOL) break;
    before = coefficients;
  }
  return unrotate(vectors, solve(eigen, rotated, lambda / alpha));
}

function solve(eigen: Float64Array, rotated: Float64Array, ridge: number): Float64Array {
  return rotated.map((value, k) => (eigen[k] + ridge > 0 ? value / (eigen[k] + ridge) : 0));
}

function unrotate(vectors: Float64Array, found: Float64Array): Float64Array {
  const n = found.length;
  const coefficients = new Float64Array(n);
  for (let k = 0; k < n; k++) for (let j = 0; j < n; j++) coefficients[j] += vectors[k * n + j] * found[k];
  return coefficients;
}

function change(before: Float64Array, after: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < after.length; j++) sum += Math.abs(before[j] - after[j]);
  return sum;
}
