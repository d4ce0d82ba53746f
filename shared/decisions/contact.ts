/** Whom to contact under a budget: what is chosen, part of the recipe, and what comes out. */
import { z } from 'zod';
import type { Measure } from '../scoring/evaluation.ts';

const columnName = z.string().min(1).max(400);
const money = z.number().min(0).max(1e12);

export const contactSchema = z.strictObject({
  /** What is saved where a contact works: one amount for all, or a share of what a column holds for each customer. */
  value: z.union([
    z.strictObject({ amount: money }),
    z.strictObject({ column: columnName, share: z.number().min(0).max(10) }),
  ]),
  /** Cost and success of a contact: those of the play that the playbook has for the customer's segment, or one action for all. */
  actBy: z.enum(['playbook', 'one']),
  cost: money,
  /** Share of customers with the event for whom a contact works, from careful to hopeful. */
  success: z
    .strictObject({ low: z.number().min(0).max(1), high: z.number().min(0).max(1) })
    .refine(({ low, high }) => low <= high, 'low is above high'),
  /** How many contacts there is time for; null is any number. */
  mostContacts: z.number().int().min(1).max(1_000_000_000).nullable(),
  /** How much may be spent; null is any amount. */
  budget: money.nullable(),
});
export type ContactChoices = z.infer<typeof contactSchema>;

/** What is done about the customers of a segment. */
export interface ContactAction {
  title: string;
  /** Name of the segment; null for customers in none. */
  segment: string | null;
  cost: number;
  success: { low: number; high: number };
  /** Customers on the list. */
  n: number;
}
export interface ContactList {
  choices: ContactChoices;
  /** The event as words, such as "Exited is Yes". */
  eventWords: string;
  /** Customers that could be contacted. */
  nCandidates: number;
  /** Customers that had the event already. */
  nHadIt: number;
  /** Customers for whom the value is not known. */
  nWithoutValue: number;
  /** Customers on the list, those with the highest expected value first. */
  n: number;
  cost: number;
  /** Expected value of the whole list less its cost: from the careful to the hopeful assumptions. */
  expected: { value: number; low: number; high: number };
  /** The same rule on customers with a known outcome, scored by models that had not seen them; null where none is known. */
  tested: {
    n: number;
    /** Money for each contact of the list, for each of contacts chosen by chance, and the difference. */
    perContact: Measure;
    byChance: Measure;
    difference: Measure;
  } | null;
  actions: ContactAction[];
  rule: string;
  sentence: string;
}
export interface Contact {
  row: number;
  customer: string;
  score: number;
  /** What is saved where the contact works. */
  value: number;
  action: string;
  cost: number;
  expected: { value: number; low: number; high: number };
  segment: string | null;
  reasons: string[];
}
