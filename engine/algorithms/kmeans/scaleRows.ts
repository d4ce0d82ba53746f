import type { Run } from '../../jobs/Run.ts';
import { copyNumbers } from '../../kernels/copyNumbers.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { canRead } from '../../kernels/lastingNumbers.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { claimChunks, countChunks, newChunkQueue, type Chunk, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import {
  IS_SCALED,
  isNarrowedAsRead,
  LARGEST,
  MEAN_VARIANCE,
  paddedColumns,
  WIDTH,
  type KMeansData,
} from './KMeansData.ts';

/** Rows looked at to find where the data lie and how wide they spread. */
const LOOK_ROWS = 128;
/** Root sums of squares within these are far from what float32 cannot hold. */
const NARROW = 2 ** -40;
const WIDE = 2 ** 50;

/** Space for the rows of x, and where they are to be moved and by what scaled; they are not yet in it. */
export function placeRows(x: Matrix, arena: Arena, areMoved: boolean): KMeansData {
  const { nRows, nColumns, values: source } = x;
  const isNarrowed = isNarrowedAsRead(nColumns, areMoved);
  const stride32 = isNarrowed ? 0 : paddedColumns(nColumns);
  const origin = arena.float64(nColumns);
  const scale = powerOfTwoFor(lookAtRows(x, origin));
  const copy = areMoved ? 'moved' : canRead(arena.handle, source) ? 'none' : 'asGiven';
  return {
    handle: arena.handle,
    nRows,
    nColumns,
    source,
    copy,
    rows: copy === 'none' ? source : arena.float64(nRows * nColumns),
    offset: areMoved ? arena.float64(nColumns).fill(0) : origin,
    factor: areMoved ? 1 : scale,
    rows32: arena.float32(nRows * stride32),
    stride32,
    norms32: arena.float32(isNarrowed ? 0 : nRows),
    origin,
    scale,
    columnSums: arena.float64(countChunks(nRows) * nColumns),
    squares: arena.float64(countChunks(nRows)),
    facts: arena.float64(4).fill(0),
  };
}

/** Moves and scales the rows into their place, in one pass over the pool; in two where a look at some of them was misleading. */
export async function scaleRows(placed: KMeansData, run: Run): Promise<KMeansData> {
  const pass = (data: KMeansData) => onEveryThread(run, 'kmeans.scale', { queue: newChunkQueue(data.nRows), data });
  let data = placed;
  await pass(data);
  learnFacts(data);
  const width = data.facts[WIDTH];
  if (width > 0 && (width < NARROW || width > WIDE)) {
    const scale = data.scale * powerOfTwoFor(width);
    data = { ...data, scale, factor: data.copy === 'moved' ? 1 : scale };
    await pass(data);
    learnFacts(data);
  }
  if (!Number.isFinite(data.facts[WIDTH])) throw new Error('k-means was given values that are not finite');
  return data;
}

/** What all chunks together say. Returns whether float32 can hold the rows as they are scaled. */
export function learnFacts({ facts, squares, columnSums, origin, scale, nRows, nColumns }: KMeansData): boolean {
  const width = Math.sqrt(total(squares));
  const isHeld = width === 0 || (width >= NARROW && width <= WIDE);
  facts[WIDTH] = width;
  facts[LARGEST] = width + scale * origin.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  facts[MEAN_VARIANCE] = varianceOf(columnSums, squares, nRows, nColumns);
  facts[IS_SCALED] = isHeld ? 1 : 0;
  return isHeld;
}

/** Puts the mean of some rows spread evenly over all into `origin`; returns the largest deviation from it among them. */
function lookAtRows({ nRows, nColumns, values }: Matrix, origin: Float64Array): number {
  const n = Math.min(nRows, LOOK_ROWS);
  // Differences to one of them, so that the sum can neither overflow nor lose the digits of a large offset.
  const sums = new Float64Array(nColumns);
  for (let i = 0; i < n; i++) {
    const from = Math.floor((i * nRows) / n) * nColumns;
    for (let j = 0; j < nColumns; j++) sums[j] += (values[from + j] - values[j]) / n;
  }
  for (let j = 0; j < nColumns; j++) origin[j] = values[j] + sums[j];
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const from = Math.floor((i * nRows) / n) * nColumns;
    for (let j = 0; j < nColumns; j++) spread = Math.max(spread, Math.abs(values[from + j] - origin[j]));
  }
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

/** Bytes of rows worked on one after the other while they stay in the cache. */
const TILE_BYTES = 262_144;

/** @param then  is called for rows that are scaled while they are still close by */
export function scaleChunk(
  data: KMeansData,
  kernels: Kernels,
  chunk: Chunk,
  then: (rowStart: number, rowEnd: number) => void = () => undefined,
): void {
  const { nColumns, copy, rows, rows32, norms32, stride32, origin, scale } = data;
  const sums = data.columnSums.subarray(chunk.index * nColumns, (chunk.index + 1) * nColumns).fill(0);
  const isKept = copy === 'moved';
  let squares = 0;
  readChunk(data, chunk, (rowStart, rowEnd) => {
    const call = { rows, rows32, norms32, stride32, origin, scale, rowStart, rowEnd, nColumns, sums, squares, isKept };
    squares = kernels.scaleRows(call);
    then(rowStart, rowEnd);
  });
  data.squares[chunk.index] = squares;
}

/** Rows of a chunk that lie where kernels can read them, as many at a time as stay in the cache. */
export function readChunk(
  { source, nColumns, copy, rows }: KMeansData,
  { rowStart: first, rowEnd: last }: Chunk,
  work: (rowStart: number, rowEnd: number) => void,
): void {
  const tileRows = Math.max(64, 64 * Math.floor(TILE_BYTES / (nColumns * 512)));
  for (let rowStart = first; rowStart < last; rowStart += tileRows) {
    const rowEnd = Math.min(last, rowStart + tileRows);
    if (copy !== 'none')
      copyNumbers(source.subarray(rowStart * nColumns, rowEnd * nColumns), rows.subarray(rowStart * nColumns));
    work(rowStart, rowEnd);
  }
}

export interface ScaleInput {
  readonly queue: ChunkQueue;
  readonly data: KMeansData;
}

export function scaleChunks({ queue, data }: ScaleInput, context: TaskContext): void {
  const kernels = kernelsFor(data.handle);
  claimChunks(queue, context, chunk => scaleChunk(data, kernels, chunk));
}
