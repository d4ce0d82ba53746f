import type { FeatureValues, LinearDesign } from '../../algorithms/linear/LinearDesign.ts';
import { layRows, TILE_ROWS } from '../../algorithms/linear/tiles.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { AdditiveTerms } from './additiveShap.ts';

export interface AdditiveInput {
  readonly queue: ChunkQueue;
  readonly design: LinearDesign;
  readonly terms: AdditiveTerms;
  readonly values: readonly FeatureValues[];
  /** out [rows × features] */
  readonly out: Float64Array;
}

function additiveRows({ queue, design, terms, values, out }: AdditiveInput, context: TaskContext): void {
  const { slope, away, event, perAway, perEvent, mean } = terms;
  const width = design.columns.length;
  const nFeatures = design.features.length;
  const featureOf = Int32Array.from(design.columns, ({ feature }) => feature);
  const tile = new Float64Array(TILE_ROWS * width);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let from = rowStart; from < rowEnd; from += TILE_ROWS) {
      context.throwIfCancelled();
      const to = Math.min(rowEnd, from + TILE_ROWS);
      layRows(design, values, from, to, tile);
      for (let row = from; row < to; row++) {
        const at = (row - from) * width;
        const own = row * nFeatures;
        for (let c = 0; c < width; c++) {
          const value = tile[at + c];
          const [offAway, offEvent] = [value - away[c], value - event[c]];
          const quadratic = 0.5 * (offAway * offAway * perAway[c] - offEvent * offEvent * perEvent[c]);
          out[own + featureOf[c]] += slope[c] * value + quadratic - mean[c];
        }
      }
    }
  });
}

export const ADDITIVE_SHAP_TASKS = { 'additiveShap.rows': additiveRows };
