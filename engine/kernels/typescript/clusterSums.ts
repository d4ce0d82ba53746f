import type { SpreadClusters, SumClusters } from '../ClusterCalls.ts';
import { squaredDistance } from './squaredDistance.ts';

export function sumClusters({ rows, origin, labels, nRows, nColumns, sums }: SumClusters): void {
  for (let row = 0, at = 0; row < nRows; row++) {
    let to = labels[row] * (nColumns + 1);
    sums[to++] += 1;
    for (let j = 0; j < nColumns; j++) sums[to++] += rows[at++] - origin[j];
  }
}

export function spreadClusters({ rows, labels, nRows, nColumns, means, distances, squares }: SpreadClusters): void {
  for (let row = 0; row < nRows; row++) {
    const label = labels[row];
    const square = squaredDistance(rows, row * nColumns, means, label * nColumns, nColumns);
    distances[label] += Math.sqrt(square);
    squares[label] += square;
  }
}
