import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { nearestCenter } from '../kmeans/lloyd.ts';
import { leaf, type SplitTree } from './SplitTree.ts';

interface WalkInput extends SplitTree {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
  /** out [nRows] */
  readonly labels: Int32Array;
}

function walk({ queue, values, nColumns, children, splitCenters, labels }: WalkInput, context: TaskContext): void {
  const nSplits = children.length / 2;
  const pairs = Array.from({ length: nSplits }, (_none, split) =>
    splitCenters.subarray(2 * split * nColumns, 2 * (split + 1) * nColumns),
  );
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      let split = nSplits > 0 ? 0 : leaf(0);
      while (split >= 0) split = children[2 * split + nearestCenter(values, row, pairs[split], 2, nColumns)];
      labels[row] = leaf(split);
    }
  });
}

export const BISECTING_TASKS = { 'bisecting.walk': walk };
