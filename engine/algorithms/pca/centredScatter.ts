import type { Run } from '../../jobs/Run.ts';
import { copyNumbers } from '../../kernels/copyNumbers.ts';
import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { scatterSpaceLength, SCATTER_ROWS } from '../../kernels/ScatterCall.ts';
import { arenaBeside, canRead } from '../../kernels/lastingNumbers.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { addChunks } from './addChunks.ts';

/** Rows looked at to find where the data lie. */
const LOOK_ROWS = 128;
/** Share of the sums of squares about the origin that may be due to the origin; beyond it digits are lost. */
const MOST_OFFSET = 0.5;
/** Numbers of a step's rows that are copied, which stay in the cache, and of one whose rows a quick kernel reads where they are; products of a chunk; numbers held by all chunks. */
const STEP_LENGTH = 2 ** 14;
const LONG_STEP_LENGTH = 2 ** 18;
const CHUNK_WORK = 2 ** 18;
const PARTS_LENGTH = 2 ** 25;

export interface Scatter {
  /** [nColumns] */
  readonly mean: Float64Array;
  /** [nColumns × nColumns] products of the centred columns; only the lower triangle is filled. */
  readonly scatter: Float64Array;
}

/**
 * Means and scatter matrix in one pass over the rows: sums are taken about a point amid the rows, and moved to the mean. Where that point
 * turns out to lie far out, a second pass is made about the mean.
 *
 * Cost: O(rows × columns²). Source: Chan, Golub & LeVeque (1983), doi:10.1080/00031305.1983.10483115, on shifted data.
 */
export async function centredScatter(x: Matrix, run: Run): Promise<Scatter> {
  const first = await scatterAbout(x, pointAmid(x), run);
  return first.isExact ? first : scatterAbout(x, first.mean, run);
}

async function scatterAbout(x: Matrix, about: Float64Array, run: Run): Promise<Scatter & { isExact: boolean }> {
  const { nRows, nColumns } = x;
  const width = 2 * Math.ceil(nColumns / 2);
  const total = await sumAbout(x, about, width, run);
  const offset = total.subarray(0, nColumns).map(sum => sum / nRows);
  const mean = about.map((value, j) => value + offset[j]);
  const scatter = new Float64Array(nColumns * nColumns);
  let isExact = true;
  for (let i = 0; i < nColumns; i++) {
    const row = width + i * width;
    for (let j = 0; j <= i; j++) scatter[i * nColumns + j] = total[row + j] - nRows * offset[i] * offset[j];
    if (nRows * offset[i] * offset[i] > MOST_OFFSET * total[row + i]) isExact = false;
  }
  return { mean, scatter, isExact };
}

/** The mean of some rows spread evenly over all. */
function pointAmid({ nRows, nColumns, values }: Matrix): Float64Array {
  const n = Math.min(nRows, LOOK_ROWS);
  const point = new Float64Array(nColumns);
  for (let i = 0; i < n; i++) {
    const row = Math.floor((i * nRows) / n) * nColumns;
    // Differences to one of them, so that the sum can neither overflow nor lose the digits of a large offset.
    for (let j = 0; j < nColumns; j++) point[j] += (values[row + j] - values[j]) / n;
  }
  return point.map((value, j) => values[j] + value);
}

/** [width + width × width] deviations from a point and their products, summed over all rows. */
async function sumAbout(x: Matrix, about: Float64Array, width: number, run: Run): Promise<Float64Array> {
  const { nRows, nColumns, values } = x;
  const length = width + width * width;
  const chunkRows = chunkRowsFor(nRows, width);
  const queue = newChunkQueue(nRows, chunkRows);
  const nThreads = threadsFor(run, queue);
  const copiedRows = stepRowsFor(STEP_LENGTH, width);
  const ofThread = scatterSpaceLength(nColumns) * 8 + 64;
  const bytes = (nColumns + countChunks(nRows, chunkRows) * length) * 8 + 2 * 64 + nThreads * ofThread;
  const copyBytes = nThreads * (copiedRows * nColumns * 8 + 64);
  const arena = arenaBeside(values, run.pool.kernelMemory, bytes, copyBytes);
  try {
    const origin = arena.float64(nColumns);
    origin.set(about);
    const parts = arena.float64(countChunks(nRows, chunkRows) * length);
    const isCopied = !canRead(arena.handle, values);
    const isQuick = !isCopied && arena.handle.kind === 'wasm';
    const stepRows = isQuick ? stepRowsFor(LONG_STEP_LENGTH, width) : copiedRows;
    const spaces = Array.from({ length: nThreads }, () => ({
      rows: isCopied ? arena.float64(copiedRows * nColumns) : null,
      space: arena.float64(scatterSpaceLength(nColumns)),
    }));
    const input = { queue, handle: arena.handle, values, nColumns, origin, parts, stepRows, length };
    await onEveryThread(run, 'pca.scatter', { ...input, ...spaces[0] }, undefined, thread => ({
      ...input,
      ...spaces[thread],
    }));
    return addChunks(parts, length);
  } finally {
    arena.release();
  }
}

function stepRowsFor(length: number, width: number): number {
  return SCATTER_ROWS * Math.max(1, Math.floor(length / SCATTER_ROWS / width));
}

/** Small where a row is much work, and large where many chunks would not fit memory; by the shape of the data alone. */
function chunkRowsFor(nRows: number, width: number): number {
  const batches = Math.max(16, Math.min(512, Math.floor(CHUNK_WORK / (width * width))));
  const mostChunks = Math.max(8, Math.floor(PARTS_LENGTH / (width * width)));
  return SCATTER_ROWS * Math.max(batches, Math.ceil(nRows / SCATTER_ROWS / mostChunks));
}

interface ThreadSpace {
  /** [stepRows × nColumns], for rows that kernels cannot read where they are. */
  readonly rows: Float64Array | null;
  /** [scatterSpaceLength] */
  readonly space: Float64Array;
}

export interface ScatterInput extends ThreadSpace {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly origin: Float64Array;
  /** out [nChunks × length] */
  readonly parts: Float64Array;
  readonly stepRows: number;
  readonly length: number;
}

export function sumScatter(input: ScatterInput, context: TaskContext): void {
  const { values, nColumns, origin, rows, space, length, stepRows } = input;
  const kernels = kernelsFor(input.handle);
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const sums = input.parts.subarray(index * length, (index + 1) * length).fill(0);
    for (let row = rowStart; row < rowEnd; row += stepRows) {
      context.throwIfCancelled();
      const end = Math.min(rowEnd, row + stepRows);
      const given = values.subarray(row * nColumns, end * nColumns);
      if (rows) copyNumbers(given, rows);
      kernels.addScatter({ rows: rows ?? given, origin, space, sums, nRows: end - row, nColumns });
    }
  });
}
