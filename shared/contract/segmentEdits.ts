import { z } from 'zod';
import type { CustomerCard, HandDecision, Segmentation } from '../results.ts';
import { recipeSchema, segmentingSchema } from '../recipe.ts';
import { HAND_TIERS, MOST_PARTS } from '../segmentEdits.ts';
import { method } from './method.ts';

const nothing = z.strictObject({});
const segmentId = z.number().int().min(1).max(999);
const saidBy = { reason: z.string().trim().min(1).max(500), by: z.string().trim().min(1).max(80) };
const row = z.number().int().min(0);

/** Segments by the ids that are shown. */
export const editRequest = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('merge'), segments: z.array(segmentId).min(2).max(100), ...saidBy }),
  z.strictObject({
    op: z.literal('split'),
    segment: segmentId,
    into: z.number().int().min(2).max(MOST_PARTS),
    ...saidBy,
  }),
]);
export type EditRequest = z.infer<typeof editRequest>;

/** One customer by the index in the customer table. */
export const overrideRequest = z.discriminatedUnion('what', [
  z.strictObject({ what: z.literal('segment'), row, to: segmentId, ...saidBy }),
  z.strictObject({ what: z.literal('tier'), row, to: z.enum(HAND_TIERS), ...saidBy }),
]);
export type OverrideRequest = z.infer<typeof overrideRequest>;

/** Decisions that a list shows; all are in the exported customers. */
export const MOST_LISTED = 500;
export interface HandDecisions {
  /** The first of them, in the order of the customer table. */
  list: HandDecision[];
  total: number;
}

export const segmentEditsContract = {
  /** Merges or splits segments at once, without clustering again. */
  'segment.edit': method(z.strictObject({ edit: editRequest })).job<Segmentation>(),
  /** Takes back the merge or split at this place and those after it; an undo where nothing happened since. */
  'segment.takeBackEdit': method(z.strictObject({ index: z.number().int().min(0).max(999) })).job<Segmentation>(),
  /** Sets the segment or the tier of one customer by hand. */
  'segment.override': method(z.strictObject({ override: overrideRequest })).returns<CustomerCard>(),
  'segment.takeBackOverride': method(
    z.strictObject({ customer: z.string().min(1).max(400), what: z.enum(['segment', 'tier']) }),
  ).returns<Segmentation>(),
  /** Names, merges, splits and decisions of a recipe at once, as they were before the engine was started anew. */
  'segment.repeatByHand': method(
    segmentingSchema
      .pick({ names: true, edits: true, madeOn: true })
      .extend({ overrides: recipeSchema.shape.overrides }),
  ).job<Segmentation>(),
  'segment.overrides': method(nothing).returns<HandDecisions>(),
};
