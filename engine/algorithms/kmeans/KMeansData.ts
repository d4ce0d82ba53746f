import { countChunks } from '../../workers/claimChunks.ts';
import type { ArenaHandle } from '../../kernels/KernelMemory.ts';

/**
 * The rows as the kernels want them: moved near the origin and scaled by a power of two so that the deviations are about 1. Scaling
 * by a power of two is exact, so it changes no bit of a result that does not over- or underflow.
 */
export interface KMeansData {
  readonly handle: ArenaHandle;
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] as given, row-major. */
  readonly source: Float64Array;
  /** [nRows × nColumns] (source − origin) × scale. */
  readonly exact: Float64Array;
  /** [nRows × stride32] the same in float32, padded with zeros to whole fours of columns. */
  readonly rows32: Float32Array;
  readonly stride32: number;
  /** [nColumns] a point amid the rows. */
  readonly origin: Float64Array;
  readonly scale: number;
  /** No magnitude in `source`, times `scale`, is above this. */
  readonly largest: number;
  /** Mean over the columns of their variance, in scaled units squared. */
  readonly meanVariance: number;
}

export function paddedColumns(nColumns: number): number {
  return 4 * Math.ceil(nColumns / 4);
}

export function dataBytes(nRows: number, nColumns: number): number {
  const perChunk = countChunks(nRows) * (nColumns + 1) * 8;
  return nRows * (nColumns * 8 + paddedColumns(nColumns) * 4) + nColumns * 8 + perChunk + 5 * 64;
}
