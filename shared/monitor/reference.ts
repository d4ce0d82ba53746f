/**
 * What later files are held against: the development customers as counts, never as rows. Plain data that JSON can carry (what is not known is null),
 * bounded, and never changed after it is made.
 */
import type { ColumnKind } from '../columns.ts';
import type { CalibrationBin, Measure } from '../scoring/evaluation.ts';
import type { TargetSummary } from '../scoring/result.ts';

/**
 * How customers are spread over a number. The points are values that occurred, the lowest and the highest among them: all values where there are few,
 * else evenly spread ones, so that shares below any point are exact.
 */
export interface NumberDistribution {
  kind: 'number';
  /** [nPoints], ascending. */
  points: number[];
  /** [nPoints], customers with exactly that value. */
  at: number[];
  /** [nPoints + 1], customers below the first point, between each two, and above the last; the first and the last are 0 in a reference. */
  between: number[];
  /** Positions in `points` where a bin starts, but for the first bin, which starts at the lowest value; each bin reaches up to the next. */
  binStarts: number[];
  nMissing: number;
  mean: number | null;
  /** Sample standard deviation. */
  sd: number | null;
}
/** How customers are spread over the levels of a category, yes or no, or the combinations of a set. */
export interface LevelDistribution {
  kind: 'levels';
  /** The most frequent first. */
  levels: string[];
  counts: number[];
  /** Levels that are not listed because there are too many, and their customers. */
  nOtherLevels: number;
  nOthers: number;
  nMissing: number;
}
export type Distribution = NumberDistribution | LevelDistribution;

export interface ColumnReference {
  column: string;
  kind: ColumnKind;
  /** What the number is, where it is not the value itself: "years before the reference date". */
  transform: string | null;
  distribution: Distribution;
}
/** Figures of merit of a score; what cannot be told is null. */
export interface Performance {
  n: number;
  nEvents: number;
  prevalence: Measure | null;
  rocAuc: Measure | null;
  gini: Measure | null;
  ks: Measure | null;
  brier: Measure | null;
  /** At the threshold of the reference. */
  accuracy: Measure | null;
  precision: Measure | null;
  recall: Measure | null;
  calibrationSlope: Measure | null;
  calibrationIntercept: Measure | null;
  /** Events that happened over events that were foretold. */
  calibrationRatio: Measure | null;
}
/** The score of one event at development: every customer by a model that had not seen them. */
export interface ScoreReference {
  target: TargetSummary;
  model: { id: string; title: string };
  distribution: NumberDistribution;
  threshold: number;
  performance: Performance;
  /** Foretold and observed shares by tenths of rising score. */
  calibration: CalibrationBin[];
  /** p-value of Hosmer and Lemeshow's test; a small one says that the probabilities were off at development. */
  calibrationP: number | null;
}
export interface SegmentsReference {
  segments: { id: number; name: string; size: number }[];
}
export interface MonitorReference {
  version: 1;
  n: number;
  /** Days since 1970-01-01 at which ages and tenures of the development customers were measured. */
  referenceDay: number | null;
  columns: ColumnReference[];
  scores: ScoreReference[];
  segments: SegmentsReference | null;
}
