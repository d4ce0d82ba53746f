import { movedDistance } from '../../kernels/typescript/squaredDistance.ts';
import type { KMeansData } from './KMeansData.ts';
import { readyCenters, SLOT, type LloydState } from './LloydState.ts';

/**
 * `nextCenters` from the chunks' sums, added in chunk order. An empty cluster gets the row farthest from its centre, taken out of
 * the cluster it is in, as scikit-learn does; ties go to the lower row.
 */
export function averageChunks(data: KMeansData, state: LloydState): void {
  const { nColumns } = data;
  const { nClusters, sums, counts, nextCenters } = state;
  const sizes = new Float64Array(nClusters);
  nextCenters.fill(0);
  for (let at = 0; at < sums.length; at += nextCenters.length)
    for (let i = 0; i < nextCenters.length; i++) nextCenters[i] += sums[at + i];
  for (let at = 0; at < counts.length; at += nClusters) for (let c = 0; c < nClusters; c++) sizes[c] += counts[at + c];
  if (sizes.includes(0)) fillEmpty(data, state, sizes);
  const largest = sizes.indexOf(Math.max(...sizes));
  for (let c = 0; c < nClusters; c++)
    for (let j = 0; j < nColumns; j++) if (sizes[c] > 0) nextCenters[c * nColumns + j] /= sizes[c];
  // A relocated row may have been the last of its cluster.
  for (let c = 0; c < nClusters; c++)
    if (sizes[c] <= 0) nextCenters.copyWithin(c * nColumns, largest * nColumns, (largest + 1) * nColumns);
}

function fillEmpty(data: KMeansData, state: LloydState, sizes: Float64Array): void {
  const { offset, factor, nColumns } = data;
  const { labels, nextCenters } = state;
  const empty = [...sizes.keys()].filter(c => sizes[c] === 0);
  const rows = farthestRows(data, state, empty.length);
  for (const [i, row] of rows.entries()) {
    const from = labels[row];
    for (let j = 0; j < nColumns; j++) {
      const value = (data.rows[row * nColumns + j] - offset[j]) * factor;
      nextCenters[from * nColumns + j] -= value;
      nextCenters[empty[i] * nColumns + j] = value;
    }
    sizes[from] -= 1;
    sizes[empty[i]] = 1;
  }
}

/** The `count` rows farthest from the centre they were assigned to, farthest first; fewer where the distance is 0. */
function farthestRows(data: KMeansData, { centers, labels }: LloydState, count: number): number[] {
  const { nRows, nColumns } = data;
  const found: { row: number; distance: number }[] = [];
  for (let row = 0; row < nRows; row++) {
    const distance = movedDistance(data, row * nColumns, centers, labels[row] * nColumns, nColumns);
    const last = found.at(-1);
    if (distance === 0 || (found.length === count && last && distance <= last.distance)) continue;
    const at = found.findIndex(other => other.distance < distance);
    found.splice(at < 0 ? found.length : at, 0, { row, distance });
    if (found.length > count) found.pop();
  }
  return found.map(({ row }) => row);
}

/** Makes `nextCenters` the centres, and tells what the leads of rows can have lost by it. */
export function adoptCenters({ nColumns }: KMeansData, state: LloydState): void {
  state.centers.set(state.nextCenters);
  readyCenters(state, nColumns, state.control[SLOT] + 1);
}
