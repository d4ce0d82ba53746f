import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { dot } from './invertDefinite.ts';

export interface AlsGram {
  /** in [rows × nFactors] */
  readonly source: Float64Array;
  readonly nFactors: number;
  /** out [chunks × nFactors × nFactors] */
  readonly parts: Float64Array;
  readonly queue: ChunkQueue;
}
export interface AlsRows {
  /** in: row r is solved from the rows codes[offsets[r]] … of `source` with their weights */
  readonly offsets: Int32Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array;
  readonly source: Float64Array;
  /** in out [rows × nFactors] */
  readonly target: Float64Array;
  /** in [nFactors × nFactors] products of all rows of `source`, with the ridge on the diagonal */
  readonly gram: Float64Array;
  readonly nFactors: number;
  readonly alpha: number;
  readonly steps: number;
  readonly queue: ChunkQueue;
}

export function alsGramTask({ source, nFactors, parts, queue }: AlsGram, context: TaskContext): void {
  const size = nFactors * nFactors;
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const to = index * size;
    for (let row = rowStart; row < rowEnd; row++) {
      const from = row * nFactors;
      for (let a = 0; a < nFactors; a++) {
        const value = source[from + a];
        const at = to + a * nFactors;
        for (let b = 0; b <= a; b++) parts[at + b] += value * source[from + b];
      }
    }
    for (let a = 0; a < nFactors; a++)
      for (let b = a + 1; b < nFactors; b++) parts[to + a * nFactors + b] = parts[to + b * nFactors + a];
  });
}

/** The squared residual below which a row is solved. */
const SOLVED = 1e-20;

export function alsRowsTask(input: AlsRows, context: TaskContext): void {
  const { nFactors, queue, offsets, target } = input;
  const space = {
    residual: new Float64Array(nFactors),
    direction: new Float64Array(nFactors),
    image: new Float64Array(nFactors),
  };
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      if (offsets[row] === offsets[row + 1]) target.fill(0, row * nFactors, (row + 1) * nFactors);
      else solveRow(input, row, space);
    }
  });
}

interface Space {
  readonly residual: Float64Array;
  readonly direction: Float64Array;
  readonly image: Float64Array;
}

/** Conjugate gradients for (gram + Σ α w y yᵀ) x = Σ (1 + α w) y, from the x of before. */
function solveRow(input: AlsRows, row: number, { residual, direction, image }: Space): void {
  const { nFactors, target, steps, offsets, codes, weights, source, alpha } = input;
  const at = row * nFactors;
  timesMatrix(input, row, target, at, image);
  for (let f = 0; f < nFactors; f++) residual[f] = -image[f];
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const from = codes[i] * nFactors;
    const confidence = 1 + alpha * weights[i];
    for (let f = 0; f < nFactors; f++) residual[f] += confidence * source[from + f];
  }
  direction.set(residual);
  let squares = dot(residual, 0, residual, 0, nFactors);
  for (let step = 0; step < steps && squares >= SOLVED; step++) {
    timesMatrix(input, row, direction, 0, image);
    const length = squares / dot(direction, 0, image, 0, nFactors);
    for (let f = 0; f < nFactors; f++) {
      target[at + f] += length * direction[f];
      residual[f] -= length * image[f];
    }
    const before = squares;
    squares = dot(residual, 0, residual, 0, nFactors);
    const share = squares / before;
    for (let f = 0; f < nFactors; f++) direction[f] = residual[f] + share * direction[f];
  }
}

/** out = (gram + Σ α w y yᵀ) x */
function timesMatrix(input: AlsRows, row: number, x: Float64Array, at: number, out: Float64Array): void {
  const { gram, nFactors, alpha, offsets, codes, weights, source } = input;
  for (let f = 0; f < nFactors; f++) out[f] = dot(gram, f * nFactors, x, at, nFactors);
  if (alpha === 0) return;
  for (let i = offsets[row]; i < offsets[row + 1]; i++) {
    const from = codes[i] * nFactors;
    const factor = alpha * weights[i] * dot(source, from, x, at, nFactors);
    for (let f = 0; f < nFactors; f++) out[f] += factor * source[from + f];
  }
}
