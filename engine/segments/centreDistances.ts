import { nthSmallest } from '../prepare/medianOf.ts';
import type { Matrix } from '../table/Matrix.ts';
import type { Centroids } from './Centroids.ts';

/** Share of a segment's customers that lie within its far line. */
const FAR_SHARE = 0.99;
const TYPICAL_CUSTOMERS = 5;

/** Squared distance of one prepared row to one centre, summed column by column from the first. */
export function squaredDistance(
  values: Float64Array,
  row: number,
  { nColumns, centers }: Centroids,
  cluster: number,
): number {
  let total = 0;
  for (let column = 0; column < nColumns; column++) {
    const difference = values[row * nColumns + column] - centers[cluster * nColumns + column];
    total += difference * difference;
  }
  return total;
}

/**
 * How customers lie around their own centre.
 * @returns farFrom [nClusters], the distance within which 99 % of a segment lie (nearest rank); typicalRows, the five nearest per segment
 */
export function spreadAround(
  x: Matrix,
  labels: Int32Array,
  centroids: Centroids,
  sizes: readonly number[],
): { farFrom: Float64Array; typicalRows: number[][] } {
  const distances = sizes.map(size => new Float64Array(size));
  const filled = new Int32Array(centroids.nClusters);
  const typical = sizes.map(() => [] as { row: number; distance: number }[]);
  for (let row = 0; row < x.nRows; row++) {
    const cluster = labels[row];
    const distance = Math.sqrt(squaredDistance(x.values, row, centroids, cluster));
    distances[cluster][filled[cluster]++] = distance;
    keepNearest(typical[cluster], row, distance);
  }
  const farFrom = Float64Array.from(distances, own =>
    own.length === 0 ? 0 : nthSmallest(own, Math.max(0, Math.ceil(FAR_SHARE * own.length) - 1)),
  );
  return { farFrom, typicalRows: typical.map(nearest => nearest.map(entry => entry.row)) };
}

/** Keeps the list ascending by distance; on a tie the earlier row stays ahead. */
function keepNearest(nearest: { row: number; distance: number }[], row: number, distance: number): void {
  if (nearest.length === TYPICAL_CUSTOMERS && distance >= nearest[nearest.length - 1].distance) return;
  let at = nearest.length;
  while (at > 0 && nearest[at - 1].distance > distance) at--;
  nearest.splice(at, 0, { row, distance });
  if (nearest.length > TYPICAL_CUSTOMERS) nearest.pop();
}
