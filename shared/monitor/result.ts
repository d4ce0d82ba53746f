/** What became of a later file against the development customers, as plain data: shown on screens, printed in reports, kept in the project. */
import type { ColumnKind } from '../columns.ts';
import type { CalibrationBin, Measure } from '../scoring/evaluation.ts';
import type { Performance } from './reference.ts';

export const LIGHTS = ['green', 'amber', 'red'] as const;
export type Light = (typeof LIGHTS)[number];

/** Population stability index; of a single column it is called characteristic stability index. */
export interface StabilityIndex {
  value: number;
  /** What chance alone gives on average for so many customers and bins, where nothing has changed. */
  expected: number;
  /** Probability of a value at least as large where nothing has changed. */
  pValue: number;
  nBins: number;
}
/** Two-sample Kolmogorov–Smirnov test. */
export interface KsTest {
  /** Largest distance of the two cumulative shares, seen at the points of the reference. */
  distance: number;
  pValue: number;
  /** The true distance is at most so much larger: 0 where every value of the reference is a point. */
  within: number;
}
/** Pearson's test of two lists of counts; what is thin is put together. */
export interface CountsTest {
  statistic: number;
  degrees: number;
  pValue: number;
  cramersV: number;
  /** Levels that were put together because less than 5 customers were expected. */
  nPooled: number;
}
/** Customers of one part of a distribution, then and now. */
export interface BinCounts {
  label: string;
  before: number;
  now: number;
}
export interface Change {
  before: Measure;
  now: Measure;
  /** now − before. */
  change: Measure;
}
/** What is asked about every column: has its distribution moved, do more values miss, are there new levels, values outside the range. */
export const COLUMN_QUESTIONS = ['index', 'missing', 'newLevels', 'outOfRange'] as const;
export type ColumnQuestion = (typeof COLUMN_QUESTIONS)[number];

export interface ColumnDrift {
  column: string;
  kind: ColumnKind;
  transform: string | null;
  /** Of the customers with a value; missing values are a question of their own. */
  index: StabilityIndex | null;
  /** p-values of four questions, corrected by Holm's method for all such questions about all columns; null where there is nothing to ask. */
  corrected: Record<ColumnQuestion, number | null>;
  ks: KsTest | null;
  chiSquare: CountsTest | null;
  missing: Change;
  /**
   * Customers with levels that no development customer had; the levels with most customers first, at most ten. `expected` is the share that chance gives
   * where nothing has changed, because development did not see every rare level.
   */
  newLevels: { share: Measure; expected: number; n: number; levels: string[] } | null;
  /** Customers below the lowest and above the highest value of the development customers; `expected` as above. */
  outOfRange: { share: Measure; expected: number; below: number; above: number; low: number; high: number } | null;
  means: { before: number; now: number; sdBefore: number | null } | null;
  bins: BinCounts[];
  light: Light;
  /** One sentence per thing that is not green; one that says so where all is. */
  sentences: string[];
}
/** Estimated figures of merit where outcomes are not known yet. */
export interface EstimatedPerformance {
  n: number;
  prevalence: Measure;
  rocAuc: Measure | null;
  accuracy: Measure;
  precision: Measure | null;
  recall: Measure | null;
  brier: Measure;
  /** The same estimate for the development customers, to compare like with like. */
  rocAucBefore: number | null;
  /** Whether probabilities were corrected by the calibration at development first. */
  isCorrected: boolean;
  light: Light;
  sentence: string;
  /** What has to hold for the estimate to be right. */
  assumption: string;
}
export interface MeasuredPerformance {
  performance: Performance;
  /** Now − at development. */
  aucChange: Measure | null;
  calibration: CalibrationBin[];
  light: Light;
  sentences: string[];
}
export interface ScoreDrift {
  eventWords: string;
  model: string;
  index: StabilityIndex | null;
  ks: KsTest | null;
  means: { before: number; now: number } | null;
  bins: BinCounts[];
  /** Customers at or above the threshold. */
  aboveThreshold: Change;
  development: Performance;
  estimated: EstimatedPerformance | null;
  measured: MeasuredPerformance | null;
  /** Why nothing was measured, where outcomes are not known or too few are. */
  notMeasured: string | null;
  light: Light;
  sentence: string;
}
export interface SegmentsDrift {
  segments: (Change & { id: number; name: string })[];
  index: StabilityIndex | null;
  chiSquare: CountsTest | null;
  light: Light;
  sentence: string;
}
export interface Finding {
  light: Light;
  about: 'score' | 'performance' | 'segments' | 'column';
  /** The column or the event. */
  name: string;
  sentence: string;
}
/** One file held against the development customers. */
export interface MonitorPeriod {
  /** "June 2026". */
  label: string;
  /** Days since 1970-01-01 at which ages of the file are measured; null where nothing says. */
  day: number | null;
  file: { name: string; sha256: string };
  /** The model file that it was held against; absent where that was a project's own customers. */
  model?: { name: string; sha256: string };
  /** Customers of the file, and of development. */
  n: number;
  nBefore: number;
  columns: ColumnDrift[];
  scores: ScoreDrift[];
  segments: SegmentsDrift | null;
  light: Light;
  headline: string;
  /** How many outcomes come from feedback, in words; absent where none does. */
  outcomesFrom?: string;
  /** Not green, the worst first. */
  findings: Finding[];
  /** How light is given, in words. */
  rule: string[];
}
