import type { Run } from '../../jobs/Run.ts';
import type { Arena, ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { paddedColumns, type KMeansData } from './KMeansData.ts';

/** Rows looked at to find where the data lie and how wide they spread. */
const LOOK_ROWS = 1024;
/** Root sums of squares within these are far from what float32 cannot hold. */
const NARROW = 2 ** -40;
const WIDE = 2 ** 50;

/** Moves and scales the rows of x into the arena, in one pass over the pool. */
export async function scaleRows(x: Matrix, arena: Arena, run: Run): Promise<KMeansData> {
  const { nRows, nColumns, values: source } = x;
  const stride32 = paddedColumns(nColumns);
  const exact = arena.float64(nRows * nColumns);
  const rows32 = arena.float32(nRows * stride32);
  const origin = arena.float64(nColumns);
  const spread = lookAtRows(x, origin);
  const sums = arena.float64(countChunks(nRows) * nColumns);
  const squares = arena.float64(countChunks(nRows));
  const { handle } = arena;
  let scale = powerOfTwoFor(spread);
  const pass = async () => {
    const target = { origin, scale, exact, rows32, stride32, sums, squares };
    await onEveryThread(run, 'kmeans.scale', { handle, queue: newChunkQueue(nRows), source, nColumns, ...target });
    return Math.sqrt(total(squares));
  };
  let width = await pass();
  if (width > 0 && (width < NARROW || width > WIDE)) {
    scale *= powerOfTwoFor(width);
    width = await pass();
  }
  if (!Number.isFinite(width)) throw new Error('k-means was given values that are not finite');
  const largest = width + scale * origin.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const meanVariance = varianceOf(sums, squares, nRows, nColumns);
  return { handle, nRows, nColumns, source, exact, rows32, stride32, origin, scale, largest, meanVariance };
}

/** Puts the mean of some rows spread evenly over all into `origin`; returns the largest deviation from it among them. */
function lookAtRows({ nRows, nColumns, values }: Matrix, origin: Float64Array): number {
  const n = Math.min(nRows, LOOK_ROWS);
  const rows = Array.from({ length: n }, (_, i) => Math.floor((i * nRows) / n));
  for (let j = 0; j < nColumns; j++) {
    // Differences to one of them, so that the sum can neither overflow nor lose the digits of a large offset.
    origin[j] = values[j] + rows.reduce((sum, row) => sum + (values[row * nColumns + j] - values[j]) / n, 0);
  }
  let spread = 0;
  for (const row of rows)
    for (let j = 0; j < nColumns; j++) spread = Math.max(spread, Math.abs(values[row * nColumns + j] - origin[j]));
  return spread;
}

function powerOfTwoFor(size: number): number {
  const exponent = size > 0 && size < Infinity ? Math.floor(Math.log2(size)) : 0;
  return 2 ** -Math.min(1000, Math.max(-1000, exponent));
}

function total(parts: Float64Array): number {
  return parts.reduce((sum, part) => sum + part, 0);
}

function varianceOf(sums: Float64Array, squares: Float64Array, nRows: number, nColumns: number): number {
  let variance = total(squares) / nRows;
  for (let j = 0; j < nColumns; j++) {
    let sum = 0;
    for (let at = j; at < sums.length; at += nColumns) sum += sums[at];
    variance -= (sum / nRows) ** 2;
  }
  return Math.max(0, variance) / nColumns;
}

export interface ScaleInput {
  readonly handle: ArenaHandle;
  readonly queue: ChunkQueue;
  readonly source: Float64Array;
  readonly nColumns: number;
  readonly origin: Float64Array;
  readonly scale: number;
  readonly exact: Float64Array;
  readonly rows32: Float32Array;
  readonly stride32: number;
  /** out [nChunks × nColumns] sums of the columns, and [nChunks] sums of all squares */
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

export function scaleChunks(input: ScaleInput, context: TaskContext): void {
  const { handle, source, nColumns, exact, squares } = input;
  const kernels = kernelsFor(handle);
  claimChunks(input.queue, context, chunk => {
    const { index, rowStart, rowEnd } = chunk;
    exact.set(source.subarray(rowStart * nColumns, rowEnd * nColumns), rowStart * nColumns);
    const sums = input.sums.subarray(index * nColumns, (index + 1) * nColumns).fill(0);
    squares[index] = kernels.scaleRows({ ...input, ...chunk, sums });
  });
}
