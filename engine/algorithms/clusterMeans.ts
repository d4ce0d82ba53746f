import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { inTurns } from './inTurns.ts';

/**
 * Mean of the rows of each cluster, added up in their order.
 * @param labels [nRows], 0-based; rows with a label below 0 are in none
 * @returns [nClusters × nColumns], row-major; 0 for a cluster without rows
 */
export async function clusterMeans(
  { values, nRows, nColumns }: Matrix,
  labels: Int32Array,
  nClusters: number,
  run: Run,
): Promise<Float64Array> {
  const means = new Float64Array(nClusters * nColumns);
  const sizes = new Float64Array(nClusters);
  await inTurns(run, nRows, (rowStart, rowEnd) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const label = labels[row];
      if (label < 0) continue;
      sizes[label]++;
      for (let j = 0; j < nColumns; j++) means[label * nColumns + j] += values[row * nColumns + j];
    }
  });
  for (let i = 0; i < means.length; i++) means[i] /= Math.max(1, sizes[Math.floor(i / nColumns)]);
  return means;
}
