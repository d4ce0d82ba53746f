/** What people say of the model of a project: whose it is, how much hangs on it, who signed it off. Part of the recipe. */
import { z } from 'zod';
import { MODEL_STATUSES } from './card.ts';

export const MATERIALITIES = ['low', 'medium', 'high'] as const;
export const MOST_SIGN_OFFS = 200;

export const signOffSchema = z.strictObject({
  /** The status that the model has from here on. */
  status: z.enum(MODEL_STATUSES),
  by: z.string().trim().min(1).max(80),
  words: z.string().trim().min(1).max(500),
  /** ISO 8601 UTC. */
  at: z.iso.datetime(),
  /** The result that was signed: another one has not been signed by this. */
  resultSha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type SignOff = z.infer<typeof signOffSchema>;

export const modelRecordSchema = z.strictObject({
  owner: z.string().trim().max(120),
  materiality: z.enum(MATERIALITIES).nullable(),
  /** What it may be used for, and what not. */
  use: z.string().trim().max(1_000),
  signOffs: z.array(signOffSchema).max(MOST_SIGN_OFFS),
});
export type ModelRecord = z.infer<typeof modelRecordSchema>;

export function emptyRecord(): ModelRecord {
  return { owner: '', materiality: null, use: '', signOffs: [] };
}

/** Whether anybody has said anything. */
export function isSaid({ owner, materiality, use, signOffs }: ModelRecord): boolean {
  return owner !== '' || materiality !== null || use !== '' || signOffs.length > 0;
}

/** The last sign-off, where it is of this result; another result has none and is a draft. */
export function standingSignOff({ signOffs }: ModelRecord, resultSha256: string | null): SignOff | null {
  const last = signOffs.at(-1);
  return last && last.resultSha256 === resultSha256 ? last : null;
}
