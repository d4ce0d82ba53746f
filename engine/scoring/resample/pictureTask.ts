import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** How far out a row of the picture can lie: the square of twice that fits 32 bits. */
export const PICTURE_RADIUS = 23_000;

export interface PictureInput {
  readonly queue: ChunkQueue;
  /** [nRows × nColumns] */
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly mean: Float64Array;
  /** [nColumns × nColumns] unit axes by rows; null for the columns themselves */
  readonly axes: Float64Array | null;
  /** [nRows] distances from the mean */
  readonly lengths: Float64Array;
  readonly scale: number;
  readonly nAxes: number;
  /** out [nRows × nAxes] */
  readonly points: Int16Array;
}

export function drawPicture(input: PictureInput, context: TaskContext): void {
  const { values, nColumns, mean, axes, lengths, scale, nAxes, points } = input;
  const centred = new Float64Array(nColumns);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const length = lengths[row] * scale;
      const step = length > PICTURE_RADIUS ? (scale * PICTURE_RADIUS) / length : scale;
      for (let j = 0; j < nColumns; j++) centred[j] = (values[row * nColumns + j] - mean[j]) * step;
      for (let a = 0; a < nColumns; a++)
        points[row * nAxes + a] = Math.round(axes ? along(axes, a * nColumns, centred) : centred[a]);
    }
  });
}

function along(axes: Float64Array, start: number, row: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < row.length; j++) sum += axes[start + j] * row[j];
  return sum;
}
