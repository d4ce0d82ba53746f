import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { KMeansData } from './KMeansData.ts';

/** Centres and scales the rows of x into the arena, in two passes over the pool. */
export async function scaleRows(x: Matrix, arena: Arena, run: Run): Promise<KMeansData> {
  const { nRows, nColumns, values: source } = x;
  const paddedRows = 4 * Math.ceil(nRows / 4);
  const exact = arena.float64(nRows * nColumns);
  const blocks = arena.float32(paddedRows * nColumns);
  blocks.fill(0, (paddedRows - 4) * nColumns);
  const nChunks = countChunks(nRows);
  const found = sharedFloat64(nChunks * 3 * nColumns);
  await onEveryThread(run, 'kmeans.describe', { queue: newChunkQueue(nRows), source, nColumns, found });
  const { mean, scale, largest } = summarise(x, found, nChunks);
  const squares = sharedFloat64(nChunks);
  const input = { queue: newChunkQueue(nRows), source, nColumns, mean, scale, exact, blocks, squares };
  await onEveryThread(run, 'kmeans.scale', input);
  const meanVariance = squares.reduce((sum, part) => sum + part, 0) / (nRows * nColumns);
  return { handle: arena.handle, nRows, nColumns, source, exact, blocks, mean, scale, largest, meanVariance };
}

function summarise(x: Matrix, found: Float64Array, nChunks: number) {
  const { nColumns, nRows, values } = x;
  const mean = sharedFloat64(nColumns);
  let deviation = 0;
  let magnitude = 0;
  for (let j = 0; j < nColumns; j++) {
    let sum = 0;
    let low = Infinity;
    let high = -Infinity;
    for (let c = 0; c < nChunks; c++) {
      const at = c * 3 * nColumns + j;
      sum += found[at];
      low = Math.min(low, found[at + nColumns]);
      high = Math.max(high, found[at + 2 * nColumns]);
    }
    mean[j] = values[j] + sum / nRows;
    if (!Number.isFinite(mean[j]))
      throw new Error(`k-means was given a column that is not finite: ${x.columnNames[j]}`);
    deviation = Math.max(deviation, high - mean[j], mean[j] - low);
    magnitude = Math.max(magnitude, Math.abs(low), Math.abs(high));
  }
  const exponent = deviation > 0 ? Math.floor(Math.log2(deviation)) : 0;
  const scale = 2 ** -Math.min(1000, Math.max(-1000, exponent));
  return { mean, scale, largest: magnitude * scale };
}

export interface DescribeInput {
  readonly queue: ChunkQueue;
  readonly source: Float64Array;
  readonly nColumns: number;
  /** out [nChunks × 3 × nColumns]: sum of differences to row 0, least, greatest */
  readonly found: Float64Array;
}

export function describeRows({ queue, source, nColumns, found }: DescribeInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const sum = found.subarray(index * 3 * nColumns, (index * 3 + 1) * nColumns);
    const low = found.subarray((index * 3 + 1) * nColumns, (index * 3 + 2) * nColumns).fill(Infinity);
    const high = found.subarray((index * 3 + 2) * nColumns, (index * 3 + 3) * nColumns).fill(-Infinity);
    for (let row = rowStart; row < rowEnd; row++) {
      const at = row * nColumns;
      for (let j = 0; j < nColumns; j++) {
        const value = source[at + j];
        sum[j] += value - source[j];
        if (value < low[j]) low[j] = value;
        if (value > high[j]) high[j] = value;
      }
    }
  });
}

export interface ScaleInput {
  readonly queue: ChunkQueue;
  readonly source: Float64Array;
  readonly nColumns: number;
  readonly mean: Float64Array;
  readonly scale: number;
  readonly exact: Float64Array;
  readonly blocks: Float32Array;
  /** out [nChunks]: sum of squares */
  readonly squares: Float64Array;
}

export function scaleChunks(input: ScaleInput, context: TaskContext): void {
  const { source, nColumns, mean, scale, exact, blocks } = input;
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    let total = 0;
    for (let row = rowStart; row < rowEnd; row++) {
      const at = row * nColumns;
      const inBlock = (row & ~3) * nColumns + (row & 3);
      for (let j = 0; j < nColumns; j++) {
        const value = (source[at + j] - mean[j]) * scale;
        exact[at + j] = value;
        blocks[inBlock + j * 4] = value;
        total += value * value;
      }
    }
    input.squares[index] = total;
  });
}
