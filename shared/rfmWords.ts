import { formatCount, formatPercent, formatThings } from './format.ts';
import type { RfmAccount } from './rfm.ts';

/** Where the day comes from at which recency is measured. */
export function referenceWords({ isReferenceGiven, outcome }: RfmAccount): string {
  if (isReferenceGiven) return 'as chosen';
  return outcome ? 'the day that leaves room for the outcome window' : 'the day after the last transaction';
}

/** Which days were looked at and who stayed away after them; empty without windows. */
export function outcomeWords({ outcome, customers, referenceDay, options }: RfmAccount): string {
  const looked =
    options.observationMonths > 0
      ? ` Only the ${formatThings(options.observationMonths, 'month')} up to ${referenceDay} were looked at.`
      : '';
  if (!outcome) return looked;
  const share = formatPercent(outcome.churned / customers);
  return `${looked} ${formatCount(outcome.churned)} of ${formatThings(customers, 'customer')} (${share}) bought nothing from then until ${outcome.lastDay} and count as churned.`;
}
