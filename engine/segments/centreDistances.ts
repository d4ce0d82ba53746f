import type { Run } from '../jobs/Run.ts';
import { nthSmallest } from '../prepare/medianOf.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
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
 * How customers lie around their own centre, measured by the threads.
 * @param labels [nRows] 0-based segment
 * @returns farFrom [nClusters], the distance within which 99 % of a segment lie (nearest rank); typicalRows, the five nearest per segment
 * @throws Cancelled
 */
export async function spreadAround(
  x: Matrix,
  labels: Int32Array,
  centroids: Centroids,
  sizes: readonly number[],
  run: Run,
): Promise<{ farFrom: Float64Array; typicalRows: number[][] }> {
  const found = sharedFloat64(x.nRows);
  const input = { queue: newChunkQueue(x.nRows), values: x.values, labels, centroids, found };
  await onEveryThread(run, 'segments.centreDistances', input);
  const distances = sizes.map(size => new Float64Array(size));
  const filled = new Int32Array(centroids.nClusters);
  const typical = sizes.map(() => [] as { row: number; distance: number }[]);
  const farthest = new Float64Array(centroids.nClusters).fill(Infinity);
  for (let row = 0; row < found.length; row++) {
    const cluster = labels[row];
    const distance = found[row];
    distances[cluster][filled[cluster]++] = distance;
    if (distance < farthest[cluster]) farthest[cluster] = keepNearest(typical[cluster], row, distance);
  }
  const farFrom = Float64Array.from(distances, own =>
    own.length === 0 ? 0 : nthSmallest(own, Math.max(0, Math.ceil(FAR_SHARE * own.length) - 1)),
  );
  return { farFrom, typicalRows: typical.map(nearest => nearest.map(entry => entry.row)) };
}

interface DistancesInput {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly labels: Int32Array;
  readonly centroids: Centroids;
  /** out [nRows] */
  readonly found: Float64Array;
}

function centreDistances({ queue, values, labels, centroids, found }: DistancesInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    let row = rowStart;
    for (; row + 2 <= rowEnd; row += 2) twoDistances(values, labels, centroids, row, found);
    for (; row < rowEnd; row++) found[row] = Math.sqrt(squaredDistance(values, row, centroids, labels[row]));
  });
}

/** Of this row and the next, side by side: each sum waits for its last addition, and two wait no longer than one. */
function twoDistances(
  values: Float64Array,
  labels: Int32Array,
  { nColumns, centers }: Centroids,
  row: number,
  found: Float64Array,
): void {
  const [a, b] = [row * nColumns, (row + 1) * nColumns];
  const [ownA, ownB] = [labels[row] * nColumns, labels[row + 1] * nColumns];
  let totalA = 0;
  let totalB = 0;
  for (let column = 0; column < nColumns; column++) {
    const offA = values[a + column] - centers[ownA + column];
    const offB = values[b + column] - centers[ownB + column];
    totalA += offA * offA;
    totalB += offB * offB;
  }
  found[row] = Math.sqrt(totalA);
  found[row + 1] = Math.sqrt(totalB);
}

export const CENTRE_DISTANCE_TASKS = { 'segments.centreDistances': centreDistances };

/** Keeps the list ascending by distance; on a tie the earlier row stays ahead. @returns what a further row has to be nearer than */
function keepNearest(nearest: { row: number; distance: number }[], row: number, distance: number): number {
  let at = nearest.length;
  while (at > 0 && nearest[at - 1].distance > distance) at--;
  nearest.splice(at, 0, { row, distance });
  if (nearest.length > TYPICAL_CUSTOMERS) nearest.pop();
  return nearest.length < TYPICAL_CUSTOMERS ? Infinity : nearest[nearest.length - 1].distance;
}
