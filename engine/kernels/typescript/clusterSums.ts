import type { SpreadClusters, SumClusters } from '../ClusterCalls.ts';
import { squaredDistance } from './squaredDistance.ts';

export function takeOff(rows: Float64Array, origin: Float64Array, nRows: number, nColumns: number): void {
  for (let row = 0, at = 0; row < nRows; row++) for (let j = 0; j < nColumns; j++) rows[at++] -= origin[j];
}

export function sumClusters({ rows, labels, nRows, nColumns, sums }: SumClusters): void {
  for (let row = 0, at = 0; row < nRows; row++) {
    let to = labels[row] * (nColumns + 1);
    sums[to++] += 1;
    for (const end = at + nColumns; at < end; at++) sums[to++] += rows[at];
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
