/** What became known about customers after their file was made: lists of outcomes, and whether models learn from them. Part of the recipe. */
import '../jitless.ts';
import { z } from 'zod';
import { readingSchema } from '../reading.ts';

const columnName = z.string().min(1).max(400);
const listId = z.string().regex(/^outcomes-\d{1,4}$/);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
/** ISO 8601 UTC. */
const moment = z.iso.datetime();

/** Characters of a value that is predicted. */
export const LONGEST_EVENT = 400;
/** Three years of months. */
export const MOST_OUTCOME_LISTS = 36;
export const MOST_CORRECTION_LISTS = 100;

/** What outcomes are outcomes of: a column, as the file names it, and its event. */
export const aboutSchema = z.strictObject({ target: columnName, event: z.string().max(LONGEST_EVENT) });
export type About = z.infer<typeof aboutSchema>;

/** A file with a row for each outcome; its cells are kept with the project. */
export const outcomeListSchema = z.strictObject({
  id: listId,
  file: z.strictObject({ name: z.string().min(1).max(400), sha256: sha256.nullable() }),
  /** They count for this alone; a list without it is about whatever is scored. */
  about: aboutSchema.optional(),
  reading: readingSchema,
  /** Columns of the list. */
  key: columnName,
  outcome: columnName,
  date: columnName.nullable(),
  /** When it was imported: what is undated counts as known since then. */
  at: moment,
});
export type OutcomeList = z.infer<typeof outcomeListSchema>;

const count = z.number().int().min(0);
/** A file of corrections, which became cells, segments and tiers set by hand when it was imported. rows = made + the others but the kinds. */
export const correctionListSchema = z.strictObject({
  file: z.strictObject({ name: z.string().min(1).max(400), sha256 }),
  at: moment,
  rows: count,
  made: count,
  unknownKey: count,
  duplicate: count,
  unreadable: count,
  /** Of those made. */
  cells: count,
  segments: count,
  tiers: count,
});
export type CorrectionList = z.infer<typeof correctionListSchema>;

/** Values of a target that are kept with what models learned from. */
export const MOST_LEARNED_TEXTS = 50;

/** What models learn from beside the file: the outcomes of these lists stand in the column of the target. */
export const learnedSchema = z.strictObject({
  lists: z.array(listId).min(1).max(MOST_OUTCOME_LISTS),
  /** As the file names its columns. */
  target: columnName,
  event: z.string().max(LONGEST_EVENT),
  /** What the target called its outcomes when models learned: a file that takes the place of the others may tell none of them. */
  texts: z.array(z.string().max(LONGEST_EVENT)).max(MOST_LEARNED_TEXTS).optional(),
  /** Column with the day of the event, where there is one. */
  eventDate: columnName.nullable(),
});
export type Learned = z.infer<typeof learnedSchema>;

export const feedbackSchema = z.strictObject({
  lists: z.array(outcomeListSchema).max(MOST_OUTCOME_LISTS).default([]),
  learned: learnedSchema.nullable().default(null),
  corrections: z.array(correctionListSchema).max(MOST_CORRECTION_LISTS).default([]),
});
export type Feedback = z.infer<typeof feedbackSchema>;

export function noFeedback(): Feedback {
  return { lists: [], learned: null, corrections: [] };
}

/** The lists that models learn from; their outcomes are part of the customers. */
export function learnedLists({ feedback }: { readonly feedback?: Feedback }): OutcomeList[] {
  const { lists = [], learned = null } = feedback ?? {};
  return learned ? lists.filter(({ id }) => learned.lists.includes(id)) : [];
}
