import type { Note } from '#shared/notes';
import type { ClassifierId } from '#shared/scoring/choices';
import type { LeakFinding } from '#shared/scoring/leaks';
import type { ColumnLeftOut, ScoringResult, TargetSummary } from '#shared/scoring/result';
import type { ClassifierModel } from '../algorithms/ClassifierModel.ts';
import type { CalibrationState } from './calibrate/Calibrated.ts';
import type { FeaturePlan } from './features.ts';

/** A model and what is done to its answers. Plain. */
export interface Scorer {
  readonly model: ClassifierModel;
  /** Shares of events that the model learned from and that there are in truth, where resampling made them differ. */
  readonly prior: { readonly trained: number; readonly real: number } | null;
  readonly calibration: CalibrationState | null;
}
/** One classifier fitted on all customers, and on each fold without the customers it is tested on. */
export interface ModelScorers {
  readonly id: ClassifierId;
  readonly all: Scorer;
  readonly folds: readonly Scorer[];
}

/** Scores of every customer by one model. */
export interface ModelScores {
  readonly id: ClassifierId;
  readonly title: string;
  /** Options it was fitted with on all customers. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly notes: readonly Note[];
  /**
   * [nRows], probability of the event. Customers with a known outcome are scored by a model of a fold that had not seen them, the others by the model
   * that learned from all.
   */
  readonly p: Float64Array;
  /** [nRows], answers that the figures rest on where the test is out of time, NaN for customers of the earlier part; null where they rest on `p`. */
  readonly outOfTime: Float64Array | null;
  /** ROC-AUC of every fold of every repeat. */
  readonly foldAucs: readonly number[];
}

/** What fitting gives: nothing in it depends on which model is in use or where the threshold lies. */
export interface ScoringBase {
  readonly plan: FeaturePlan;
  readonly target: TargetSummary;
  readonly leaks: readonly LeakFinding[];
  readonly leftOut: readonly ColumnLeftOut[];
  /** [nRows], 1 event, 0 none, -1 not known. */
  readonly y: Int8Array;
  /** [nRows], fold whose model scored the customer; SCORED_BY_ALL for the model that learned from all. */
  readonly foldOf: Uint8Array;
  readonly models: readonly ModelScores[];
  /** Customers that models learned from. */
  readonly nLearned: number;
  readonly notes: readonly Note[];
}

/** A finished scoring without its models, which are made again from the recipe where they are needed after a project was opened. */
export interface Scored extends ScoringBase {
  /** Position of the model in use. */
  readonly chosen: number;
  /** [nRows], position in BANDS. */
  readonly bands: Uint8Array;
  readonly result: ScoringResult;
}

export const SCORED_BY_ALL = 255;

export function chosenScores({ models, chosen }: Pick<Scored, 'models' | 'chosen'>): Float64Array {
  return models[chosen].p;
}

/** [nRows], what the figures of a model rest on: answers of models that had not seen the customer; NaN for customers that are not tested. */
export function testedScores({ y, foldOf }: Pick<ScoringBase, 'y' | 'foldOf'>, model: ModelScores): Float64Array {
  const { p, outOfTime } = model;
  return outOfTime ?? p.map((value, row) => (y[row] >= 0 && foldOf[row] !== SCORED_BY_ALL ? value : NaN));
}
