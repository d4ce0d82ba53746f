import type { Run } from '../../jobs/Run.ts';

/** Below this share of its diagonal a pivot is rounding, and its column follows from those before it. */
const LEAST_PIVOT = 1e-10;
/** Multiplications between two looks at whether to stop. */
const WORK_PER_TURN = 2e7;

/** Triangle L with L Lᵀ = A, by rows [n × n]; columns that follow from others are left out, and solutions are 0 there. */
export interface Cholesky {
  readonly n: number;
  readonly lower: Float64Array;
  /** [n] 1 where the column follows from those before it. */
  readonly isAliased: Uint8Array;
}

/** @param matrix in out [n × n], symmetric, not negative; its lower triangle is read and becomes the factor. @throws Cancelled. Cost: O(n³ / 3) */
export async function factorise(matrix: Float64Array, n: number, run: Run): Promise<Cholesky> {
  const isAliased = new Uint8Array(n);
  let work = 0;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    const diagonal = matrix[row + i];
    for (let j = 0; j <= i; j++) {
      let sum = matrix[row + j];
      const other = j * n;
      for (let k = 0; k < j; k++) sum -= matrix[row + k] * matrix[other + k];
      if (j < i) matrix[row + j] = isAliased[j] === 1 ? 0 : sum / matrix[other + j];
      else if (sum > LEAST_PIVOT * diagonal) matrix[row + i] = Math.sqrt(sum);
      else isAliased[i] = 1;
    }
    if (isAliased[i] === 1) {
      matrix.fill(0, row, row + i);
      matrix[row + i] = 1;
    }
    work += (i * i) / 2;
    if (work < WORK_PER_TURN) continue;
    work = 0;
    await pause(run);
  }
  return { n, lower: matrix, isAliased };
}

/** A⁻¹ b. */
export function solve({ n, lower, isAliased }: Cholesky, b: Float64Array): Float64Array {
  const x = Float64Array.from(b);
  for (let i = 0; i < n; i++) {
    if (isAliased[i] === 1) {
      x[i] = 0;
      continue;
    }
    let sum = x[i];
    for (let k = 0; k < i; k++) sum -= lower[i * n + k] * x[k];
    x[i] = sum / lower[i * n + i];
  }
  for (let i = n - 1; i >= 0; i--) {
    if (isAliased[i] === 1) continue;
    const value = x[i] / lower[i * n + i];
    x[i] = value;
    for (let k = 0; k < i; k++) x[k] -= lower[i * n + k] * value;
  }
  return x;
}

/** [n] diagonal of A⁻¹; NaN where the column was left out. @throws Cancelled. Cost: O(n³ / 6) */
export async function inverseDiagonal({ n, lower, isAliased }: Cholesky, run: Run): Promise<Float64Array> {
  const diagonal = new Float64Array(n);
  const column = new Float64Array(n);
  let work = 0;
  // Column j of L⁻¹; the diagonal of A⁻¹ holds the squares of its columns.
  for (let j = 0; j < n; j++) {
    let total = 0;
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0;
      for (let k = j; k < i; k++) sum -= lower[i * n + k] * column[k];
      column[i] = isAliased[i] === 1 ? 0 : sum / lower[i * n + i];
      total += column[i] * column[i];
    }
    diagonal[j] = isAliased[j] === 1 ? NaN : total;
    work += ((n - j) * (n - j)) / 2;
    if (work < WORK_PER_TURN) continue;
    work = 0;
    await pause(run);
  }
  return diagonal;
}

async function pause(run: Run): Promise<void> {
  await new Promise<void>(resolve => setImmediate(resolve));
  run.throwIfCancelled();
}
