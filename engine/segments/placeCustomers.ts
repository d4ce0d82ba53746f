import { NO_CLUSTER } from '../algorithms/ClusterModel.ts';
import { clusteringOfModel } from '../algorithms/registry.ts';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { squaredDistance } from './centreDistances.ts';
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
    return segment >= 0 ? segment : nearestCentre(x, row, centroids);
  });
  return followSteps(labels, steps, x, run);
}

/** The nearest of the centres; ties go to the first. */
function nearestCentre(x: Matrix, row: number, centroids: Segmented['centroids']): number {
  let best = 0;
  let least = Infinity;
  for (let segment = 0; segment < centroids.nClusters; segment++) {
    const distance = squaredDistance(x.values, row, centroids, segment);
    if (distance < least) [best, least] = [segment, distance];
  }
  return best;
}
