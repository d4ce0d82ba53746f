import { kmeans } from '../../algorithms/kmeans.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { nearestCenter } from '../../algorithms/kmeans/lloyd.ts';
import type { EditStep } from './EditableGrouping.ts';
import { rowsOf } from './splitSegment.ts';

/**
 * Takes customers placed in the segments as found through the changes by hand, one after the other.
 * @param labels [nRows], 0-based position as found; not changed
 * @returns [nRows], 0-based position after the last change
 */
export async function followSteps(
  labels: Int32Array,
  steps: readonly EditStep[],
  x: Matrix,
  run: Run,
): Promise<Int32Array> {
  const now = labels.slice();
  for (const { split, position } of steps) {
    if (split) {
      const inside = rowsOf(x, now, split.segment);
      const parts = inside.nRows > 0 ? await kmeans.predict(split.model, inside, run) : new Int32Array(0);
      const first = position.length - split.model.nClusters;
      for (let row = 0, i = 0; row < now.length; row++) if (now[row] === split.segment) now[row] = first + parts[i++];
    }
    for (let row = 0; row < now.length; row++) now[row] = position[now[row]];
  }
  return now;
}

/** The number that a group has after the changes: that of the merge it went into, or of the part of a split that is nearest to the row. */
export function groupAfter(group: number, steps: readonly EditStep[], x: Matrix, row: number): number {
  let now = group;
  for (const { split, from, made } of steps) {
    if (!from.includes(now)) continue;
    now = split ? made[nearestPart(split.model, x, row)] : made[0];
  }
  return now;
}

function nearestPart(
  { centers, nClusters, nColumns }: NonNullable<EditStep['split']>['model'],
  x: Matrix,
  row: number,
): number {
  return nearestCenter(x.values, row, centers, nClusters, nColumns);
}
