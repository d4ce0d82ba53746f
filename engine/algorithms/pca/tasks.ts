import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { sumScatter } from './centredScatter.ts';

interface Rows {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
}
export interface SumInput extends Rows {
  /** in [nColumns] what is taken off before adding */
  readonly origin: Float64Array;
  /** out [nChunks × 2 × nColumns]: sums, sums of squares */
  readonly parts: Float64Array;
}

function sumColumns({ queue, values, nColumns, origin, parts }: SumInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const sums = parts.subarray(index * 2 * nColumns, (index * 2 + 1) * nColumns);
    const squares = parts.subarray((index * 2 + 1) * nColumns, (index * 2 + 2) * nColumns);
    for (let row = rowStart; row < rowEnd; row++) {
      for (let j = 0; j < nColumns; j++) {
        const d = values[row * nColumns + j] - origin[j];
        sums[j] += d;
        squares[j] += d * d;
      }
    }
  });
}

export interface GramInput extends Rows {
  readonly mean: Float64Array;
  /** out [nRows × nRows]: lower triangle of the products of centred rows */
  readonly gram: Float64Array;
}

function multiplyRows({ queue, values, nColumns, mean, gram }: GramInput, context: TaskContext): void {
  const { nRows } = queue;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let i = rowStart; i < rowEnd; i++) {
      for (let k = 0; k <= i; k++) {
        let sum = 0;
        for (let j = 0; j < nColumns; j++)
          sum += (values[i * nColumns + j] - mean[j]) * (values[k * nColumns + j] - mean[j]);
        gram[i * nRows + k] = sum;
      }
    }
  });
}

export interface ApplyInput extends Rows {
  readonly mean: Float64Array;
  /** in [width × nColumns] */
  readonly vectors: Float64Array;
  readonly width: number;
  /** out [nChunks × width × nColumns]: XᵀX v of the centred rows of the chunk */
  readonly parts: Float64Array;
}

function applyScatter(input: ApplyInput, context: TaskContext): void {
  const { values, nColumns, mean, vectors, width, parts } = input;
  const centred = new Float64Array(nColumns);
  claimChunks(input.queue, context, ({ index, rowStart, rowEnd }) => {
    const base = index * width * nColumns;
    parts.fill(0, base, base + width * nColumns);
    for (let row = rowStart; row < rowEnd; row++) {
      for (let j = 0; j < nColumns; j++) centred[j] = values[row * nColumns + j] - mean[j];
      for (let v = 0; v < width; v++) {
        let dot = 0;
        for (let j = 0; j < nColumns; j++) dot += centred[j] * vectors[v * nColumns + j];
        const to = base + v * nColumns;
        for (let j = 0; j < nColumns; j++) parts[to + j] += dot * centred[j];
      }
    }
  });
}

export interface ProjectInput extends Rows {
  readonly mean: Float64Array;
  /** in [nComponents × nColumns] */
  readonly components: Float64Array;
  readonly nComponents: number;
  /** out [nRows × nComponents] */
  readonly scores: Float64Array;
}

function project(input: ProjectInput, context: TaskContext): void {
  const { values, nColumns, mean, components, nComponents, scores } = input;
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      for (let c = 0; c < nComponents; c++) {
        let dot = 0;
        for (let j = 0; j < nColumns; j++) dot += (values[row * nColumns + j] - mean[j]) * components[c * nColumns + j];
        scores[row * nComponents + c] = dot;
      }
    }
  });
}

export const PCA_TASKS = {
  'pca.sums': sumColumns,
  'pca.scatter': sumScatter,
  'pca.gram': multiplyRows,
  'pca.apply': applyScatter,
  'pca.project': project,
};
