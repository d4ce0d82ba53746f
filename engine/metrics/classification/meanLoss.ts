import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975 } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/**
 * Mean over customers of a loss that depends on score and outcome, with its 95 % interval: normal, from the standard deviation between customers, not
 * below 0. One customer says nothing of the spread: NaN.
 * @param ofEvent the loss of a customer with this score who had the event
 * @param ofOther that of one who had not
 */
export function meanLoss(
  { n, scores, events, others }: ScoreGroups,
  ofEvent: (score: number) => number,
  ofOther: (score: number) => number,
): Measure {
  const ofEvents = new Float64Array(scores.length);
  const ofOthers = new Float64Array(scores.length);
  let sum = 0;
  for (let g = 0; g < scores.length; g++) {
    if (events[g] > 0) ofEvents[g] = ofEvent(scores[g]);
    if (others[g] > 0) ofOthers[g] = ofOther(scores[g]);
    sum += events[g] * ofEvents[g] + others[g] * ofOthers[g];
  }
  const value = sum / n;
  let squares = 0;
  for (let g = 0; g < scores.length; g++) {
    const event = ofEvents[g] - value;
    const other = ofOthers[g] - value;
    squares += events[g] * event * event + others[g] * other * other;
  }
  const half = NORMAL_975 * Math.sqrt(squares / (n - 1) / n);
  return { value, low: Math.max(0, value - half), high: value + half, n };
}
