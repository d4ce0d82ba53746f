import type { LiftRow } from '#shared/scoring/evaluation';
import { wilsonInterval } from '../../shareIntervals.ts';
import type { ScoreGroups } from './scoreGroups.ts';

const TENTHS = 10;

/**
 * Lift, gains and capture by tenths of the customers, highest scores first. Customers with equal scores at the border of two tenths are shared out
 * between them in proportion, so that the table does not depend on the order of the rows; events may then be fractions. Tenths without customers (less
 * than ten customers) are left out.
 * Source: Siddiqi (2017), doi:10.1002/9781119282396.
 */
export function liftTable({ n, nEvents, scores, events, others }: ScoreGroups): LiftRow[] {
  const rows: LiftRow[] = [];
  let [g, used, captured] = [0, 0, 0];
  for (let decile = 1; decile <= TENTHS; decile++) {
    const size = Math.floor((decile * n) / TENTHS) - Math.floor(((decile - 1) * n) / TENTHS);
    let [open, hits, sum] = [size, 0, 0];
    while (open > 0) {
      const ofGroup = events[g] + others[g];
      const taken = Math.min(open, ofGroup - used);
      hits += taken === ofGroup ? events[g] : (events[g] * taken) / ofGroup;
      sum += scores[g] * taken;
      open -= taken;
      used += taken;
      if (used < ofGroup) continue;
      g++;
      used = 0;
    }
    captured += hits;
    if (size === 0) continue;
    const rate = { value: hits / size, ...wilsonInterval(Math.min(hits, size), size), n: size };
    const lift = rate.value / (nEvents / n);
    rows.push({
      decile,
      n: size,
      events: hits,
      meanScore: sum / size,
      rate,
      lift,
      capture: Math.min(1, captured / nEvents),
    });
  }
  return rows;
}
