import { formatCount, formatPercent, formatThings, joinWords } from '#shared/format';
import type { Segmentation, SegmentSummary, TierSummary } from '#shared/results';

/** The answer in one sentence that a director could repeat. */
export function headline(
  nCustomers: number,
  segments: readonly Pick<SegmentSummary, 'size' | 'isOutliers'>[],
  tiers: readonly TierSummary[],
  highDrivers: readonly string[],
  structure: Segmentation['structure'] = 'clear',
): string {
  const start = beginning(nCustomers, segments, structure);
  const high = tiers.find(summary => summary.tier === 'High');
  if (!high) return `${start}; no risk drivers were recognised, so tiers are not assigned.`;
  if (high.size === 0) return `${start}; none is high risk.`;
  const driven = highDrivers.length > 0 ? `, driven by ${joinWords(highDrivers)}` : '';
  return `${start}; ${highText(high)}${driven}.`;
}

/** Customers that are like no group are counted apart from the groups. */
function beginning(
  nCustomers: number,
  segments: readonly Pick<SegmentSummary, 'size' | 'isOutliers'>[],
  structure: Segmentation['structure'],
): string {
  const outliers = segments.find(({ isOutliers }) => isOutliers)?.size ?? 0;
  const groups = formatThings(segments.length - (outliers > 0 ? 1 : 0), 'segment');
  const customers = formatThings(nCustomers, 'customer');
  const [are, fall] = nCustomers === 1 ? ['is', 'falls'] : ['are', 'fall'];
  const verb = structure === 'none' ? `${are} cut` : fall;
  const doubt = structure === 'none' ? ', though there is no clear structure' : '';
  if (outliers === 0) return `${customers} ${verb} into ${groups}${doubt}`;
  const rest = `${formatCount(outliers)} ${outliers === 1 ? 'is' : 'are'} like no group`;
  return `${formatCount(nCustomers - outliers)} of ${customers} ${verb} into ${groups}${doubt} and ${rest}`;
}

function highText({ size, share }: TierSummary): string {
  return `${formatCount(size)} (${formatPercent(share)}) ${size === 1 ? 'is' : 'are'} high risk`;
}
