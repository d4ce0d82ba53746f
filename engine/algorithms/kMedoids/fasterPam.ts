import type { TaskContext } from '../../workers/Task.ts';

export interface PamResult {
  /** [nClusters] rows */
  readonly medoids: Int32Array;
  /** Sum of the distances of the rows to their nearest medoid. */
  readonly loss: number;
  /** Passes over the rows. */
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** Less than this is rounding, and exchanging for it could go on for ever. */
const LEAST_GAIN = 1e-12;

/** The medoids, and for each row its nearest and second nearest of them. */
interface Pam {
  readonly distances: Float64Array;
  readonly nRows: number;
  readonly medoids: Int32Array;
  readonly near: Int32Array;
  readonly second: Int32Array;
  readonly nearDistance: Float64Array;
  readonly secondDistance: Float64Array;
  /** [nClusters] what the loss grows by when a medoid is taken away. */
  readonly removal: Float64Array;
}

/**
 * FasterPAM: every row in turn is tried in the place of each medoid, and the best exchange that lessens the loss is made at once; until no
 * row is left with which one would.
 * Cost: O(rows²) per pass, whatever the number of clusters. Source: Schubert & Rousseeuw (2021), doi:10.1016/j.is.2021.101804.
 * @param distances [nRows × nRows], symmetric
 * @param start [nClusters] different rows
 */
export function fasterPam(
  distances: Float64Array,
  nRows: number,
  start: Int32Array,
  maxIter: number,
  context: TaskContext,
): PamResult {
  const pam = newPam(distances, nRows, start);
  assignAll(pam);
  const losses = new Float64Array(start.length);
  let lastSwap = nRows;
  let iterations = 0;
  let hasConverged = start.length >= nRows;
  while (iterations < maxIter && !hasConverged) {
    iterations++;
    let swaps = 0;
    for (let row = 0; row < nRows && row !== lastSwap; row++) {
      context.throwIfCancelled();
      if (pam.medoids[pam.near[row]] === row) continue;
      const { change, medoid } = bestExchange(pam, row, losses);
      if (change >= -LEAST_GAIN) continue;
      lastSwap = row;
      swaps++;
      exchange(pam, medoid, row);
    }
    hasConverged = swaps === 0;
  }
  const loss = pam.nearDistance.reduce((sum, distance) => sum + distance, 0);
  return { medoids: pam.medoids, loss, iterations, hasConverged };
}

function newPam(distances: Float64Array, nRows: number, start: Int32Array): Pam {
  return {
    distances,
    nRows,
    medoids: start.slice(),
    near: new Int32Array(nRows),
    second: new Int32Array(nRows),
    nearDistance: new Float64Array(nRows),
    secondDistance: new Float64Array(nRows),
    removal: new Float64Array(start.length),
  };
}

function assignAll(pam: Pam): void {
  for (let row = 0; row < pam.nRows; row++) findNearest(pam, row);
  sumRemovals(pam);
}

/** A medoid is its own nearest even where another stands at no distance. */
function findNearest(pam: Pam, row: number): void {
  const { distances, nRows, medoids } = pam;
  let [near, second, nearDistance, secondDistance] = [-1, -1, Infinity, Infinity];
  for (let m = 0; m < medoids.length; m++) {
    // The matrix is symmetric: rows looked at one after the other lie side by side.
    const distance = medoids[m] === row ? -1 : distances[medoids[m] * nRows + row];
    if (near < 0 || distance < nearDistance) {
      [second, secondDistance] = [near, nearDistance];
      [near, nearDistance] = [m, distance];
    } else if (second < 0 || distance < secondDistance) [second, secondDistance] = [m, distance];
  }
  pam.near[row] = near;
  pam.second[row] = second;
  pam.nearDistance[row] = Math.max(0, nearDistance);
  pam.secondDistance[row] = second < 0 ? Infinity : secondDistance;
}

function sumRemovals({ nRows, near, nearDistance, secondDistance, removal }: Pam): void {
  removal.fill(0);
  for (let row = 0; row < nRows; row++) removal[near[row]] += secondDistance[row] - nearDistance[row];
}

/** @returns what the loss changes by when `row` takes the place of the medoid for which that is best */
function bestExchange(pam: Pam, row: number, losses: Float64Array): { change: number; medoid: number } {
  const { distances, nRows, near, nearDistance, secondDistance } = pam;
  if (losses.length === 1) return { change: onlyExchange(pam, row), medoid: 0 };
  losses.set(pam.removal);
  let gain = 0;
  for (let other = 0, at = row * nRows; other < nRows; other++, at++) {
    const distance = distances[at];
    const second = secondDistance[other];
    if (distance >= second) continue;
    const nearest = nearDistance[other];
    if (distance < nearest) {
      gain += distance - nearest;
      losses[near[other]] += nearest - second;
    } else losses[near[other]] += distance - second;
  }
  let medoid = 0;
  for (let m = 1; m < losses.length; m++) if (losses[m] < losses[medoid]) medoid = m;
  return { change: losses[medoid] + gain, medoid };
}

/** With one medoid there is no second nearest. */
function onlyExchange({ distances, nRows, nearDistance }: Pam, row: number): number {
  let change = 0;
  for (let other = 0; other < nRows; other++) change += distances[row * nRows + other] - nearDistance[other];
  return change;
}

function exchange(pam: Pam, medoid: number, row: number): void {
  const { distances, nRows, medoids, near, second, nearDistance, secondDistance } = pam;
  medoids[medoid] = row;
  for (let other = 0; other < nRows; other++) {
    const distance = distances[row * nRows + other];
    const isLost = near[other] === medoid || second[other] === medoid;
    if (isLost || other === row) findNearest(pam, other);
    else if (distance < nearDistance[other]) {
      second[other] = near[other];
      secondDistance[other] = nearDistance[other];
      near[other] = medoid;
      nearDistance[other] = distance;
    } else if (distance < secondDistance[other]) {
      second[other] = medoid;
      secondDistance[other] = distance;
    }
  }
  sumRemovals(pam);
}
