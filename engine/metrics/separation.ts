import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { calinskiHarabaszOf } from './calinskiHarabasz.ts';
import { clusterSpreads } from './clusterSums.ts';
import { daviesBouldinOf } from './daviesBouldin.ts';
import type { Labeling } from './silhouette.ts';

export interface Separation {
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
}

/** Both indices of means and spreads from the same two passes over the rows, with the bits that each has on its own. */
export async function separation(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<Separation> {
  return (await separations(x, [{ labels, nClusters }], run))[0];
}

/** The same of several labelings of the rows, from the same two passes. */
export async function separations(x: Matrix, labelings: readonly Labeling[], run: Run): Promise<Separation[]> {
  const spreads = await clusterSpreads(x, labelings, run);
  return spreads.map(spread => ({
    daviesBouldin: daviesBouldinOf(x, spread),
    calinskiHarabasz: calinskiHarabaszOf(x, spread),
  }));
}
