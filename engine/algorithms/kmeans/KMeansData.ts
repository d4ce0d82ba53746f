import type { ArenaHandle } from '../../kernels/KernelMemory.ts';

/**
 * The rows as the kernels want them: centred on their mean and scaled by a power of two so that the largest deviation is about 1.
 * Scaling by a power of two is exact, so it changes no bit of a result that does not over- or underflow.
 */
export interface KMeansData {
  readonly handle: ArenaHandle;
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] as given, row-major. */
  readonly source: Float64Array;
  /** [nRows × nColumns] (source − mean) × scale. */
  readonly exact: Float64Array;
  /** The same in float32, four rows interleaved, padded with zeros to whole blocks. */
  readonly blocks: Float32Array;
  /** [nColumns] */
  readonly mean: Float64Array;
  readonly scale: number;
  /** Largest magnitude in `source`, times `scale`. */
  readonly largest: number;
  /** Mean over the columns of their variance, in scaled units squared. */
  readonly meanVariance: number;
}

export function dataBytes(nRows: number, nColumns: number): number {
  const paddedRows = 4 * Math.ceil(nRows / 4);
  return nRows * nColumns * 8 + paddedRows * nColumns * 4 + nColumns * 8 + 3 * 64;
}
