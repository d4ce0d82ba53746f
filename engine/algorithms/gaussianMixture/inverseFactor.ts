import type { TaskContext } from '../../workers/Task.ts';

/** Columns between two looks at whether the work was cancelled. */
const LOOK_EVERY = 8;

/**
 * The inverse of the lower Cholesky factor L of a covariance L Lᵀ.
 *
 * @param covariance  in [stride × stride], row-major; the lower triangle of its first n rows is read
 * @param inverse  out, as `covariance`: the lower triangle is written
 * @returns false where the covariance is not finite and positive definite in float64; `inverse` is then of no use
 *
 * Cost: n³/3 multiplications. Source: Golub & Van Loan, Matrix Computations, 4th ed., 4.2 and 3.1.
 */
export function inverseFactor(
  covariance: Float64Array,
  n: number,
  stride: number,
  inverse: Float64Array,
  context: TaskContext,
): boolean {
  const lower = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    if (i % LOOK_EVERY === 0) context.throwIfCancelled();
    for (let j = 0; j <= i; j++) {
      let left = covariance[i * stride + j];
      for (let k = 0; k < j; k++) left -= lower[i * n + k] * lower[j * n + k];
      if (j < i) lower[i * n + j] = left / lower[j * n + j];
      else if (left > 0 && left < Infinity) lower[i * n + i] = Math.sqrt(left);
      else return false;
    }
  }
  invert(lower, n, stride, inverse, context);
  return true;
}

/** Row i of the inverse from the rows before it: what L takes of them is taken off the unit row. */
function invert(lower: Float64Array, n: number, stride: number, inverse: Float64Array, context: TaskContext): void {
  for (let i = 0; i < n; i++) {
    if (i % LOOK_EVERY === 0) context.throwIfCancelled();
    const row = inverse.subarray(i * stride, i * stride + i + 1).fill(0);
    for (let k = 0; k < i; k++) {
      const share = lower[i * n + k];
      const at = k * stride;
      for (let j = 0; j <= k; j++) row[j] -= share * inverse[at + j];
    }
    const pivot = lower[i * n + i];
    for (let j = 0; j < i; j++) row[j] /= pivot;
    row[i] = 1 / pivot;
  }
}
