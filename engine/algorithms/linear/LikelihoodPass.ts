import type { Run } from '../../jobs/Run.ts';
import { TILE_ROWS, TILE_STRIDE } from '../../kernels/LogisticTile.ts';
import type { Arena } from '../../kernels/KernelMemory.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { sharedUint8 } from '../../table/Matrix.ts';
import { CHUNK_ROWS } from '../../workers/Pool.ts';
import { countChunks, newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { Training } from '../defineAlgorithm.ts';
import { sharedValues, toShared } from './featureValues.ts';
import type { FeatureValues, LinearDesign } from './LinearDesign.ts';
import { passShape, type PassInput, type PassShape, type PassSpace } from './passTask.ts';

/** Numbers that the sums of all chunks may hold together. */
const PARTS_LENGTH = 2 ** 23;
const LEAST_CHUNKS = 4;

export interface Likelihood {
  /** Sums over the rows that were looked at, each weighted. */
  readonly loss: number;
  /** [nParameters] */
  readonly gradient: Float64Array;
  /** [nParameters × nParameters], lower triangle; null when not asked for. */
  readonly hessian: Float64Array | null;
}

/**
 * Passes over training rows for the logistic likelihood: the design is laid out a few rows at a time and never held, so that memory does not grow with it.
 * Cost of one: O(rows × features), with second derivatives O(rows × (columns of numbers + features of flags)²).
 */
export class LikelihoodPass {
  readonly nParameters: number;
  readonly nRows: number;
  private readonly design: LinearDesign;
  private readonly run: Run;
  private readonly values: readonly FeatureValues[];
  private readonly y: Uint8Array;
  private readonly weights: Float64Array | null;

  constructor(design: LinearDesign, { x, y, weights }: Training, run: Run) {
    this.design = design;
    this.run = run;
    this.nRows = x.nRows;
    this.nParameters = design.columns.length + 1;
    this.values = sharedValues(x);
    this.y = sharedUint8(y.length);
    this.y.set(y);
    this.weights = weights === null ? null : toShared(weights);
  }

  /** @param every looks at one of so many tiles of rows. @throws Cancelled */
  async at(parameters: Float64Array, withHessian: boolean, every = 1): Promise<Likelihood> {
    const shape = passShape(this.design, withHessian);
    const chunkRows = this.chunkRows(shape);
    const queue = newChunkQueue(this.nRows, chunkRows);
    const length = countChunks(this.nRows, chunkRows) * shape.length;
    const { threads } = this.run.pool;
    const given = (this.nParameters + 3 * shape.nDense + length) * 8 + 5 * 64;
    const arena = (this.run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(
      given + threads * spaceBytes(shape),
    );
    try {
      const input: Omit<PassInput, keyof PassSpace> = {
        queue,
        handle: arena.handle,
        design: this.design,
        values: this.values,
        y: this.y,
        weights: this.weights,
        parameters: filled(arena, Array.from(parameters)),
        fills: filled(arena, [0, ...this.design.numbers.map(({ fill }) => fill)]),
        centers: filled(arena, [0, ...this.design.numbers.map(({ center }) => center)]),
        factors: filled(arena, [1, ...this.design.numbers.map(({ factor }) => factor)]),
        every,
        shape,
        withHessian,
        parts: arena.float64(length),
      };
      const spaces = Array.from({ length: threads }, () => newSpace(arena, shape));
      const forThread = (thread: number): PassInput => ({ ...input, ...spaces[thread] });
      await onEveryThread(this.run, 'linear.pass', forThread(0), undefined, forThread);
      return addUp(input.parts, shape, withHessian);
    } finally {
      arena.release();
    }
  }

  private chunkRows({ length }: PassShape): number {
    const mostChunks = Math.max(LEAST_CHUNKS, Math.floor(PARTS_LENGTH / length));
    return Math.max(CHUNK_ROWS, TILE_ROWS * Math.ceil(this.nRows / mostChunks / TILE_ROWS));
  }
}

function spaceBytes({ width, nDense }: PassShape): number {
  return (TILE_STRIDE * (width + 5) + nDense) * 8 + 7 * 64;
}

function newSpace(arena: Arena, { width, nDense }: PassShape): PassSpace {
  return {
    tile: arena.float64(TILE_STRIDE * width),
    logits: arena.float64(TILE_STRIDE),
    events: arena.float64(TILE_STRIDE),
    rowWeights: arena.float64(TILE_STRIDE),
    residuals: arena.float64(TILE_STRIDE),
    roots: arena.float64(TILE_STRIDE),
    denseGradient: arena.float64(nDense),
  };
}

function filled(arena: Arena, values: readonly number[]): Float64Array {
  const array = arena.float64(values.length);
  array.set(values);
  return array;
}

/** Adds the chunks in their order. */
function addUp(parts: Float64Array, shape: PassShape, withHessian: boolean): Likelihood {
  const total = new Float64Array(shape.length);
  for (let at = 0; at < parts.length; at += shape.length)
    for (let i = 0; i < shape.length; i++) total[i] += parts[at + i];
  const gradient = total.slice(1, shape.hessianStart);
  return { loss: total[0], gradient, hessian: withHessian ? hessianOf(total, shape) : null };
}

function hessianOf(total: Float64Array, shape: PassShape): Float64Array {
  const { nDense, width, nFlags, nParameters: n, hessianStart, crossStart, flagStart } = shape;
  const hessian = new Float64Array(n * n);
  for (let i = 0; i < nDense; i++)
    for (let j = 0; j <= i; j++) hessian[i * n + j] = total[hessianStart + i * width + j];
  for (let flag = 0; flag < nFlags; flag++) {
    const row = (nDense + flag) * n;
    for (let j = 0; j < nDense; j++) hessian[row + j] = total[crossStart + flag * nDense + j];
    for (let j = 0; j <= flag; j++) hessian[row + nDense + j] = total[flagStart + flag * nFlags + j];
  }
  return hessian;
}
