import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import type { Kernels } from '../../kernels/Kernels.ts';
import { chunkAt, countChunks, type Chunk, type ChunkQueue } from '../../workers/claimChunks.ts';
import { inCrew, type Crew, type CrewWords } from '../../workers/crew.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { factorBasis, type AlsBasis } from './alsBasis.ts';

/** Rows taken by one thread at a time; of many rows more, so that there are never more than so many chunks with sums of their own. */
const CHUNK_ROWS = 32;
const MOST_CHUNKS = 64;
/** Rows solved between two looks at whether the work was cancelled. */
const LOOK_EVERY = 32;

/** What the leader has done, and for which side; written in `orders`. */
const STEP = { addUp: 0, turn: 1, solve: 2 } as const;
const ORDER = { step: 0, side: 1 } as const;
export const N_ORDERS = 2;

/** One side of the pairs in the arena: rows with what they are paired with, and their factors. */
export interface AlsSide {
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  /** in out [rows × width] */
  readonly factors: Float64Array;
}
export interface AlsInput {
  readonly handle: ArenaHandle;
  readonly crew: CrewWords;
  /** As many for each iteration as there are threads: only tells how far the work is. */
  readonly queue: ChunkQueue;
  /** Customers and products. */
  readonly sides: readonly [AlsSide, AlsSide];
  /** shared [N_ORDERS] */
  readonly orders: Int32Array;
  /** Factors rounded up to a multiple of 4. */
  readonly width: number;
  /** [width × width] */
  readonly gram: Float64Array;
  readonly basis: AlsBasis;
  /** [chunks × width × width] products of factors of the side that was solved last, chunk by chunk */
  readonly parts: Float64Array;
  /** [rows × width] of either side */
  readonly turned: Float64Array;
  /** [4 × width + 4] of this thread */
  readonly space: Float64Array;
  readonly nFactors: number;
  readonly iterations: number;
  readonly ridge: number;
  readonly alpha: number;
  readonly solverSteps: number;
}

/** All iterations, by all threads that come: rows are cut by their number alone and sums added in the order of the chunks. @throws Cancelled */
export function alsTask(input: AlsInput, context: TaskContext): void {
  const kernels = kernelsFor(input.handle);
  inCrew(
    input.crew,
    context,
    item => doStep(input, kernels, item, context),
    crew => lead(input, crew),
  );
}

function lead(input: AlsInput, crew: Crew): void {
  const { sides, orders, iterations, width, queue } = input;
  const share = (step: number, side: number) => {
    orders[ORDER.step] = step;
    orders[ORDER.side] = side;
    crew.share(nChunksOf(rowsOf(sides[side], width)));
  };
  share(STEP.addUp, 1);
  for (let i = 0; i < iterations; i++) {
    Atomics.store(queue.next, 0, (i * queue.nRows) / iterations);
    for (const side of [0, 1]) {
      const other = 1 - side;
      addParts(input, nChunksOf(rowsOf(sides[other], width)));
      factorBasis(input.gram, input.nFactors, width, input.ridge, input.basis);
      share(STEP.turn, other);
      share(STEP.solve, side);
    }
  }
  Atomics.store(queue.next, 0, queue.nRows);
}

function doStep(input: AlsInput, kernels: Kernels, item: number, context: TaskContext): void {
  const { sides, orders, width, basis, turned } = input;
  const side = sides[orders[ORDER.side]];
  const nRows = rowsOf(side, width);
  const chunk = chunkAt(nRows, item, chunkRows(nRows));
  const { rowStart, rowEnd } = chunk;
  if (orders[ORDER.step] === STEP.turn)
    kernels.alsTurn({ matrix: basis.down, from: side.factors, to: turned, rowStart, rowEnd, width });
  else if (orders[ORDER.step] === STEP.solve) solveChunk(input, side, kernels, chunk, context);
  else addUpChunk(input, side, kernels, chunk);
}

function solveChunk(input: AlsInput, side: AlsSide, kernels: Kernels, chunk: Chunk, context: TaskContext): void {
  const { offsets, codes, weights, factors: target } = side;
  const { turned: source, basis, space, width, alpha, solverSteps: steps } = input;
  const { forth, back } = basis;
  const given = { offsets, codes, weights, source, target, forth, back, space, width, alpha, steps };
  for (let rowStart = chunk.rowStart; rowStart < chunk.rowEnd; rowStart += LOOK_EVERY) {
    context.throwIfCancelled();
    kernels.alsRows({ ...given, rowStart, rowEnd: Math.min(chunk.rowEnd, rowStart + LOOK_EVERY) });
  }
  addUpChunk(input, side, kernels, chunk);
}

function addUpChunk({ parts, width }: AlsInput, { factors: source }: AlsSide, kernels: Kernels, chunk: Chunk): void {
  const { index, rowStart, rowEnd } = chunk;
  const size = width * width;
  const sums = parts.subarray(index * size, (index + 1) * size).fill(0);
  kernels.alsGram({ source, sums, rowStart, rowEnd, width });
}

/** gram = the chunks in order, on and right of the diagonal. */
function addParts({ parts, gram, width }: AlsInput, nChunks: number): void {
  gram.fill(0);
  const size = gram.length;
  for (let start = 0; start < nChunks * size; start += size)
    for (let row = 0; row < size; row += width + 1) {
      const end = row + width - (row % width);
      for (let i = row; i < end; i++) gram[i] += parts[start + i];
    }
}

/** How many chunks rows of one side are cut into. */
export function nChunksOf(nRows: number): number {
  return countChunks(nRows, chunkRows(nRows));
}

function chunkRows(nRows: number): number {
  return Math.max(CHUNK_ROWS, Math.ceil(nRows / MOST_CHUNKS));
}

function rowsOf({ factors }: AlsSide, width: number): number {
  return factors.length / width;
}
