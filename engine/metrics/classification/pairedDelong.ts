import type { Measure } from '#shared/scoring/evaluation';
import { pause } from '../../jobs/pause.ts';
import type { Run } from '../../jobs/Run.ts';
import { differenceInterval, NORMAL_975 } from '../../shareIntervals.ts';
import { placements } from './placements.ts';
import { rocAuc } from './rocAuc.ts';
import { scoreGroups } from './scoreGroups.ts';

export interface AucDifference {
  /** ROC-AUC of the first score minus that of the second. */
  readonly difference: Measure;
  /** Variance of the difference; NaN where a class has less than two customers. */
  readonly variance: number;
}

/**
 * Difference of the ROC-AUC of two scores of the same customers, with the covariance of the two taken into account, and its 95 % interval (normal).
 * Where the variance is 0 though the two differ, the interval is made of the interval of each area; with less than two customers in a class it is
 * all of [−1, 1].
 * @param y [n], 1 is the event
 * @param a [n], first score, no NaN
 * @param b [n], second score, no NaN
 * @throws Cancelled
 * Cost: two sorts. Source: DeLong et al. (1988), doi:10.2307/2531595; Sun & Xu (2014), doi:10.1109/LSP.2014.2337313.
 */
export async function pairedDelong(y: Uint8Array, a: Float64Array, b: Float64Array, run: Run): Promise<AucDifference> {
  const first = await scoreGroups(y, a, run);
  const second = await scoreGroups(y, b, run);
  const [aucA, aucB] = [rocAuc(first), rocAuc(second)];
  const value = aucA.value - aucB.value;
  const [n, nEvents] = [first.n, first.nEvents];
  await pause(run);
  const placesA = placements(y, first);
  await pause(run);
  const placesB = placements(y, second);
  await pause(run);
  const [sumEvents, sumOthers] = squares(y, placesA, placesB, aucA.value, aucB.value);
  const nOthers = n - nEvents;
  const variance = sumEvents / (nEvents - 1) / nEvents + sumOthers / (nOthers - 1) / nOthers;
  if (Math.min(nEvents, nOthers) === 1) return { difference: { value, low: -1, high: 1, n }, variance: NaN };
  if (variance === 0 && value !== 0)
    return { difference: { value, ...differenceInterval(aucA, aucB), n }, variance: 0 };
  const half = NORMAL_975 * Math.sqrt(variance);
  return { difference: { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), n }, variance };
}

/** Sums of the squared difference of the two placements around its mean, of events and of the others. */
function squares(y: Uint8Array, a: Float64Array, b: Float64Array, meanA: number, meanB: number): [number, number] {
  let [ofEvents, ofOthers] = [0, 0];
  for (let row = 0; row < y.length; row++) {
    const off = a[row] - meanA - (b[row] - meanB);
    if (y[row] === 1) ofEvents += off * off;
    else ofOthers += off * off;
  }
  return [ofEvents, ofOthers];
}
