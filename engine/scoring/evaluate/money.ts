import type { MoneyCurve, MoneyPoint } from '#shared/scoring/evaluation';
import type { Threshold } from '#shared/scoring/choices';
import { ABOVE_ALL, MOST_POINTS } from '../../metrics/classification/curves.ts';
import type { ScoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { wilsonInterval } from '../../shareIntervals.ts';

/** What acting on a customer costs, and what an event reached brings on average. */
export function moneyOf({ contactCost, valueSaved, successRate }: Threshold) {
  return { costOfOne: contactCost, worthOfEvent: successRate * valueSaved };
}

/**
 * Cost and benefit of acting on these customers. The 95 % interval is that of the events reached: Wilson's of their share among those acted on; costs,
 * value and success are taken as given.
 * @param contacted customers acted on
 * @param events those of them with the event
 */
export function moneyAt(threshold: number, contacted: number, events: number, choice: Threshold): MoneyPoint {
  const { costOfOne, worthOfEvent } = moneyOf(choice);
  const share = contacted === 0 ? { low: 0, high: 0 } : wilsonInterval(events, contacted);
  const cost = contacted * costOfOne;
  const saved = {
    value: events * worthOfEvent,
    low: share.low * contacted * worthOfEvent,
    high: share.high * contacted * worthOfEvent,
    n: contacted,
  };
  const net = { value: saved.value - cost, low: saved.low - cost, high: saved.high - cost, n: contacted };
  return { threshold, contacted, events, cost, saved, net };
}

/**
 * What acting on all customers at or above a threshold brings, for at most 200 thresholds: nobody, everybody, the best of all, and between them even
 * steps of customers. The best is that with the highest net, of equal ones that with the fewest customers.
 * Cost: linear in the distinct scores. Source: Elkan (2001), doi:10.5555/1642194.1642224.
 */
export function moneyCurve(groups: ScoreGroups, choice: Threshold): MoneyCurve {
  const { n, scores, events, others } = groups;
  const { costOfOne, worthOfEvent } = moneyOf(choice);
  const step = n / (MOST_POINTS - 3);
  const points = [moneyAt(ABOVE_ALL, 0, 0, choice)];
  let best = points[0];
  let [contacted, hits, next] = [0, 0, step];
  for (let g = 0; g < scores.length; g++) {
    contacted += events[g] + others[g];
    hits += events[g];
    const isBetter = hits * worthOfEvent - contacted * costOfOne > best.net.value;
    if (isBetter) best = moneyAt(scores[g], contacted, hits, choice);
    if (contacted < next && g < scores.length - 1) continue;
    points.push(moneyAt(scores[g], contacted, hits, choice));
    next = step * (Math.floor(contacted / step) + 1);
  }
  const at = points.findIndex(point => point.contacted >= best.contacted);
  if (points[at].contacted > best.contacted) points.splice(at, 0, best);
  return { points, best: at };
}
