import type { Measure } from '#shared/scoring/evaluation';
import { NORMAL_975 } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

/**
 * Mean over customers of a loss that depends on score and outcome, with its 95 % interval: normal, from the standard deviation between customers, not
 * below 0. One customer says nothing of the spread: NaN.
 * @param lossOf the loss of a customer with this score who had the event, and who had not
 */
export function meanLoss(
  { n, scores, events, others }: ScoreGroups,
  lossOf: (score: number) => { event: number; other: number },
): Measure {
  const ofEvents = new Float64Array(scores.length);
  const ofOthers = new Float64Array(scores.length);
  let sum = 0;
  for (let g = 0; g < scores.length; g++) {
    const { event, other } = lossOf(scores[g]);
    ofEvents[g] = event;
    ofOthers[g] = other;
    sum += events[g] * event + others[g] * other;
  }
  const value = sum / n;
  let squares = 0;
  for (let g = 0; g < scores.length; g++)
    squares += events[g] * (ofEvents[g] - value) ** 2 + others[g] * (ofOthers[g] - value) ** 2;
  const half = NORMAL_975 * Math.sqrt(squares / (n - 1) / n);
  return { value, low: Math.max(0, value - half), high: value + half, n };
}
