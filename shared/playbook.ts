/** The playbook: what a bank does for which customers. A rule that people write, never fitted to outcomes. */
import './jitless.ts';
import { z } from 'zod';
import { TIERS } from './tiers.ts';

export const PLAY_AIMS = ['retain', 'grow', 'protect', 'serve'] as const;
export type PlayAim = (typeof PLAY_AIMS)[number];

/** A concept of the bank's dictionary (`avgBalance`) or the name of a column; of several, the first that the file has. */
const places = z.array(z.string().min(1).max(400)).min(1).max(12);
const share = z.number().min(0).max(1);
const amount = z.number().min(0).max(1e12);

/** What has to hold of a segment. All conditions of a play have to. */
export const playConditionSchema = z.discriminatedUnion('kind', [
  /** The segment differs from the whole book by at least `by` standard deviations (Cohen's h for a share of yes). */
  z.strictObject({
    kind: z.literal('differs'),
    of: places,
    is: z.enum(['high', 'low']),
    by: z.number().min(0).max(10),
  }),
  /** The segment's average, median or share of yes, as the profile states it, lies on one side of a value. */
  z.strictObject({
    kind: z.literal('value'),
    of: places,
    is: z.enum(['atLeast', 'atMost']),
    value: z.number().min(-1e15).max(1e15),
  }),
  /** At least this share of the segment has a level of a category. */
  z.strictObject({ kind: z.literal('level'), of: places, level: z.string().min(1).max(400), share }),
  /** At least this share of the segment is in a risk tier. */
  z.strictObject({ kind: z.literal('tier'), tier: z.enum(TIERS), share }),
]);
export type PlayCondition = z.infer<typeof playConditionSchema>;

export const playSchema = z.strictObject({
  id: z.string().regex(/^[a-zA-Z][a-zA-Z0-9]{0,39}$/),
  title: z.string().trim().min(1).max(80),
  aim: z.enum(PLAY_AIMS),
  /** What is done, in a sentence. */
  action: z.string().trim().min(1).max(400),
  isOn: z.boolean(),
  when: z.array(playConditionSchema).min(1).max(6),
  /** Share of the segment's customers that can be reached. */
  reach: share,
  /** Share of those reached for whom it works, from careful to hopeful. */
  success: z.strictObject({ low: share, high: share }).refine(({ low, high }) => low <= high, 'low is above high'),
  /** What one success is worth in a year: an amount, or a share of what the segment's customers have on average; null where nobody has said. */
  worth: z
    .union([z.strictObject({ amount }), z.strictObject({ share: z.number().min(0).max(10), of: places })])
    .nullable(),
  /** What reaching one customer costs; null where nobody has said. */
  cost: amount.nullable(),
});
export type Play = z.infer<typeof playSchema>;

export const playbookSchema = z
  .strictObject({ version: z.literal(1), plays: z.array(playSchema).max(100) })
  .refine(({ plays }) => new Set(plays.map(play => play.id)).size === plays.length, 'two plays have the same id');
export type Playbook = z.infer<typeof playbookSchema>;

/** A column of the file that a play may rest on, as a condition names it. */
export interface PlayPlace {
  place: string;
  title: string;
  kind: 'number' | 'yesNo' | 'category';
  /** The levels of a category, most frequent first, at most 200. */
  levels: string[];
}
/** One condition that holds, with the numbers that make it so. */
export interface PlayTrigger {
  /** "average balance 41,200 against 18,300 in the whole book (0.9 standard deviations more; asked for 0.3)" */
  text: string;
  column: string | null;
}
export interface Recommendation {
  /** Id of the segment. */
  segment: number;
  segmentName: string;
  play: string;
  title: string;
  aim: PlayAim;
  action: string;
  triggers: PlayTrigger[];
  /** How far the weakest condition lies beyond what was asked for, 1 = just so. */
  strength: number;
  /** Customers that can be reached. */
  reach: number;
  successes: { low: number; high: number };
  /** Expected value in a year less the cost of contact, in the units of the book; null where worth is not known. */
  value: { low: number; high: number } | null;
  cost: number | null;
  /** What the numbers stand on, in words. */
  basis: string;
}
/** A play that this file cannot be asked about. */
export interface UnjudgedPlay {
  play: string;
  title: string;
  lacks: string[];
}
export interface PlaybookAnswer {
  headline: string;
  recommendations: Recommendation[];
  /** Names of segments that no play speaks to. */
  without: string[];
  unjudged: UnjudgedPlay[];
}
