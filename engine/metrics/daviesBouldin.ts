import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { clusterSpread, type ClusterSpread } from './clusterSums.ts';
import { defineMetric } from './defineMetric.ts';

/** What scikit-learn counts as no distance at all. */
const NEARLY_ZERO = 1e-8;

/**
 * Davies–Bouldin index: the mean over clusters of the worst (spread + other's spread) / distance between their means; lower is better.
 *
 * @param labels  [nRows], 0 … nClusters - 1; empty clusters are left out
 * @returns 0 where all spreads or all distances vanish; NaN with fewer than 2 clusters or as many as rows
 *
 * Cost: O(rows × columns + clusters² × columns). Source: Davies & Bouldin (1979), doi:10.1109/TPAMI.1979.4766909.
 */
export async function daviesBouldin(x: Matrix, labels: Int32Array, nClusters: number, run: Run): Promise<number> {
  return daviesBouldinOf(x, await clusterSpread(x, labels, nClusters, run));
}

export function daviesBouldinOf(x: Matrix, spread: ClusterSpread): number {
  const { nPresent, distances, sizes } = spread;
  if (nPresent < 2 || nPresent >= x.nRows) return NaN;
  const radii = distances.map((sum, c) => sum / sizes[c]);
  const between = betweenMeans(spread, x.nColumns);
  if (radii.every(isNothing) || between.every(isNothing)) return 0;
  let total = 0;
  for (let a = 0; a < nPresent; a++) {
    let worst = 0;
    for (let b = 0; b < nPresent; b++) {
      const distance = between[a * nPresent + b];
      if (distance > 0) worst = Math.max(worst, (radii[a] + radii[b]) / distance);
    }
    total += worst;
  }
  return total / nPresent;
}

function isNothing(value: number): boolean {
  return Math.abs(value) <= NEARLY_ZERO;
}

function betweenMeans({ means, nPresent }: ClusterSpread, nColumns: number): Float64Array {
  const between = new Float64Array(nPresent * nPresent);
  for (let a = 0; a < nPresent; a++) {
    for (let b = 0; b < nPresent; b++) {
      let square = 0;
      for (let j = 0; j < nColumns; j++) square += (means[a * nColumns + j] - means[b * nColumns + j]) ** 2;
      between[a * nPresent + b] = Math.sqrt(square);
    }
  }
  return between;
}

export const daviesBouldinMetric = defineMetric({
  id: 'metric.daviesBouldin',
  title: 'Davies–Bouldin',
  range: [0, Infinity],
  better: 'lower',
  sources: ['davies1979'],
  undefinedWhen: 'there are fewer than two segments with customers, or every customer is a segment',
  compute: daviesBouldin,
});
