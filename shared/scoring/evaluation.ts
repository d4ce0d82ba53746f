/** How well a score tells events apart, as plain data. Every figure is of customers that the model had not seen. */

/** A figure with its 95 % interval and the customers it rests on. */
export interface Measure {
  value: number;
  low: number;
  high: number;
  n: number;
}
/**
 * The same with the threshold of each fold chosen by the same rule on the other folds only, so that no customer took part in choosing the threshold
 * that he is judged by. Null without folds, or where the threshold was given.
 */
export interface CrossFitted {
  /** Threshold of each fold, by rising number of the fold. */
  thresholds: number[];
  precision: Measure;
  recall: Measure;
  f1: Measure;
  net: Measure;
}
/** What follows when customers at or above a probability are taken for events. */
export interface AtThreshold {
  threshold: number;
  /** Why this one, in words. */
  reason: string;
  truePositives: number;
  falsePositives: number;
  trueNegatives: number;
  falseNegatives: number;
  accuracy: Measure;
  precision: Measure;
  recall: Measure;
  specificity: Measure;
  f1: Measure;
  balancedAccuracy: Measure;
  crossFitted: CrossFitted | null;
  /** Money: acted on × cost, and events among them × success × value saved; n is the customers acted on. */
  money: { contacted: number; cost: number; saved: Measure; net: Measure };
}
/** What acting on all customers at or above a threshold costs and brings. */
export interface MoneyPoint {
  threshold: number;
  contacted: number;
  /** Events among them. */
  events: number;
  cost: number;
  saved: Measure;
  net: Measure;
}
/** At most 200 thresholds, from nobody to everybody, and which of them brings most. */
export interface MoneyCurve {
  points: MoneyPoint[];
  best: number;
}
/** Murphy's parts: Brier = reliability − resolution + uncertainty + withinBins. */
export interface BrierParts {
  /** How far foretold and observed shares lie apart; 0 is best. */
  reliability: number;
  /** How far the observed shares of the bins lie apart; more is better. */
  resolution: number;
  /** Brier score of foretelling the share of events for all. */
  uncertainty: number;
  /** What scores differ within the bins. */
  withinBins: number;
  /** 1 − Brier / uncertainty: 0 is no better than foretelling the share of events for all. */
  skill: number;
  nBins: number;
}
/** Hosmer and Lemeshow's test of the calibration bins; a small p-value says that foretold and observed shares differ. */
export interface CalibrationTest {
  statistic: number;
  degrees: number;
  pValue: number;
}
/** One tenth of the customers, highest scores first. */
export interface LiftRow {
  /** 1 is the tenth with the highest scores. */
  decile: number;
  n: number;
  events: number;
  meanScore: number;
  /** Events of this tenth over its customers; where equal scores lie on its border the events are shared out and may be a fraction. */
  rate: Measure;
  /** Rate over that of all. */
  lift: number;
  /** Share of all events in this tenth and those above. */
  capture: number;
}
export interface CalibrationBin {
  n: number;
  meanScore: number;
  rate: Measure;
}
export interface Evaluation {
  n: number;
  nEvents: number;
  /** Share of events. */
  prevalence: Measure;
  rocAuc: Measure;
  gini: Measure;
  ks: Measure;
  /** The score at which the distance of KS is reached. */
  ksAt: number;
  /** Average precision. */
  prAuc: Measure;
  logLoss: Measure;
  brier: Measure;
  brierParts: BrierParts;
  /** `ratio` is events over the sum of the scores: 1 where as many happen as were foretold. */
  calibration: { slope: Measure; intercept: Measure; ratio: Measure; test: CalibrationTest; bins: CalibrationBin[] };
  /** At most 200 points each. */
  roc: { falsePositiveRate: number[]; truePositiveRate: number[]; threshold: number[] };
  precisionRecall: { recall: number[]; precision: number[]; threshold: number[] };
  lift: LiftRow[];
  at: AtThreshold;
  /** Counts of the scores by outcome; edges one longer. */
  histogram: { edges: number[]; events: number[]; others: number[] };
  /** ROC-AUC of each fold (NaN where a class is missing), mean and sample standard deviation of those that have one, and the interval of the mean. */
  folds: { rocAuc: number[]; mean: number; sd: number; low: number; high: number };
}
/** Who would be treated otherwise by one model than by another, at the threshold of each. */
export interface SwapSet {
  model: string;
  against: string;
  /** Taken by the first only, and by the other only: customers, and how many of them had the event. */
  inOnly: { n: number; events: number };
  outOnly: { n: number; events: number };
  both: { n: number; events: number };
  neither: { n: number; events: number };
  /** ROC-AUC of the first minus the other's, on the same customers (DeLong), and the two-sided p-value. */
  aucDifference: Measure;
  pValue: number;
  sentence: string;
}
