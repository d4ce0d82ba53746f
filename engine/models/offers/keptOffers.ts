import { keepOffers } from '../../recommend/keepOffers.ts';
import { columnsOfRules } from '../../recommend/OffersPart.ts';
import type { OffersPart } from '../../recommend/OffersPart.ts';
import type { ModelSource } from '../ModelSource.ts';

/** Offers as a model file holds them; null where none were made or they cannot be part of it. Cost: O(products²). */
export function keptOffers(source: ModelSource): OffersPart | null {
  const { offers } = source;
  return offers && whyNoOffers(source) === null ? keepOffers(offers.offered, offers.inUse) : null;
}

/** Why offers that were made cannot be part of the file, as a sentence; null where they can or there are none. */
export function whyNoOffers({ offers, segments, imported: { table, roles } }: ModelSource): string | null {
  if (!offers) return null;
  const { labels, result, offers: chosen } = offers.offered;
  const names = columnsOfRules(chosen);
  const identifier = table.columns.find(({ name }, i) => roles[i] === 'identifier' && names.includes(name));
  if (identifier)
    return `Offers are not part of it: a rule goes by ${identifier.name}, which names customers, and the file names nobody.`;
  const own = segments?.segmented.segmentation.segments ?? [];
  const isSame =
    result.segments.length === own.length &&
    result.segments.every(({ id }, i) => id === own[i].id) &&
    isSamePlacing(labels, segments?.segmented.labels ?? null);
  return labels && !isSame
    ? 'Offers are not part of it: they were made with other segments than these. Make them again and save the model anew.'
    : null;
}

/** Segments found anew have the same ids and other customers. */
function isSamePlacing(labels: Int32Array | null, own: Int32Array | null): boolean {
  if (!labels || !own) return labels === own;
  return labels === own || (labels.length === own.length && labels.every((label, row) => label === own[row]));
}
