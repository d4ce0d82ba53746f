import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { MovedRows } from '../../kernels/Kernels.ts';
import { countChunks } from '../../workers/claimChunks.ts';

/** What `rows` are: the source itself, a copy of it where kernels cannot read that, or a copy that is moved and scaled already. */
export type RowsCopy = 'none' | 'asGiven' | 'moved';

/**
 * The rows as the kernels want them: moved near the origin and scaled by a power of two so that the deviations are about 1, either before or
 * as they are read. Scaling by a power of two is exact, so it changes no bit of a result that does not over- or underflow.
 */
export interface KMeansData extends MovedRows {
  readonly handle: ArenaHandle;
  readonly nRows: number;
  readonly nColumns: number;
  /** [nRows × nColumns] as given, row-major. */
  readonly source: Float64Array;
  /** [nRows × nColumns] in float64, as kernels read them: they become (source − origin) × scale by offset and factor. */
  readonly rows: Float64Array;
  readonly copy: RowsCopy;
  /** [nRows × stride32] the scaled rows in float32, padded with zeros to whole fours of columns; empty where `isNarrowedAsRead`. */
  readonly rows32: Float32Array;
  /** Then 0. */
  readonly stride32: number;
  /** [nRows] squared lengths of the scaled rows; then empty too. */
  readonly norms32: Float32Array;
  /** [nColumns] a point amid the rows. */
  readonly origin: Float64Array;
  readonly scale: number;
  /** [nChunks × nColumns] sums of the scaled columns, and [nChunks] sums of all squares. */
  readonly columnSums: Float64Array;
  readonly squares: Float64Array;
  /** What is known of all rows once they are scaled. */
  readonly facts: Float64Array;
}

/** Slots of `facts`. */
export const IS_SCALED = 0;
/** Root of the sum of all scaled values squared. */
export const WIDTH = 1;
/** No magnitude in `source`, times `scale`, is above this. */
export const LARGEST = 2;
/** Mean over the columns of their variance, in scaled units squared. */
export const MEAN_VARIANCE = 3;

export function paddedColumns(nColumns: number): number {
  return 4 * Math.ceil(nColumns / 4);
}

/** Of a row in float64 that fills one line of the cache. Kernels sum as many at most. */
const COLUMNS_OF_A_LINE = 8;

/**
 * Whether there are no rows in float32: a row of few columns is read from memory as fast in float64, and lies in the cache when it moves to
 * another cluster. Rows that are moved already are few, and are looked at again and again.
 */
export function isNarrowedAsRead(nColumns: number, areMoved: boolean): boolean {
  return !areMoved && nColumns <= COLUMNS_OF_A_LINE;
}

/** Without a copy of the rows in float64. */
export function dataBytes(nRows: number, nColumns: number, areMoved: boolean): number {
  const perRow = isNarrowedAsRead(nColumns, areMoved) ? 0 : paddedColumns(nColumns) * 4 + 4;
  const perChunk = countChunks(nRows) * (nColumns + 1) * 8;
  return nRows * perRow + 2 * nColumns * 8 + perChunk + 4 * 8 + 7 * 64;
}
