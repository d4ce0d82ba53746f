import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { FeatureValues } from '../linear/LinearDesign.ts';
import { classOfValue, type FeatureClasses } from './ScoreClasses.ts';

/** One feature of the card, ready to be looked up. */
export interface PointsLookup {
  readonly values: FeatureValues;
  readonly found: FeatureClasses;
  /** [classes] */
  readonly points: Float64Array;
  /** Where a value says nothing. */
  readonly neutralPoints: number;
}
export interface PointsInput {
  readonly queue: ChunkQueue;
  readonly lookups: readonly PointsLookup[];
  readonly basePoints: number;
  /** out [nRows] sum of the points */
  readonly out: Float64Array;
}

export function addPoints({ queue, lookups, basePoints, out }: PointsInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    out.fill(basePoints, rowStart, rowEnd);
    for (const { values, found, points, neutralPoints } of lookups) {
      const isNumber = values instanceof Float64Array;
      for (let row = rowStart; row < rowEnd; row++) {
        const at = classOfValue(found, isNumber, values[row]);
        out[row] += at < 0 ? neutralPoints : points[at];
      }
    }
  });
}
