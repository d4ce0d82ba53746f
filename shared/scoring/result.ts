/** A finished scoring as plain data: shown on screens, printed in reports, written by the command line. */
import type { Note } from '../notes.ts';
import type { Band } from './bands.ts';
import type { ChallengeReport } from './challenge.ts';
import type { Calibration, ClassifierId, Purpose, Resampling, Threshold, ValidationKind } from './choices.ts';
import type { AtThreshold, Evaluation, Measure, SwapSet } from './evaluation.ts';
import type { ModelExplanation } from './explanation.ts';
import type { FairnessReport } from './fairness.ts';
import type { LeakFinding } from './leaks.ts';
import type { StatementsReport } from './statements.ts';
import type { WindowSummary } from './window.ts';

/** What is predicted, as it stands in a result. */
export interface TargetSummary {
  name: string;
  /** The value that is the event. */
  event: string;
  /** "Exited is Yes". */
  eventWords: string;
  purpose: Purpose;
  nEvents: number;
  nOthers: number;
  /** Customers without a known outcome: scored, never learned from. */
  nUnknown: number;
  /** What the window did to the outcomes; absent without one. */
  window?: WindowSummary;
}
export interface FeatureSummary {
  name: string;
  column: string;
  kind: 'number' | 'category';
  /** What the number is, where it is not the value itself. */
  transform: string | null;
  nLevels: number;
}
/** A column that no model sees, and why. */
export interface ColumnLeftOut {
  column: string;
  reason: string;
}
export interface ModelResult {
  id: ClassifierId;
  title: string;
  /** Options it was fitted with on all customers. */
  options: Record<string, unknown>;
  evaluation: Evaluation;
  notes: Note[];
}
export interface BandSummary {
  band: Band;
  /** Probabilities from here. */
  from: number;
  n: number;
  share: number;
  meanScore: number;
  /** Share of events among those with a known outcome. */
  rate: Measure;
}
export interface ScoringResult {
  target: TargetSummary;
  nCustomers: number;
  /** Customers that models learned from, where more had a known outcome. */
  nLearned: number;
  features: FeatureSummary[];
  leftOut: ColumnLeftOut[];
  leaks: LeakFinding[];
  validation: { kind: ValidationKind; nFolds: number; repeats: number; text: string };
  resampling: { kind: Resampling; text: string };
  calibration: { kind: Calibration; text: string };
  /** What was searched for each model, in words; empty without a search. */
  search: string;
  models: ModelResult[];
  recommended: ClassifierId;
  recommendation: string;
  chosen: ClassifierId;
  threshold: Threshold;
  at: AtThreshold;
  /** The model in use against each of the others. */
  swapSets: SwapSet[];
  bands: BandSummary[];
  bandRule: string;
  explanation: ModelExplanation;
  statements: StatementsReport;
  fairness: FairnessReport;
  /** null where there are too few events to compare on. */
  challenge: ChallengeReport | null;
  /** The answer in one sentence. */
  headline: string;
  notes: Note[];
}

/** Segments against scores: who leaves, and what it costs. */
export interface SegmentScores {
  segments: {
    id: number;
    name: string;
    n: number;
    meanScore: number;
    /** Sum of the probabilities. */
    expectedEvents: number;
    events: number;
    known: number;
    rate: Measure | null;
    /** Customers by band. */
    bands: number[];
    /** Customers at or above the threshold. */
    nAbove: number;
    /** Sum of probability × exposure, where there is an exposure column. */
    expectedLoss: number | null;
    /** Expected net money of acting on those above the threshold. */
    expectedNet: number;
  }[];
  exposure: string | null;
  sentence: string;
}
