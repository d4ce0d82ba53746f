import type { Measure } from '#shared/scoring/evaluation';
import { differenceInterval, wilsonInterval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/**
 * KS: the largest distance between the shares of events and of other customers at or above a score, whichever is larger. Its 95 % interval is that of
 * the difference of the two shares at that score (Newcombe); that the score was looked for is not in it.
 * @returns the score where the distance is largest too, the highest of several; NaN where a class has no customers
 * Source: Smirnov (1948), doi:10.1214/aoms/1177730256.
 */
export function kolmogorovSmirnov({ n, nEvents, scores, events, others }: ScoreGroups): Measure & { at: number } {
  const nOthers = n - nEvents;
  if (nEvents === 0 || nOthers === 0) return { value: NaN, low: NaN, high: NaN, n, at: NaN };
  let [hits, alarms] = [0, 0];
  const best = { distance: -1, hits: 0, alarms: 0, at: NaN };
  for (let g = 0; g < scores.length; g++) {
    hits += events[g];
    alarms += others[g];
    // Whole numbers, so that equal distances are equal.
    const distance = Math.abs(hits * nOthers - alarms * nEvents);
    if (distance > best.distance) Object.assign(best, { distance, hits, alarms, at: scores[g] });
  }
  const ofEvents = { value: best.hits / nEvents, ...wilsonInterval(best.hits, nEvents) };
  const ofOthers = { value: best.alarms / nOthers, ...wilsonInterval(best.alarms, nOthers) };
  const isUpward = ofEvents.value >= ofOthers.value;
  const { low, high } = isUpward ? differenceInterval(ofEvents, ofOthers) : differenceInterval(ofOthers, ofEvents);
  return {
    value: Math.abs(ofEvents.value - ofOthers.value),
    low: Math.max(0, low),
    high: Math.min(1, high),
    n,
    at: best.at,
  };
}
