import { formatCount, formatFixed, formatPercent } from '#shared/format';
import type { Segmentation } from '#shared/results';
import { shownSegments } from '#shared/segmentCounts';
import type { Figure } from '../../components/KeyFigures.tsx';
import { chosenByWords } from './chosenByWords.ts';

/** The numbers that carry the answer, each with its n, interval and how it was computed. */
export function findingFigures(segmentation: Segmentation): Figure[] {
  const { silhouette, tiers, nCustomers, chosenBy, byHand } = segmentation;
  const asFound = byHand?.measuresOf === 'found' ? ` of the ${byHand.nFound} as found` : '';
  const high = tiers.find(tier => tier.tier === 'High');
  const medium = tiers.find(tier => tier.tier === 'Medium');
  const sampled = silhouette.sampled
    ? `n ${formatCount(silhouette.n)} sampled, seed ${silhouette.seed}`
    : `n ${formatCount(silhouette.n)}`;
  const figures: Figure[] = [
    {
      label: 'Customers',
      value: formatCount(nCustomers),
      detail: `${segmentation.features.length} features compared`,
      how: 'Rows after duplicates were removed and customers folded to one row each',
    },
    {
      label: 'Segments',
      value: String(shownSegments(segmentation)),
      detail: byHand ? `${byHand.nFound} found, changed by hand` : chosenByWords(chosenBy),
      how: segmentation.reason,
    },
  ];
  if (high)
    figures.push({
      label: 'High risk ▲',
      value: formatCount(high.size),
      detail: `${formatPercent(high.share)} of customers`,
      how: `By the tier rule, not a model: ${segmentation.tierRuleText}`,
      tone: 'high',
    });
  if (medium)
    figures.push({
      label: 'Medium risk ◆',
      value: formatCount(medium.size),
      detail: `${formatPercent(medium.share)} of customers`,
      how: `By the tier rule, not a model: ${segmentation.tierRuleText}`,
      tone: 'medium',
    });
  figures.push({
    label: `Silhouette${asFound}`,
    value: formatFixed(silhouette.value, 3),
    detail: `95 % ${formatFixed(silhouette.low, 3)}–${formatFixed(silhouette.high, 3)}, ${sampled}`,
    how: 'How much nearer customers are to their own segment than to the next one: 1 is clear, 0 is a convenient cut. Below 0.25 there is no clear structure.',
  });
  return figures;
}
