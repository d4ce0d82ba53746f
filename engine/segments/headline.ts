import { formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import type { Segmentation, TierSummary } from '#shared/results';

/** The answer in one sentence that a director could repeat. */
export function headline(
  nCustomers: number,
  nSegments: number,
  tiers: readonly TierSummary[],
  highDrivers: readonly string[],
  structure: Segmentation['structure'] = 'clear',
): string {
  const start = beginning(nCustomers, nSegments, structure);
  const high = tiers.find(summary => summary.tier === 'High');
  if (!high) return `${start}; no risk drivers were recognised, so tiers are not assigned.`;
  if (high.size === 0) return `${start}; none is high risk.`;
  const driven = highDrivers.length > 0 ? `, driven by ${joinWords(highDrivers)}` : '';
  return `${start}; ${highText(high)}${driven}.`;
}

function beginning(nCustomers: number, nSegments: number, structure: Segmentation['structure']): string {
  const [customers, segments] = [formatThings(nCustomers, 'customer'), formatThings(nSegments, 'segment')];
  if (structure === 'none')
    return `${customers} ${nCustomers === 1 ? 'is' : 'are'} cut into ${segments}, though there is no clear structure`;
  return `${customers} ${nCustomers === 1 ? 'falls' : 'fall'} into ${segments}`;
}

function highText({ size, share }: TierSummary): string {
  return `${formatCount(size)} (${formatPercent(share)}) ${size === 1 ? 'is' : 'are'} high risk`;
}
