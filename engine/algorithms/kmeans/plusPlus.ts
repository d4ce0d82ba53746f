import type { RandomStream } from '../../random.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** Three arrays [nRows] to work in. */
export interface SeedSpace {
  readonly closest: Float64Array;
  readonly kept: Float64Array;
  readonly trial: Float64Array;
}

/** Puts into `next` the squared distance of every row to the nearest of the centres so far and of `row`; returns their sum. */
export type TryRow = (row: number, closest: Float64Array, next: Float64Array) => number;

/**
 * Greedy k-means++: each centre is the best of 2 + ⌊ln k⌋ rows drawn with probability proportional to the squared distance to the
 * centres so far, as in scikit-learn.
 *
 * @returns [nClusters] rows
 * Source: Arthur & Vassilvitskii (2007), doi:10.5555/1283383.1283494.
 */
export function plusPlus(
  nRows: number,
  nClusters: number,
  tryRow: TryRow,
  random: RandomStream,
  space: SeedSpace,
  context: TaskContext,
): number[] {
  let { closest, kept, trial } = space;
  const nTrials = 2 + Math.floor(Math.log(nClusters));
  const chosen = [random.below(nRows)];
  closest.fill(Infinity);
  let total = tryRow(chosen[0], closest, closest);
  while (chosen.length < nClusters) {
    context.throwIfCancelled();
    let best = { row: -1, total: Infinity };
    for (let i = 0; i < nTrials; i++) {
      const row = drawRow(closest, random.uniform() * total);
      const left = tryRow(row, closest, trial);
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
  for (let row = 0; row < weights.length; row++) {
    if (weights[row] === 0) continue;
    sum += weights[row];
    last = row;
    if (sum >= target) return row;
  }
  return last;
}
