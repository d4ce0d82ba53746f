import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../../table/Matrix.ts';
import { countChunks, newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { addChunks } from './addChunks.ts';

/** Eigenvalues of the scatter matrix XᵀX of the centred rows, descending, with unit eigenvectors by rows [count × nColumns]. */
export interface Axes {
  readonly values: Float64Array;
  readonly vectors: Float64Array;
}

/** Fewer rows per chunk than elsewhere: a row of many columns is much work. */
export const SMALL_CHUNK = 512;

export async function columnMoments(x: Matrix, run: Run): Promise<{ mean: Float64Array; totalSquares: number }> {
  const { nColumns, nRows } = x;
  const origin = sharedFloat64(nColumns);
  origin.set(x.values.subarray(0, nColumns));
  const first = await sumColumns(x, origin, run);
  const mean = sharedFloat64(nColumns);
  for (let j = 0; j < nColumns; j++) mean[j] = origin[j] + first[j] / nRows;
  const second = await sumColumns(x, mean, run);
  return { mean, totalSquares: second.subarray(nColumns).reduce((sum, square) => sum + square, 0) };
}

async function sumColumns(x: Matrix, origin: Float64Array, run: Run): Promise<Float64Array> {
  const { nColumns, nRows, values } = x;
  const parts = sharedFloat64(countChunks(nRows) * 2 * nColumns);
  await onEveryThread(run, 'pca.sums', { queue: newChunkQueue(nRows), values, nColumns, origin, parts });
  return addChunks(parts, 2 * nColumns);
}

/** [nRows × nRows] products of the centred rows; only the lower triangle is filled. */
export async function gramMatrix(x: Matrix, mean: Float64Array, run: Run): Promise<Float64Array> {
  const { nColumns, nRows, values } = x;
  const gram = sharedFloat64(nRows * nRows);
  await onEveryThread(run, 'pca.gram', { queue: newChunkQueue(nRows, 16), values, nColumns, mean, gram });
  return gram;
}

/** XᵀX v for each row v of `vectors`, [width × nColumns]. */
export async function applyScatter(
  x: Matrix,
  mean: Float64Array,
  vectors: Float64Array,
  run: Run,
): Promise<Float64Array> {
  const { nColumns, nRows, values } = x;
  const width = vectors.length / nColumns;
  const shared = sharedFloat64(vectors.length);
  shared.set(vectors);
  const parts = sharedFloat64(countChunks(nRows, SMALL_CHUNK) * vectors.length);
  const queue = newChunkQueue(nRows, SMALL_CHUNK);
  await onEveryThread(run, 'pca.apply', { queue, values, nColumns, mean, vectors: shared, width, parts });
  return addChunks(parts, vectors.length);
}
