import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { clusterSpread } from './clusterSums.ts';
import { defineMetric } from './defineMetric.ts';

/**
 * Sum of the squared distances of the rows to the mean of their cluster, in the squared units of x.
 *
 * @param labels  [nRows], 0 … nClusters - 1
 */
export async function inertia(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<number> {
  const { squares } = await clusterSpread(x, labels, nClusters, run);
  return squares.reduce((sum, square) => sum + square, 0);
}

export const inertiaMetric = defineMetric({
  id: 'metric.inertia',
  title: 'Inertia',
  range: [0, Infinity],
  better: 'lower',
  sources: ['lloyd1982'],
  undefinedWhen: 'never',
  compute: inertia,
});
