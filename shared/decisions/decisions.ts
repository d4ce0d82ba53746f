import { z } from 'zod';
import { contactSchema } from './contact.ts';
import { creditSchema } from './credit.ts';

/** What is done about scores, by rules; part of the recipe. What is not chosen follows from the scores. */
export const decisionsSchema = z.strictObject({
  contact: contactSchema.optional(),
  credit: creditSchema.optional(),
});
export type Decisions = z.infer<typeof decisionsSchema>;
