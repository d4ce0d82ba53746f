import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975, wilsonInterval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/**
 * Average precision: the precision at each score, weighted by the recall gained there (area under the precision-recall curve by steps).
 * Its 95 % interval is normal on the scale of log odds with variance 1 / (events × AP × (1 − AP)), back on [0, 1]; at 1 it is Wilson's for as many
 * customers as had the event.
 * @returns NaN where no customer had the event
 * Source: Boyd, Eng & Page (2013), doi:10.1007/978-3-642-40994-3_29.
 */
export function averagePrecision({ n, nEvents, events, others }: ScoreGroups): Measure {
  let [hits, taken, sum] = [0, 0, 0];
  for (let g = 0; g < events.length; g++) {
    hits += events[g];
    taken += events[g] + others[g];
    if (events[g] > 0) sum += events[g] * (hits / taken);
  }
  const value = Math.min(1, sum / nEvents);
  if (!(value < 1)) return { value, ...wilsonInterval(nEvents, nEvents), n };
  const middle = Math.log(value / (1 - value));
  const half = NORMAL_975 / Math.sqrt(nEvents * value * (1 - value));
  return { value, low: expit(middle - half), high: expit(middle + half), n };
}

function expit(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
