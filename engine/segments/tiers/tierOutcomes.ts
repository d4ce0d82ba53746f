import type { TierOutcome, TierOutcomes } from '#shared/contract/tiers';
import { formatPercent, joinWords } from '#shared/format';
import { TIERS, type Tier } from '#shared/results';
import { differenceInterval, wilsonInterval } from '../../shareIntervals.ts';

const SHOWN: readonly Tier[] = ['High', 'Medium', 'Low'];

/** What is known of the customers: 1 had the event, 0 had not, -1 is not known. */
export interface KnownOutcomes {
  readonly y: Int8Array;
  /** "Exited is Yes". */
  readonly eventWords: string;
  /** Whether the tier rule looks at the outcome itself. */
  readonly isDriver: boolean;
}

/**
 * How often the event happened in each tier, and whether the tiers rank customers by it: whether each has it more often than the one below, beyond what
 * 95 % intervals of the differences leave open. Source: Newcombe (1998), doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
 *
 * @param tiers [nRows], index into TIERS
 * @returns null where no customer with a known outcome has a tier
 */
export function tierOutcomes(tiers: Uint8Array, { y, eventWords, isDriver }: KnownOutcomes): TierOutcomes | null {
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
  return { eventWords, tiers: found, nUnknown, sentence: sentenceOf(found, eventWords, isDriver) };
}

function outcomeOf(tier: Tier, known: number, events: number): TierOutcome {
  return { tier, known, events, share: events / known, ...wilsonInterval(events, known) };
}

function sentenceOf(found: readonly TierOutcome[], eventWords: string, isDriver: boolean): string {
  const shares = found.map(({ tier, share }) => `${formatPercent(share)} of ${tier}`);
  const own = isDriver ? ' The rule looks at this outcome itself, so this is no test of it.' : '';
  return `The rule held against what happened: ${eventWords} for ${joinWords(shares)}: ${verdict(found)}.${own}`;
}

function verdict(found: readonly TierOutcome[]): string {
  if (found.length === 1) return 'no other tier has customers whose outcome is known, so nothing can be compared';
  const steps = found.slice(1).map((below, i) => ({ above: found[i], below, ...difference(found[i], below) }));
  const reversed = steps.find(({ high }) => high < 0);
  if (reversed)
    return `${reversed.above.tier} has it less often than ${reversed.below.tier}, so the tiers do not rank customers by it`;
  const open = steps.filter(({ low }) => low <= 0);
  if (open.length === 0)
    return found.length === 2 ? 'the tiers rank customers by it' : 'each tier has it more often than the one below';
  const [top, last] = [found[0], found[found.length - 1]];
  if (difference(top, last).low > 0)
    return `${top.tier} has it more often than ${last.tier}, but ${open[0].above.tier} and ${open[0].below.tier} cannot be told apart`;
  return 'the differences are within what chance does, so the tiers are not known to rank customers by it';
}

function difference(a: TierOutcome, b: TierOutcome): { low: number; high: number } {
  return differenceInterval({ ...a, value: a.share }, { ...b, value: b.share });
}
