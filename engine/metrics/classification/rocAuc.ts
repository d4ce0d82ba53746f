import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975, wilsonInterval, type Interval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/** Area under the ROC curve and the variance of the estimate. */
export interface AucVariance {
  readonly auc: number;
  /** NaN where a class has less than two customers. */
  readonly variance: number;
}

/**
 * Chance that a customer with the event has a higher score than one without, ties counting half, with DeLong's variance.
 * @returns NaN where a class has no customers
 * Cost: linear in the distinct scores. Source: Sun & Xu (2014), doi:10.1109/LSP.2014.2337313; DeLong et al. (1988), doi:10.2307/2531595.
 */
export function aucVariance({ n, nEvents, events, others }: ScoreGroups): AucVariance {
  const nOthers = n - nEvents;
  let doubled = 0;
  let below = nOthers;
  for (let g = 0; g < events.length; g++) {
    below -= others[g];
    doubled += events[g] * (2 * below + others[g]);
  }
  const auc = doubled / 2 / nEvents / nOthers;
  let [ofEvents, ofOthers, above] = [0, 0, 0];
  below = nOthers;
  for (let g = 0; g < events.length; g++) {
    below -= others[g];
    ofEvents += events[g] * ((below + others[g] / 2) / nOthers - auc) ** 2;
    ofOthers += others[g] * ((above + events[g] / 2) / nEvents - auc) ** 2;
    above += events[g];
  }
  return { auc, variance: ofEvents / (nEvents - 1) / nEvents + ofOthers / (nOthers - 1) / nOthers };
}

/**
 * ROC-AUC with its 95 % interval: normal with DeLong's variance, cut to [0, 1]. Where every event stands above every other customer (or below) that
 * variance is 0; then the bound is Wilson's for as many pairs as the smaller class has customers, which is cautious. With less than two customers in a
 * class the interval is all of [0, 1].
 * @param groups sorted scores
 * @param area with another variance where rows belong together (see clusteredAuc)
 */
export function rocAuc(groups: ScoreGroups, { auc, variance }: AucVariance = aucVariance(groups)): Measure {
  const fewest = Math.min(groups.nEvents, groups.n - groups.nEvents);
  return { value: auc, ...aucInterval(auc, variance, fewest), n: groups.n };
}

function aucInterval(auc: number, variance: number, fewest: number): Interval {
  if (fewest === 0) return { low: NaN, high: NaN };
  if (Number.isNaN(variance)) return { low: 0, high: 1 };
  if (auc === 0 || auc === 1) return wilsonInterval(auc * fewest, fewest);
  const half = NORMAL_975 * Math.sqrt(variance);
  return { low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
}
