import { formatCount, formatFixed, formatPercent, formatThings } from '#shared/format';
import { clusteringOfModel } from '../algorithms/registry.ts';
import type { FittedCandidate } from './fitCandidates.ts';

/**
 * Why this many segments, where the method found the number by itself.
 * @param structureReason the sentence about whether there is structure at all; may be empty
 */
export function foundReason(
  { model, leftOut, nClusters, silhouette }: FittedCandidate,
  nCustomers: number,
  structureReason: string,
): string {
  const found = `${clusteringOfModel(model).title} found ${formatThings(nClusters, 'group')} by itself`;
  const out =
    leftOut > 0
      ? `; ${formatCount(leftOut)} of ${formatThings(nCustomers, 'customer')} (${formatPercent(leftOut / nCustomers)}) are like none of them`
      : '';
  const measured = leftOut > 0 ? 'Silhouette of those in a group' : 'Silhouette';
  return `${found}${out}. ${measured}: ${formatFixed(silhouette, 3)}.${structureReason === '' ? '' : ` ${structureReason}`}`;
}
