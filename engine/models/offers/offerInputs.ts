import type { FormField } from '#shared/results';
import { madeFrom } from '../../clean/madeFrom.ts';
import { asksFor } from '../../recommend/OffersPart.ts';
import type { ModelDocument } from '../ModelDocument.ts';
import { columnsLookedAt } from '../modelInputs.ts';

/** What is asked of a customer who is made offers: what rules look at, and what places him where that is needed. */
export function offerInputs({ offers, segments, inputs, cleaning }: ModelDocument): FormField[] {
  if (!offers) return [];
  const asked = asksFor(offers.made);
  const placing = asked.segment || asked.tier ? columnsLookedAt(segments, []) : new Set<string>();
  const names = madeFrom(placing, cleaning?.fitted);
  const own = inputs.filter(({ name }) => names.has(name));
  return [...own, ...offers.fields.filter(field => !own.some(({ name }) => name === field.name))];
}
