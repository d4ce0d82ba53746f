/** What a person changes about segments and tiers once they are found; part of the recipe, so that it is undone, recorded and repeated. */
import './jitless.ts';
import { z } from 'zod';

export const MOST_SEGMENT_EDITS = 50;
export const MOST_OVERRIDES = 10_000;
export const MOST_PARTS = 5;
/** More than a method is likely to find; a merge may name them all. */
const MOST_GROUPS = 1_000;

/** Why, and who says so. */
const saidBy = { reason: z.string().min(1).max(500), by: z.string().min(1).max(80) };
const segmentId = z.number().int().min(1).max(MOST_GROUPS);
/** What the segments were called when the change was made, for the record. */
const names = z.array(z.string().max(80)).max(MOST_GROUPS).optional();

/** One change of the grouping. Segments are named by the ids that were shown at that moment. */
export const segmentEditSchema = z.discriminatedUnion('op', [
  z.strictObject({
    op: z.literal('merge'),
    segments: z.array(segmentId).min(2).max(MOST_GROUPS),
    names,
    ...saidBy,
  }),
  z.strictObject({
    op: z.literal('split'),
    segment: segmentId,
    into: z.number().int().min(2).max(MOST_PARTS),
    names,
    ...saidBy,
  }),
]);
export type SegmentEdit = z.infer<typeof segmentEditSchema>;

/**
 * Groups keep a number of their own through every change, which names and overrides hold on to: a fitted segment its id, a group made by
 * the change at `index` 1000 + 10 × index + part.
 */
export const groupKey = z.string().regex(/^\d{1,4}$/);
const MADE_FROM = 1_000;
const MADE_STEP = 10;
export function madeGroup(index: number, part: number): number {
  return MADE_FROM + MADE_STEP * index + part;
}
/** The place of the change that made a group; -1 for a fitted one. */
export function changeThatMade(group: number): number {
  return group < MADE_FROM ? -1 : Math.floor((group - MADE_FROM) / MADE_STEP);
}

/** A tier that can be given by hand. */
export const HAND_TIERS = ['High', 'Medium', 'Low'] as const;
/** The identifier of a customer as text, or the row in the sheet where there is no identifier. */
const customer = z.string().min(1).max(400);
/** What a person decided about one customer, against the segments or the tier rule. */
export const overrideSchema = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('segment'), customer, to: groupKey, ...saidBy }),
  z.strictObject({ what: z.literal('tier'), customer, to: z.enum(HAND_TIERS), ...saidBy }),
]);
export type Override = z.infer<typeof overrideSchema>;
