import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { calinskiHarabaszOf } from './calinskiHarabasz.ts';
import { clusterSpread } from './clusterSums.ts';
import { daviesBouldinOf } from './daviesBouldin.ts';

export interface Separation {
  readonly daviesBouldin: number;
  readonly calinskiHarabasz: number;
}

/** Both indices of means and spreads from the same two passes over the rows, with the bits that each has on its own. */
export async function separation(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<Separation> {
  const spread = await clusterSpread(x, labels, nClusters, run);
  return { daviesBouldin: daviesBouldinOf(x, spread), calinskiHarabasz: calinskiHarabaszOf(x, spread) };
}
