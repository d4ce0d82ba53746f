import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { clusterSpread, type ClusterSpread } from './clusterSums.ts';
import { defineMetric } from './defineMetric.ts';

/**
 * Calinski–Harabasz index: spread between the clusters over spread within them, each per degree of freedom; higher is better.
 *
 * @param labels  [nRows], 0 … nClusters - 1; empty clusters are left out
 * @returns 1 where there is no spread within; NaN with fewer than 2 clusters or as many as rows
 *
 * Cost: O(rows × columns). Source: Caliński & Harabasz (1974), doi:10.1080/03610927408827101.
 */
export async function calinskiHarabasz(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<number> {
  return calinskiHarabaszOf(x, await clusterSpread(x, labels, nClusters, run));
}

export function calinskiHarabaszOf(x: Matrix, { means, mean, sizes, squares, nPresent }: ClusterSpread): number {
  if (nPresent < 2 || nPresent >= x.nRows) return NaN;
  let between = 0;
  for (let c = 0; c < nPresent; c++)
    for (let j = 0; j < x.nColumns; j++) between += sizes[c] * (means[c * x.nColumns + j] - mean[j]) ** 2;
  const within = squares.reduce((sum, square) => sum + square, 0);
  return within === 0 ? 1 : (between * (x.nRows - nPresent)) / (within * (nPresent - 1));
}

export const calinskiHarabaszMetric = defineMetric({
  id: 'metric.calinskiHarabasz',
  title: 'Calinski–Harabasz',
  range: [0, Infinity],
  better: 'higher',
  sources: ['calinski1974'],
  undefinedWhen: 'there are fewer than two segments with customers, or every customer is a segment',
  compute: calinskiHarabasz,
});
