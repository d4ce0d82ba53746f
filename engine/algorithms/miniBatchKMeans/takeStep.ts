import { squaredDistance } from '../../kernels/typescript/squaredDistance.ts';
import type { RandomStream } from '../../random.ts';
import { nearestCenter } from '../kmeans/lloyd.ts';

/** The centres and what they remember between batches; changed in place. */
export interface BatchState {
  readonly nClusters: number;
  readonly nColumns: number;
  /** [nClusters × nColumns] */
  readonly centers: Float64Array;
  /** [nClusters] rows that have moved each centre. */
  readonly counts: Float64Array;
  nSinceReassign: number;
}
export interface StepOptions {
  readonly batchSize: number;
  readonly reassignmentRatio: number;
}
/** Centres with few rows are looked for after so many rows per cluster. */
const REASSIGN_AFTER = 10;
/** At most this share of a batch become new centres. */
const MOST_REASSIGNED = 0.5;

/**
 * Moves the centres by one batch: every centre becomes the mean of all rows that have come to it, in this batch and before. From time
 * to time those with few rows start anew at rows of the batch. As scikit-learn's `_mini_batch_step`.
 *
 * @param batch  [nRows × nColumns], row-major
 * @returns the sum of squared distances of the batch to the centres as they were
 */
export function takeStep(batch: Float64Array, state: BatchState, options: StepOptions, random: RandomStream): number {
  const { nClusters, nColumns, centers, counts } = state;
  const nRows = batch.length / nColumns;
  const isReassigning = isTimeToReassign(state, options.batchSize);
  const labels = Int32Array.from({ length: nRows }, (_none, row) =>
    nearestCenter(batch, row, centers, nClusters, nColumns),
  );
  let inertia = 0;
  for (let row = 0; row < nRows; row++)
    inertia += squaredDistance(batch, row * nColumns, centers, labels[row] * nColumns, nColumns);
  moveCenters(batch, labels, state);
  if (isReassigning && options.reassignmentRatio > 0)
    reassign(batch, state, fewRows(counts, options.reassignmentRatio, MOST_REASSIGNED * nRows), random);
  return inertia;
}

function isTimeToReassign(state: BatchState, batchSize: number): boolean {
  state.nSinceReassign += batchSize;
  if (!state.counts.includes(0) && state.nSinceReassign < REASSIGN_AFTER * state.nClusters) return false;
  state.nSinceReassign = 0;
  return true;
}

function moveCenters(batch: Float64Array, labels: Int32Array, { nClusters, nColumns, centers, counts }: BatchState) {
  const sizes = new Float64Array(nClusters);
  for (const label of labels) sizes[label]++;
  for (let c = 0; c < nClusters; c++)
    for (let j = 0; j < nColumns; j++) if (sizes[c] > 0) centers[c * nColumns + j] *= counts[c];
  for (const [row, label] of labels.entries())
    for (let j = 0; j < nColumns; j++) centers[label * nColumns + j] += batch[row * nColumns + j];
  for (let c = 0; c < nClusters; c++) {
    if (sizes[c] === 0) continue;
    counts[c] += sizes[c];
    for (let j = 0; j < nColumns; j++) centers[c * nColumns + j] /= counts[c];
  }
}

/** Clusters with fewer rows than a share of the largest, the smallest of them where they are too many; ascending. */
function fewRows(counts: Float64Array, ratio: number, most: number): number[] {
  const largest = Math.max(...counts);
  const few = [...counts.keys()].filter(c => counts[c] < ratio * largest);
  if (few.length <= most) return few;
  return few
    .sort((a, b) => counts[a] - counts[b] || a - b)
    .slice(0, Math.floor(most))
    .sort((a, b) => a - b);
}

/** Gives clusters a row of the batch each, drawn without replacement, and as many rows as the smallest of the others has. */
function reassign(
  batch: Float64Array,
  { nColumns, centers, counts }: BatchState,
  clusters: readonly number[],
  random: RandomStream,
): void {
  if (clusters.length === 0) return;
  const rows = random.sample(batch.length / nColumns, clusters.length);
  const least = counts.reduce((least, count, c) => (clusters.includes(c) ? least : Math.min(least, count)), Infinity);
  for (const [i, cluster] of clusters.entries()) {
    centers.set(batch.subarray(rows[i] * nColumns, (rows[i] + 1) * nColumns), cluster * nColumns);
    counts[cluster] = least;
  }
}
