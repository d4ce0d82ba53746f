import type { Measure } from '#shared/scoring/evaluation';
import { differenceInterval, wilsonInterval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/** Customers by what was foretold and what happened. */
export interface Confusion {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** Customers at or above the threshold are taken for events. */
export function confusionAt({ n, nEvents, scores, events, others }: ScoreGroups, threshold: number): Confusion {
  let [truePositives, falsePositives] = [0, 0];
  for (let g = 0; g < scores.length && scores[g] >= threshold; g++) {
    truePositives += events[g];
    falsePositives += others[g];
  }
  return {
    truePositives,
    falsePositives,
    trueNegatives: n - nEvents - falsePositives,
    falseNegatives: nEvents - truePositives,
  };
}

/** A share with Wilson's 95 % interval; NaN where there is nothing to have a share of. */
export function shareMeasure(hits: number, n: number): Measure {
  return { value: hits / n, ...wilsonInterval(hits, n), n };
}

/** Customers foretold rightly. */
export function accuracy(c: Confusion): Measure {
  const right = c.truePositives + c.trueNegatives;
  return shareMeasure(right, right + c.falsePositives + c.falseNegatives);
}

/** Of the customers taken for events, those who had it; NaN where none was. */
export function precision(c: Confusion): Measure {
  return shareMeasure(c.truePositives, c.truePositives + c.falsePositives);
}

/** Of the customers with the event, those taken for it: true positive rate. */
export function recall(c: Confusion): Measure {
  return shareMeasure(c.truePositives, c.truePositives + c.falseNegatives);
}

/** Of the customers without the event, those not taken for it: true negative rate. */
export function specificity(c: Confusion): Measure {
  return shareMeasure(c.trueNegatives, c.trueNegatives + c.falsePositives);
}

/**
 * F1: harmonic mean of precision and recall. It is 2 J / (1 + J) of the share J = TP / (TP + FP + FN), which is a plain share of customers, so that
 * Wilson's interval of J carries over. 0 where nothing was found and something was to be found; NaN where there is neither.
 * Source: van Rijsbergen (1979), Information Retrieval; Wilson (1927).
 */
export function f1(c: Confusion): Measure {
  const concerned = c.truePositives + c.falsePositives + c.falseNegatives;
  const { low, high } = wilsonInterval(c.truePositives, concerned);
  const n = concerned + c.trueNegatives;
  return {
    value: (2 * c.truePositives) / (c.truePositives + concerned),
    low: (2 * low) / (1 + low),
    high: (2 * high) / (1 + high),
    n,
  };
}

/**
 * Balanced accuracy: mean of recall and specificity, (1 + recall − false positive rate) / 2; the interval is Newcombe's of that difference of two
 * independent shares.
 * Source: Brodersen et al. (2010), doi:10.1109/ICPR.2010.764; Newcombe (1998).
 */
export function balancedAccuracy(c: Confusion): Measure {
  const hits = recall(c);
  const alarms = shareMeasure(c.falsePositives, c.falsePositives + c.trueNegatives);
  const { low, high } = differenceInterval(hits, alarms);
  return {
    value: (1 + hits.value - alarms.value) / 2,
    low: Math.max(0, (1 + low) / 2),
    high: Math.min(1, (1 + high) / 2),
    n: hits.n + alarms.n,
  };
}
