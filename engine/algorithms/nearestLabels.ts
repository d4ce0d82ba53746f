import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import type { ClusterModel } from './ClusterModel.ts';
import { predictKMeans } from './kmeans.ts';

/** @returns [nRows] the nearest of the model's centres, as k-means finds it; ties go to the lower index */
export function nearestLabels(
  { nClusters, nColumns, centers }: Pick<ClusterModel, 'nClusters' | 'nColumns' | 'centers'>,
  x: Matrix,
  run: Run,
): Promise<Int32Array> {
  const unused = { inertia: Number.NaN, iterations: 0, hasConverged: true };
  return predictKMeans({ algorithm: 'kmeans', version: 1, nClusters, nColumns, centers, ...unused }, x, run);
}
