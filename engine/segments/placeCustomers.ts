import { NO_CLUSTER } from '../algorithms/ClusterModel.ts';
import { nearestCenter } from '../algorithms/kmeans/lloyd.ts';
import { clusteringOfModel } from '../algorithms/registry.ts';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { followSteps } from './edits/followSteps.ts';
import type { Segmented } from './Segmented.ts';

/**
 * The segment of each prepared customer, by the model that made the segments. Customers that are in no cluster come to the segment of
 * those, or, where the book has none, to the nearest centre; then they go through the merges and splits made by hand.
 *
 * @returns [nRows], 0-based position of the segment
 */
export async function placeCustomers(
  {
    model,
    position,
    centroids: now,
    fitted,
    steps = [],
  }: Pick<Segmented, 'model' | 'position' | 'centroids' | 'fitted' | 'steps'>,
  x: Matrix,
  run: Run,
): Promise<Int32Array> {
  const centroids = fitted?.centroids ?? now;
  const clusters = await clusteringOfModel(model).predict(model, x, run);
  const labels = clusters.map((cluster, row) => {
    const segment = position[cluster === NO_CLUSTER ? model.nClusters : cluster];
    return segment >= 0
      ? segment
      : nearestCenter(x.values, row, centroids.centers, centroids.nClusters, centroids.nColumns);
  });
  return followSteps(labels, steps, x, run);
}
