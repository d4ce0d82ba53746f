import { z } from 'zod';
import type { TIER_MEASURES } from '../recipe.ts';
import type { Tier } from '../results.ts';
import { method } from './method.ts';
import { fileToken } from './project.ts';

const nothing = z.strictObject({});

/** A column that the tier rule may use. */
export interface DriverColumn {
  name: string;
  /** How it can be measured, the usual way first. */
  measures: (typeof TIER_MEASURES)[number][];
  /** A value at which a count would give all points. */
  full: number;
}
/** What a tier holds. */
export interface TierHeld {
  customers: number;
  exposure: number;
}
/** The risk scores of the book, from a rule and not a model. */
export interface ScoreBins {
  /** [segment][100], customers by score; the last bin holds 100 too. */
  counts: number[][];
  /** [100], the whole book. */
  book: number[];
  exposure: { column: string; sums: number[][] } | null;
  /** Customers whom the rule gives a tier, in parts that begin at every whole score and at the thresholds of the rule, ascending. */
  parts: { from: number[]; customers: number[]; exposure: number[] };
  /** Those whose tier a person set: they stay there. */
  byHand: Record<'High' | 'Medium' | 'Low', TierHeld>;
  all: TierHeld;
}

/** How customers moved between tiers, by a rule and not a model. */
export interface TierTransitions {
  /** What is compared with, in words: "the rule before", "may.tessera". */
  against: string;
  tiers: Tier[];
  /** [tier before][tier now], customers in both. */
  counts: number[][];
  /** The same by the exposure of now. */
  exposure: { column: string; sums: number[][] } | null;
  /** By segment of now. */
  segments: { id: number; name: string; up: number; down: number; same: number }[];
  up: number;
  down: number;
  same: number;
  /** Customers in only one of the two; identifiers that stand in several rows are matched by the first. */
  onlyBefore: number;
  onlyNow: number;
  repeated: number;
  sentence: string;
}

/** How many customers of a tier had what a column records. */
export interface TierOutcome {
  tier: Tier;
  /** Customers whose outcome is known. */
  known: number;
  events: number;
  /** Share of events among them with its 95 % interval. */
  share: number;
  low: number;
  high: number;
}
/** What happened to the customers of each tier: the rule held against the outcome that scores foretell. */
export interface TierOutcomes {
  /** "Exited is Yes". */
  eventWords: string;
  /** From High to Low, those with customers whose outcome is known. */
  tiers: TierOutcome[];
  nUnknown: number;
  sentence: string;
}

export const tiersContract = {
  'segment.driverColumns': method(nothing).returns<DriverColumn[]>(),
  'segment.scores': method(nothing).returns<ScoreBins | null>(),
  /** Null where the book has no tiers, or no column says what happened. */
  'segment.tierOutcomes': method(nothing).returns<TierOutcomes | null>(),
  /** Compares the tiers with those before the last change of rule or data, or with those of an earlier project file. */
  'segment.transitions': method(
    z.strictObject({ against: z.union([z.literal('previousRule'), z.strictObject({ file: fileToken })]) }),
  ).job<TierTransitions>(),
  /** The comparison that was made last, where it is still of the tiers on show. */
  'segment.transition': method(nothing).returns<TierTransitions | null>(),
};
