import type { KMeansModel } from '../algorithms/KMeansModel.ts';

/**
 * Puts clusters in the order people read them: largest first, equal sizes by their centres from the first column on.
 * @returns labels and centres in the new order, and the sizes, largest first
 */
export function orderSegments(
  model: KMeansModel,
  labels: Int32Array,
): { model: KMeansModel; labels: Int32Array; sizes: number[] } {
  const { nClusters, nColumns, centers } = model;
  const sizes = Array.from({ length: nClusters }, () => 0);
  for (let row = 0; row < labels.length; row++) sizes[labels[row]]++;
  const order = sizes
    .map((_size, cluster) => cluster)
    .sort((a, b) => sizes[b] - sizes[a] || compareCenters(model, a, b) || a - b);
  const position = new Int32Array(nClusters);
  order.forEach((cluster, i) => (position[cluster] = i));
  const ordered = new Float64Array(centers.length);
  order.forEach((cluster, i) =>
    ordered.set(centers.subarray(cluster * nColumns, (cluster + 1) * nColumns), i * nColumns),
  );
  return {
    model: { ...model, centers: ordered },
    labels: labels.map(label => position[label]),
    sizes: order.map(cluster => sizes[cluster]),
  };
}

function compareCenters({ centers, nColumns }: KMeansModel, a: number, b: number): number {
  for (let column = 0; column < nColumns; column++) {
    const difference = centers[a * nColumns + column] - centers[b * nColumns + column];
    if (difference !== 0) return difference;
  }
  return 0;
}
