import { z } from 'zod';
import type { CellValue, ColumnKind } from '../columns.ts';
import type { OptionTable } from '../option.ts';
import type { Band } from '../scoring/bands.ts';
import { CLASSIFIER_IDS, scoringSchema, thresholdSchema, type ClassifierId } from '../scoring/choices.ts';
import type { CustomerExplanation, ModelExplanation, PartialDependence, Reason } from '../scoring/explanation.ts';
import type { LeakFinding } from '../scoring/leaks.ts';
import type { MoneyCurve } from '../scoring/evaluation.ts';
import type { PossibleTarget } from '../scoring/target.ts';
import type { ModelDetail } from '../scoring/modelDetail.ts';
import type { ColumnLeftOut, FeatureSummary, ScoringResult, SegmentScores, TargetSummary } from '../scoring/result.ts';
import type { Tier } from '../results.ts';
import { method } from './method.ts';
import { adjustment } from './project.ts';

const nothing = z.strictObject({});
const row = z.number().int().min(0).max(4_294_967_295);
const modelId = z.enum(CLASSIFIER_IDS);

export interface ClassifierEntry {
  id: ClassifierId;
  title: string;
  help: string;
  options: OptionTable;
  sources: string[];
}
/** What scoring would do with the data as it is now. */
export interface ScoringSetup {
  targets: PossibleTarget[];
  /** Null where none is chosen or recognised, or where it cannot be one. */
  target: TargetSummary | null;
  /** Why there is no target, in a sentence; null where there is one. */
  problem: string | null;
  leaks: LeakFinding[];
  features: FeatureSummary[];
  leftOut: ColumnLeftOut[];
  /** Columns by which rows could be kept together, and by which they could be cut in time. */
  groupColumns: string[];
  dateColumns: string[];
  /** The reference date, up to which outcomes are known unless another day is given; null where the file has none. */
  lastDay: string | null;
}
export interface RankedCustomer {
  row: number;
  customer: string;
  score: number;
  band: Band;
  /** The most telling ones, in words. */
  reasons: Reason[];
  segment: string | null;
  tier: Tier | null;
  /** What happened, where it is known: 1 the event, 0 not. */
  outcome: 0 | 1 | null;
  /** Suggested credit line, where the purpose is default and there is an income. */
  creditLine: number | null;
}
export interface RankedPage {
  rows: RankedCustomer[];
  total: number;
  of: number;
}
/** One customer's score in depth. */
export interface ScoredCustomer extends RankedCustomer {
  /** Customers with a lower score, as a share of the book. */
  rank: number;
  explanation: CustomerExplanation;
  /** The features and values that can be changed in a what-if. */
  inputs: { column: string; kind: ColumnKind; value: CellValue; levels: string[] }[];
  /** How the score was made, in words: by a model that had not seen this customer, or by that of all. */
  scoredBy: string;
  creditLineRule: string | null;
}
export interface WhatIf {
  before: number;
  after: number;
  bandBefore: Band;
  bandAfter: Band;
  explanation: CustomerExplanation;
}

const cell = z.union([z.string().max(32_767), z.number(), z.boolean(), z.null()]);

export const scoreContract = {
  'score.catalog': method(nothing).returns<ClassifierEntry[]>(),
  /** @param scoring choices to try, without taking them over */
  'score.setup': method(z.strictObject({ scoring: scoringSchema.partial().optional() })).job<ScoringSetup>(),
  'score.run': method(z.strictObject({ scoring: scoringSchema.partial().optional() })).job<ScoringResult>(),
  'score.result': method(nothing).returns<{ result: ScoringResult; isFresh: boolean } | null>(),
  /** Other models in use, thresholds and money are laid over scores that are there. */
  'score.choose': method(z.strictObject({ id: modelId.nullable() })).job<ScoringResult>(),
  'score.setThreshold': method(
    z.strictObject({ threshold: thresholdSchema, adjustment: adjustment.optional() }),
  ).job<ScoringResult>(),
  'score.setCreditLine': method(
    z.strictObject({ creditLine: z.array(z.number().min(0).max(10)).length(5) }),
  ).returns<ScoringResult>(),
  /** Money along every threshold, with costs that may differ from those of the recipe. */
  'score.money': method(z.strictObject({ id: modelId, threshold: thresholdSchema })).returns<MoneyCurve>(),
  'score.model': method(z.strictObject({ id: modelId })).job<ModelDetail>(),
  'score.explain': method(z.strictObject({ id: modelId })).job<ModelExplanation>(),
  'score.dependence': method(
    z.strictObject({ id: modelId, feature: z.string().min(1).max(1_000) }),
  ).job<PartialDependence>(),
  /** Customers with the highest scores first. */
  'score.customers': method(
    z.strictObject({
      offset: row,
      limit: z.number().int().min(1).max(200),
      band: z.number().int().min(0).max(4).nullable(),
      segment: z.number().int().min(1).max(10_000).nullable(),
      onlyAbove: z.boolean(),
    }),
  ).job<RankedPage>(),
  'score.customer': method(z.strictObject({ row })).job<ScoredCustomer>(),
  'score.whatIf': method(z.strictObject({ row, values: z.record(z.string().max(400), cell) })).job<WhatIf>(),
  /** Every customer with score, band and reasons, and with segment and tier where customers are grouped, as a file to take along. */
  'score.save': method(z.strictObject({ format: z.enum(['xlsx', 'csv']) })).job<{
    token: string;
    name: string;
    sizeBytes: number;
  }>(),
  'score.segments': method(nothing).returns<SegmentScores | null>(),
};
