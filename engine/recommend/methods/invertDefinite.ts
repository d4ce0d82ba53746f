import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';

interface Input {
  /** in [n × n] Cholesky's factor in the lower triangle; out the inverse */
  readonly values: Float64Array;
  /** [n × n] row j holds column j of the factor's inverse */
  readonly inverse: Float64Array;
  readonly n: number;
  readonly queue: ChunkQueue;
}
/** Rows of a chunk: few, because the first cost most. */
const CHUNK_ROWS = 8;

/**
 * Inverts a symmetric positive definite matrix in place, by Cholesky's factor and its inverse: every sum runs along two rows in memory, in four parts
 * added in order, so that threads change nothing.
 * @param values [n × n], row-major, backed by shared memory
 * @throws Cancelled
 * Cost: n³ / 2 products.
 */
export async function invertDefinite(values: Float64Array, n: number, run: Run): Promise<void> {
  const label = 'Product regression';
  await run.pool.map('recommend.factor', [{ values, n }], run.signal);
  const inverse = sharedFloat64(n * n);
  await onEveryThread(
    run,
    'recommend.invertFactor',
    { values, inverse, n, queue: newChunkQueue(n, CHUNK_ROWS) },
    label,
  );
  await onEveryThread(
    run,
    'recommend.squareInverse',
    { values, inverse, n, queue: newChunkQueue(n, CHUNK_ROWS) },
    label,
  );
}

export function factorTask({ values, n }: Pick<Input, 'values' | 'n'>, context: TaskContext): void {
  for (let i = 0; i < n; i++) {
    if (i % 16 === 0) context.throwIfCancelled();
    for (let j = 0; j < i; j++) {
      const at = i * n + j;
      values[at] = (values[at] - dot(values, i * n, values, j * n, j)) / values[j * n + j];
    }
    values[i * n + i] = Math.sqrt(values[i * n + i] - dot(values, i * n, values, i * n, i));
  }
}

export function invertFactorTask({ values, inverse, n, queue }: Input, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let j = rowStart; j < rowEnd; j++) {
      context.throwIfCancelled();
      inverse[j * n + j] = 1 / values[j * n + j];
      for (let i = j + 1; i < n; i++)
        inverse[j * n + i] = -dot(values, i * n + j, inverse, j * n + j, i - j) / values[i * n + i];
    }
  });
}

/** Both halves of the answer are written by the thread that has the row of the lower one. */
export function squareInverseTask({ values, inverse, n, queue }: Input, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let a = rowStart; a < rowEnd; a++) {
      context.throwIfCancelled();
      for (let b = 0; b <= a; b++) {
        const sum = dot(inverse, a * n + a, inverse, b * n + a, n - a);
        values[a * n + b] = sum;
        values[b * n + a] = sum;
      }
    }
  });
}

/** Σ a[from + i] · b[start + i] over `n`, in four parts. */
export function dot(a: Float64Array, from: number, b: Float64Array, start: number, n: number): number {
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    s0 += a[from + i] * b[start + i];
    s1 += a[from + i + 1] * b[start + i + 1];
    s2 += a[from + i + 2] * b[start + i + 2];
    s3 += a[from + i + 3] * b[start + i + 3];
  }
  for (; i < n; i++) s0 += a[from + i] * b[start + i];
  return s0 + s1 + (s2 + s3);
}
