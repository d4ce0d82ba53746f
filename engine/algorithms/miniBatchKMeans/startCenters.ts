import { tryCandidate } from '../../kernels/typescript/tryCandidate.ts';
import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { plusPlus, type SeedSpace, type TryRow } from '../kmeans/plusPlus.ts';
import type { Init } from '../kmeans/seedCenters.ts';

/**
 * First centres from a sample: random rows of it, or greedy k-means++, where each centre is the best of 2 + ⌊ln k⌋ rows drawn with
 * probability proportional to the squared distance to the centres so far.
 *
 * @param rows  [nRows × nColumns], row-major
 * Source: Arthur & Vassilvitskii (2007), doi:10.5555/1283383.1283494.
 */
export function startCenters(
  rows: Float64Array,
  nColumns: number,
  nClusters: number,
  init: Init,
  random: RandomStream,
  context: TaskContext,
): Float64Array {
  const nRows = rows.length / nColumns;
  const tryRow: TryRow = (row, closest, next) => tryCandidate(rows, nRows, nColumns, row, closest, next);
  const chosen =
    init === 'random'
      ? [...random.sample(nRows, nClusters)]
      : plusPlus(nRows, nClusters, tryRow, random, newSpace(nRows), context);
  const centers = new Float64Array(nClusters * nColumns);
  for (const [c, row] of chosen.entries())
    centers.set(rows.subarray(row * nColumns, (row + 1) * nColumns), c * nColumns);
  return centers;
}

function newSpace(nRows: number): SeedSpace {
  return { closest: new Float64Array(nRows), kept: new Float64Array(nRows), trial: new Float64Array(nRows) };
}
