import { formatCount, formatFixed, formatNumber, formatPercent, formatThings } from '#shared/format';
import type { Threshold, ThresholdRule } from '#shared/scoring/choices';
import { ABOVE_ALL } from '../../metrics/classification/curves.ts';
import type { ScoreGroups } from '../../metrics/classification/scoreGroups.ts';
import { moneyOf } from './money.ts';

export interface ChosenThreshold {
  /** Customers at or above it are taken for events; above 1 where nobody is. */
  readonly threshold: number;
  readonly reason: string;
}

/** Where a falling threshold stands: customers at or above the score. */
interface Stand {
  readonly threshold: number;
  readonly contacted: number;
  readonly hits: number;
}
const NOBODY: Stand = { threshold: ABOVE_ALL, contacted: 0, hits: 0 };

/**
 * The probability from which a customer counts as an event, as the choice asks: with the highest F1; with the highest net of money, within the
 * capacity where one is given; as many customers as the capacity allows; or the value given. Customers with equal scores are taken together. Of equally
 * good thresholds the highest is taken.
 * Cost: linear in the distinct scores. Source: Elkan (2001), doi:10.5555/1642194.1642224.
 */
export function chooseThreshold(groups: ScoreGroups, choice: Threshold): ChosenThreshold {
  return RULES[choice.by](groups, choice);
}

const RULES: { readonly [R in ThresholdRule]: (groups: ScoreGroups, choice: Threshold) => ChosenThreshold } = {
  f1: byF1,
  cost: byCost,
  capacity: byCapacity,
  given: (_groups, { value }) => ({
    threshold: value,
    reason: `${formatPercent(value)} was given by hand.`,
  }),
};

/** The stand with the highest worth, from the first that may be taken. */
function bestStand(
  { scores, events, others }: ScoreGroups,
  worth: (stand: Stand) => number,
  most: number,
  start: Stand | null,
): Stand | null {
  let best = start;
  let highest = start ? worth(start) : -Infinity;
  let [contacted, hits] = [0, 0];
  for (let g = 0; g < scores.length; g++) {
    contacted += events[g] + others[g];
    hits += events[g];
    if (contacted > most) break;
    const stand = { threshold: scores[g], contacted, hits };
    const found = worth(stand);
    if (found > highest) [best, highest] = [stand, found];
  }
  return best;
}

function byF1(groups: ScoreGroups): ChosenThreshold {
  const f1Of = ({ contacted, hits }: Stand) => (2 * hits) / (contacted + groups.nEvents);
  const best = groups.nEvents > 0 ? bestStand(groups, f1Of, Infinity, null) : null;
  if (best === null) return { threshold: ABOVE_ALL, reason: 'No customer had the event, so nobody is taken for one.' };
  return {
    threshold: best.threshold,
    reason: `From ${formatPercent(best.threshold)} the F1, the balance of precision and recall, is highest (${formatFixed(f1Of(best), 3)}).`,
  };
}

function byCost(groups: ScoreGroups, choice: Threshold): ChosenThreshold {
  const { costOfOne, worthOfEvent } = moneyOf(choice);
  const netOf = ({ contacted, hits }: Stand) => hits * worthOfEvent - contacted * costOfOne;
  const limit = choice.capacity ?? Infinity;
  const best = bestStand(groups, netOf, limit, NOBODY) ?? NOBODY;
  const terms = `at ${formatNumber(costOfOne)} per customer and ${formatNumber(choice.valueSaved)} saved in ${formatPercent(choice.successRate)} of the events`;
  if (best.contacted === 0)
    return {
      threshold: ABOVE_ALL,
      reason: `Acting on nobody is best: ${terms}, no threshold brings more than it costs.`,
    };
  const even = worthOfEvent > 0 ? costOfOne / worthOfEvent : NaN;
  const check = even > 0 && even < 1 ? `; by the costs alone it pays from a probability of ${formatPercent(even)}` : '';
  const within =
    choice.capacity === null ? '' : `, among thresholds that reach at most ${formatThings(limit, 'customer')}`;
  return {
    threshold: best.threshold,
    reason: `From ${formatPercent(best.threshold)} most money is left (${formatCount(netOf(best))} net ${terms}${within})${check}.`,
  };
}

function byCapacity(groups: ScoreGroups, { capacity }: Threshold): ChosenThreshold {
  const last = groups.scores.at(-1);
  if (last === undefined) return { threshold: ABOVE_ALL, reason: 'There is no customer to act on.' };
  if (capacity === null || capacity >= groups.n)
    return {
      threshold: last,
      reason: `All ${formatThings(groups.n, 'customer')} can be acted on${capacity === null ? ', as no capacity was given' : ` with a capacity of ${formatCount(capacity)}`}.`,
    };
  const best = bestStand(groups, ({ contacted }) => contacted, capacity, null);
  if (best === null)
    return {
      threshold: ABOVE_ALL,
      reason: `Nobody can be chosen: ${formatThings(groups.events[0] + groups.others[0], 'customer')} share the highest score, more than the capacity of ${formatCount(capacity)}.`,
    };
  const short =
    best.contacted < capacity ? `; the next have equal scores and would be more than ${formatCount(capacity)}` : '';
  return {
    threshold: best.threshold,
    reason: `From ${formatPercent(best.threshold)} there are ${formatThings(best.contacted, 'customer')}, within the capacity of ${formatCount(capacity)}${short}.`,
  };
}
