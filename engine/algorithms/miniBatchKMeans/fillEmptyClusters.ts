import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { nearestLabels } from '../nearestLabels.ts';

/**
 * Labels of the rows by their nearest centre, where every cluster has some: the centre of one without rows is moved to the row that is
 * farthest from its own, ties to the lower row, until none is left. Each move makes the inertia less, so it ends where there are as
 * many distinct rows as clusters.
 */
export async function fillEmptyClusters(
  x: Matrix,
  found: Float64Array,
  run: Run,
): Promise<{ centers: Float64Array; labels: Int32Array }> {
  const { nColumns } = x;
  const centers = found.slice();
  const nClusters = centers.length / nColumns;
  for (;;) {
    const labels = await nearestLabels({ nClusters, nColumns, centers }, x, run);
    run.throwIfCancelled();
    const present = new Set(labels);
    const empty = Array.from({ length: nClusters }, (_none, c) => c).find(c => !present.has(c));
    if (empty === undefined) return { centers, labels };
    const row = farthestRow(x, centers, labels);
    centers.set(x.values.subarray(row * nColumns, (row + 1) * nColumns), empty * nColumns);
  }
}

function farthestRow({ values, nRows, nColumns }: Matrix, centers: Float64Array, labels: Int32Array): number {
  let [farthest, most] = [0, -1];
  for (let row = 0; row < nRows; row++) {
    const distance = squaredDistance(values, row * nColumns, centers, labels[row] * nColumns, nColumns);
    if (distance > most) [farthest, most] = [row, distance];
  }
  return farthest;
}
