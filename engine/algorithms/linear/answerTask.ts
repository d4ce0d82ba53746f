import { exponential } from '../../kernels/typescript/exponential.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues, LinearDesign } from './LinearDesign.ts';
import { layFlags, layNumbers, TILE_ROWS } from './tiles.ts';

export interface AnswerInput {
  readonly queue: ChunkQueue;
  readonly design: LinearDesign;
  readonly values: readonly FeatureValues[];
  /** in [1 + columns] intercept, then by column of the design */
  readonly parameters: Float64Array;
  /** out [nRows] probability of the event */
  readonly out: Float64Array;
}

export function answer({ queue, design, values, parameters, out }: AnswerInput, context: TaskContext): void {
  const nNumbers = design.numbers.length;
  const nFlagged = design.flags.length;
  const tile = new Float64Array(TILE_ROWS * nNumbers);
  const places = new Int32Array(TILE_ROWS * nFlagged);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row += TILE_ROWS) {
      context.throwIfCancelled();
      const end = Math.min(rowEnd, row + TILE_ROWS);
      layNumbers(design, values, row, end, tile, nNumbers, 0);
      layFlags(design, values, row, end, places);
      for (let i = 0; i < end - row; i++) {
        let logit = parameters[0];
        for (let j = 0; j < nNumbers; j++) logit += tile[i * nNumbers + j] * parameters[1 + j];
        for (let f = i * nFlagged; f < (i + 1) * nFlagged; f++) if (places[f] >= 0) logit += parameters[1 + places[f]];
        out[row + i] = probabilityOf(logit);
      }
    }
  });
}

/** 1 / (1 + e^-logit), within [0, 1] whatever the logit. */
export function probabilityOf(logit: number): number {
  const q = exponential(-Math.abs(logit));
  return logit >= 0 ? 1 / (1 + q) : q / (1 + q);
}
