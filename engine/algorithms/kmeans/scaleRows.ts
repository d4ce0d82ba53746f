import type { Run } from '../../jobs/Run.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
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
  const { origin, spread } = lookAtRows(x);
  let scale = powerOfTwoFor(spread);
  const moments = sharedFloat64(countChunks(nRows) * (nColumns + 1));
  const pass = () => {
    const queue = newChunkQueue(nRows);
    return onEveryThread(run, 'kmeans.scale', {
      queue,
      source,
      nColumns,
      origin,
      scale,
      exact,
      rows32,
      stride32,
      moments,
    });
  };
  await pass();
  let width = Math.sqrt(sumOfSquares(moments, nColumns));
  if (width > 0 && (width < NARROW || width > WIDE)) {
    scale *= powerOfTwoFor(width);
    await pass();
    width = Math.sqrt(sumOfSquares(moments, nColumns));
  }
  if (!Number.isFinite(width)) throw new Error('k-means was given values that are not finite');
  const largest = width + scale * origin.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const meanVariance = varianceOf(moments, nRows, nColumns);
  return {
    handle: arena.handle,
    nRows,
    nColumns,
    source,
    exact,
    rows32,
    stride32,
    origin,
    scale,
    largest,
    meanVariance,
  };
}

/** The mean of some rows spread evenly over all, and the largest deviation from it among them. */
function lookAtRows({ nRows, nColumns, values }: Matrix) {
  const origin = sharedFloat64(nColumns);
  const n = Math.min(nRows, LOOK_ROWS);
  const rows = Array.from({ length: n }, (_, i) => Math.floor((i * nRows) / n));
  for (let j = 0; j < nColumns; j++) {
    // Differences to one of them, so that the sum can neither overflow nor lose the digits of a large offset.
    for (const row of rows) origin[j] += (values[row * nColumns + j] - values[j]) / n;
    origin[j] += values[j];
  }
  let spread = 0;
  for (const row of rows)
    for (let j = 0; j < nColumns; j++) spread = Math.max(spread, Math.abs(values[row * nColumns + j] - origin[j]));
  return { origin, spread };
}

function powerOfTwoFor(size: number): number {
  const exponent = size > 0 && size < Infinity ? Math.floor(Math.log2(size)) : 0;
  return 2 ** -Math.min(1000, Math.max(-1000, exponent));
}

function sumOfSquares(moments: Float64Array, nColumns: number): number {
  let total = 0;
  for (let at = nColumns; at < moments.length; at += nColumns + 1) total += moments[at];
  return total;
}

function varianceOf(moments: Float64Array, nRows: number, nColumns: number): number {
  let variance = sumOfSquares(moments, nColumns) / nRows;
  for (let j = 0; j < nColumns; j++) {
    let sum = 0;
    for (let at = j; at < moments.length; at += nColumns + 1) sum += moments[at];
    variance -= (sum / nRows) ** 2;
  }
  return Math.max(0, variance) / nColumns;
}

export interface ScaleInput {
  readonly queue: ChunkQueue;
  readonly source: Float64Array;
  readonly nColumns: number;
  readonly origin: Float64Array;
  readonly scale: number;
  readonly exact: Float64Array;
  readonly rows32: Float32Array;
  readonly stride32: number;
  /** out [nChunks × (nColumns + 1)]: sums of the columns, and the sum of all squares */
  readonly moments: Float64Array;
}

export function scaleChunks(input: ScaleInput, context: TaskContext): void {
  const { source, nColumns, origin, scale, exact, rows32, stride32, moments } = input;
  const sums = new Float64Array(nColumns);
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    sums.fill(0);
    if (stride32 > nColumns) rows32.fill(0, rowStart * stride32, rowEnd * stride32);
    let squares = 0;
    for (let row = rowStart; row < rowEnd; row++) {
      const at = row * nColumns;
      const at32 = row * stride32;
      for (let j = 0; j < nColumns; j++) {
        const value = (source[at + j] - origin[j]) * scale;
        exact[at + j] = value;
        rows32[at32 + j] = value;
        sums[j] += value;
        squares += value * value;
      }
    }
    moments.set(sums, index * (nColumns + 1));
    moments[index * (nColumns + 1) + nColumns] = squares;
  });
}
