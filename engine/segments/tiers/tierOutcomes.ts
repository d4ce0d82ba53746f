import type { TierOutcome, TierOutcomes } from '#shared/contract/tiers';
import { formatPercent, formatThings, joinWords } from '#shared/format';
import { TIERS, type Tier } from '#shared/results';
import { differenceInterval, wilsonInterval, type Interval } from '../../shareIntervals.ts';

const SHOWN: readonly Tier[] = ['High', 'Medium', 'Low'];

/** What is known of the customers: 1 had the event, 0 had not, -1 is not known. */
export interface KnownOutcomes {
  readonly y: Int8Array;
  /** "Exited is Yes". */
  readonly eventWords: string;
  /** Whether the tier rule looks at the outcome itself. */
  readonly isDriver: boolean;
  /** Rows whose tier a person set, not the rule. */
  readonly byHand: readonly number[];
}

/**
 * How often the event happened in each tier, and whether the tiers rank customers by it: whether each has it more often than the one below, beyond what
 * 95 % intervals of the differences leave open. What is set by hand counts where it was put, and that is said. Source: Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 *
 * @param tiers [nRows], index into TIERS
 * @returns null where no customer with a known outcome has a tier
 */
export function tierOutcomes(tiers: Uint8Array, outcomes: KnownOutcomes): TierOutcomes | null {
  const { y, eventWords } = outcomes;
  const known = new Float64Array(TIERS.length);
  const events = new Float64Array(TIERS.length);
  let nUnknown = 0;
  for (let row = 0; row < y.length; row++) {
    if (y[row] < 0) {
      nUnknown++;
      continue;
    }
    known[tiers[row]]++;
    events[tiers[row]] += y[row];
  }
  const found = SHOWN.map(tier => ({ tier, t: TIERS.indexOf(tier) }))
    .filter(({ t }) => known[t] > 0)
    .map(({ tier, t }) => outcomeOf(tier, known[t], events[t]));
  if (found.length === 0) return null;
  return { eventWords, tiers: found, nUnknown, sentence: sentenceOf(found, outcomes) };
}

function outcomeOf(tier: Tier, known: number, events: number): TierOutcome {
  return { tier, known, events, share: events / known, ...wilsonInterval(events, known) };
}

function sentenceOf(found: readonly TierOutcome[], { y, eventWords, isDriver, byHand }: KnownOutcomes): string {
  const shares = found.map(({ tier, share }) => `${formatPercent(share)} of ${tier}`);
  const own = isDriver ? ' The rule looks at this outcome itself, so this is no test of it.' : '';
  const nByHand = byHand.filter(row => y[row] >= 0).length;
  const put =
    nByHand > 0
      ? ` ${formatThings(nByHand, 'customer counts', 'customers count')} where a person put them by hand.`
      : '';
  return `The rule held against what happened: ${eventWords} for ${joinWords(shares)}: ${verdict(found)}.${own}${put}`;
}

/** Two tiers, and the 95 % interval of how much more often the upper one has it. */
interface Pair extends Interval {
  readonly above: TierOutcome;
  readonly below: TierOutcome;
}

/** Neighbours first: between tiers of few customers only those farther apart may tell. */
function pairsOf(found: readonly TierOutcome[]): Pair[] {
  const pairs: Pair[] = [];
  for (let apart = 1; apart < found.length; apart++)
    for (let i = 0; i + apart < found.length; i++) {
      const [above, below] = [found[i], found[i + apart]];
      pairs.push({
        above,
        below,
        ...differenceInterval({ ...above, value: above.share }, { ...below, value: below.share }),
      });
    }
  return pairs;
}

function verdict(found: readonly TierOutcome[]): string {
  if (found.length === 1) return 'no other tier has customers whose outcome is known, so nothing can be compared';
  const pairs = pairsOf(found);
  const reversed = pairs.find(({ high }) => high < 0);
  if (reversed)
    return `${reversed.above.tier} has it less often than ${reversed.below.tier}, so the tiers do not rank customers by it`;
  const open = pairs.slice(0, found.length - 1).find(({ low }) => low <= 0);
  if (!open)
    return found.length === 2 ? 'the tiers rank customers by it' : 'each tier has it more often than the one below';
  const told = pairs.findLast(({ low }) => low > 0);
  if (!told) return 'the differences are within what chance does, so the tiers are not known to rank customers by it';
  return `${told.above.tier} has it more often than ${told.below.tier}, but ${open.above.tier} and ${open.below.tier} cannot be told apart`;
}
