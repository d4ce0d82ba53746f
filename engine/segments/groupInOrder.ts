import { NO_CLUSTER, type ClusterModel } from '../algorithms/ClusterModel.ts';
import { sharedInt32, type Matrix } from '../table/Matrix.ts';
import type { Centroids } from './Centroids.ts';

/** Customers in segments, largest first; customers that are in no cluster are a segment of their own, the last. */
export interface Grouping {
  /** [nRows], 0-based position of the segment. */
  readonly labels: Int32Array;
  /** [model.nClusters + 1] segment of each cluster, and at the end that of customers in none (-1 where there is no such segment). */
  readonly position: Int32Array;
  readonly centroids: Centroids;
  readonly sizes: number[];
}

/**
 * Puts clusters in the order people read them: largest first, equal sizes by their centres from the first column on. A cluster that
 * no customer is in keeps its place, so that new customers may still come to it.
 *
 * @param labels  [nRows], 0-based cluster or NO_CLUSTER
 */
export function groupInOrder(x: Matrix, model: ClusterModel, labels: Int32Array): Grouping {
  const { nClusters } = model;
  const counts = Array.from({ length: nClusters }, () => 0);
  let left = 0;
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === NO_CLUSTER) left++;
    else counts[labels[row]]++;
  }
  const order = counts
    .map((_count, cluster) => cluster)
    .sort((a, b) => counts[b] - counts[a] || compareCenters(model, a, b) || a - b);
  const position = new Int32Array(nClusters + 1).fill(-1);
  order.forEach((cluster, i) => (position[cluster] = i));
  if (left > 0) position[nClusters] = nClusters;
  const segments = sharedInt32(labels.length);
  for (let row = 0; row < labels.length; row++)
    segments[row] = position[labels[row] === NO_CLUSTER ? nClusters : labels[row]];
  const sizes = [...order.map(cluster => counts[cluster]), ...(left > 0 ? [left] : [])];
  return { labels: segments, position, centroids: centroidsOf(x, model, order, segments, sizes), sizes };
}

/** The model's own centres; customers in no cluster stand around their mean. */
function centroidsOf(
  x: Matrix,
  model: ClusterModel,
  order: readonly number[],
  labels: Int32Array,
  sizes: readonly number[],
): Centroids {
  const { nColumns, centers: found, nClusters } = model;
  const centers = new Float64Array(sizes.length * nColumns);
  for (const [i, cluster] of order.entries())
    centers.set(found.subarray(cluster * nColumns, (cluster + 1) * nColumns), i * nColumns);
  if (sizes.length > nClusters) addMean(x, labels, nClusters, centers.subarray(nClusters * nColumns));
  return { nClusters: sizes.length, nColumns, centers };
}

/** Mean of the rows of one segment, added up in their order. */
export function addMean(
  { values, nColumns, nRows }: Matrix,
  labels: Int32Array,
  segment: number,
  to: Float64Array,
): void {
  let n = 0;
  to.fill(0);
  for (let row = 0; row < nRows; row++) {
    if (labels[row] !== segment) continue;
    n++;
    for (let j = 0; j < nColumns; j++) to[j] += values[row * nColumns + j];
  }
  for (let j = 0; j < nColumns; j++) to[j] /= Math.max(1, n);
}

function compareCenters({ centers, nColumns }: ClusterModel, a: number, b: number): number {
  for (let column = 0; column < nColumns; column++) {
    const difference = centers[a * nColumns + column] - centers[b * nColumns + column];
    if (difference !== 0) return difference;
  }
  return 0;
}
