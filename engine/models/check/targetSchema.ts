import { z } from 'zod';
import { PURPOSES } from '#shared/scoring/choices';

const count = z.number().int().min(0).max(4_294_967_295);
const text = z.string().max(32_767);
const name = z.string().min(1).max(1_000);
const windowSummary = z.strictObject({
  observed: text,
  outcomeMonths: count,
  until: text,
  eventDate: name.nullable(),
  nOpen: count,
  nBefore: count,
  nLater: count,
  nUndated: count,
  nUnobserved: count,
});

/** What is predicted, as a model file and its reference say it. */
export const targetSchema = z.strictObject({
  name,
  event: text,
  eventWords: text,
  purpose: z.enum(PURPOSES),
  nEvents: count,
  nOthers: count,
  nUnknown: count,
  window: windowSummary.optional(),
});
