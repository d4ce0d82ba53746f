import { formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import type { TierSummary } from '#shared/results';

/** The answer in one sentence that a director could repeat. */
export function headline(
  nCustomers: number,
  nSegments: number,
  tiers: readonly TierSummary[],
  highDrivers: readonly string[],
): string {
  const fall = nCustomers === 1 ? 'falls' : 'fall';
  const start = `${formatThings(nCustomers, 'customer')} ${fall} into ${formatThings(nSegments, 'segment')}`;
  const high = tiers.find(summary => summary.tier === 'High');
  if (!high) return `${start}; no risk drivers were recognised, so tiers are not assigned.`;
  if (high.size === 0) return `${start}; none is high risk.`;
  const driven = highDrivers.length > 0 ? `, driven by ${joinWords(highDrivers)}` : '';
  return `${start}; ${highText(high)}${driven}.`;
}

function highText({ size, share }: TierSummary): string {
  return `${formatCount(size)} (${formatPercent(share)}) ${size === 1 ? 'is' : 'are'} high risk`;
}
