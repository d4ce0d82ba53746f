import { tryCandidate } from '../../kernels/typescript/tryCandidate.ts';
import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';
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
  const chosen =
    init === 'random' ? [...random.sample(nRows, nClusters)] : plusPlus(rows, nColumns, nClusters, random, context);
  const centers = new Float64Array(nClusters * nColumns);
  for (const [c, row] of chosen.entries())
    centers.set(rows.subarray(row * nColumns, (row + 1) * nColumns), c * nColumns);
  return centers;
}

function plusPlus(
  rows: Float64Array,
  nColumns: number,
  nClusters: number,
  random: RandomStream,
  context: TaskContext,
): number[] {
  const nRows = rows.length / nColumns;
  const nTrials = 2 + Math.floor(Math.log(nClusters));
  const chosen = [random.below(nRows)];
  let [closest, kept, trial] = [0, 1, 2].map(() => new Float64Array(nRows).fill(Infinity));
  let total = tryCandidate(rows, nRows, nColumns, chosen[0], closest, closest);
  while (chosen.length < nClusters) {
    context.throwIfCancelled();
    let best = { row: -1, total: Infinity };
    for (let i = 0; i < nTrials; i++) {
      const row = drawRow(closest, random.uniform() * total);
      const left = tryCandidate(rows, nRows, nColumns, row, closest, trial);
      if (best.row >= 0 && left >= best.total) continue;
      best = { row, total: left };
      [kept, trial] = [trial, kept];
    }
    [closest, kept] = [kept, closest];
    total = best.total;
    chosen.push(best.row);
  }
  return chosen;
}

/** The first row at which the running sum of `weights` reaches `target`. */
function drawRow(weights: Float64Array, target: number): number {
  let sum = 0;
  let last = 0;
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue;
    sum += weight;
    last = row;
    if (sum >= target) break;
  }
  return last;
}
