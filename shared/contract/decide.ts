import { z } from 'zod';
import { contactSchema, type Contact, type ContactChoices, type ContactList } from '../decisions/contact.ts';
import {
  creditOverrideSchema,
  creditSchema,
  DECISIONS,
  type CreditDecision,
  type CreditDecisions,
  type CreditPolicy,
} from '../decisions/credit.ts';
import { method } from './method.ts';

const nothing = z.strictObject({});
const row = z.number().int().min(0).max(4_294_967_295);
const page = { offset: row, limit: z.number().int().min(1).max(200) };
const format = z.enum(['xlsx', 'csv']);

interface SavedFile {
  token: string;
  name: string;
  sizeBytes: number;
}
export interface ContactSetup {
  choices: ContactChoices;
  /** Columns of numbers that a value can be a share of. */
  valueColumns: string[];
  /** Whether customers are grouped, so that plays of the playbook can speak to their segments. */
  hasSegments: boolean;
}

/** What is done about scores: whom to contact, whom to give credit. Both are made anew from the scores on show. */
export const decideContract = {
  /** No list where the choices cannot be followed any more, as when their column is gone; `problem` says it. */
  'decide.contact': method(nothing).returns<{
    setup: ContactSetup;
    list: ContactList | null;
    problem: string | null;
  }>(),
  'decide.setContact': method(z.strictObject({ contact: contactSchema })).returns<ContactList>(),
  'decide.contacts': method(z.strictObject(page)).job<{ rows: Contact[]; total: number }>(),
  'decide.saveContacts': method(z.strictObject({ format })).job<SavedFile>(),
  'decide.credit': method(nothing).returns<{
    policy: CreditPolicy;
    decided: CreditDecisions | null;
    problem: string | null;
  }>(),
  'decide.setCredit': method(z.strictObject({ credit: creditSchema })).returns<CreditDecisions>(),
  'decide.creditRows': method(z.strictObject({ ...page, decision: z.enum(DECISIONS).nullable() })).returns<{
    rows: CreditDecision[];
    total: number;
  }>(),
  'decide.creditOf': method(z.strictObject({ row })).returns<CreditDecision>(),
  /** A decision by a person about one customer, or back to the rules with null. */
  'decide.override': method(
    z.strictObject({ row, override: creditOverrideSchema.omit({ customer: true }).nullable() }),
  ).returns<CreditDecision>(),
  'decide.saveCredit': method(z.strictObject({ format })).job<SavedFile>(),
};
