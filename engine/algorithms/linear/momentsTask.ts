import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues, LinearDesign } from './LinearDesign.ts';
import { layRows, TILE_ROWS } from './tiles.ts';

export interface MomentsInput {
  readonly queue: ChunkQueue;
  readonly design: LinearDesign;
  readonly values: readonly FeatureValues[];
  readonly y: Uint8Array;
  readonly weights: Float64Array | null;
  /** in [2 × columns] what is taken off the rows of each outcome before adding */
  readonly about: Float64Array;
  /** out [nChunks × (2 + 4 × columns)] weight of each outcome; sums of each outcome; sums of squares of each outcome */
  readonly parts: Float64Array;
}

/** Weighted sums and squares of the columns of a design, by outcome. */
export function sumMoments(
  { queue, design, values, y, weights, about, parts }: MomentsInput,
  context: TaskContext,
): void {
  const width = design.columns.length;
  const length = 2 + 4 * width;
  const tile = new Float64Array(TILE_ROWS * width);
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    const part = parts.subarray(index * length, (index + 1) * length).fill(0);
    for (let row = rowStart; row < rowEnd; row += TILE_ROWS) {
      context.throwIfCancelled();
      const end = Math.min(rowEnd, row + TILE_ROWS);
      layRows(design, values, row, end, tile);
      for (let i = row; i < end; i++) {
        const weight = weights === null ? 1 : weights[i];
        const own = y[i] * width;
        const at = (i - row) * width;
        part[y[i]] += weight;
        for (let j = 0; j < width; j++) {
          const off = tile[at + j] - about[own + j];
          part[2 + own + j] += weight * off;
          part[2 + 2 * width + own + j] += weight * off * off;
        }
      }
    }
  });
}
