/** How well a score tells events apart, as plain data. Every figure is of customers that the model had not seen. */

/** A figure with its 95 % interval and the customers it rests on. */
export interface Measure {
  value: number;
  low: number;
  high: number;
  n: number;
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
  /** Money: acted on × cost, and events among them × success × value saved. */
  money: { contacted: number; cost: number; saved: number; net: number };
}
/** One tenth of the customers, highest scores first. */
export interface LiftRow {
  /** 1 is the tenth with the highest scores. */
  decile: number;
  n: number;
  events: number;
  meanScore: number;
  /** Events of this tenth over its customers. */
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
  /** Average precision. */
  prAuc: Measure;
  logLoss: Measure;
  brier: Measure;
  brierParts: { reliability: number; resolution: number; uncertainty: number };
  calibration: { slope: Measure; intercept: Measure; bins: CalibrationBin[] };
  /** At most 200 points each. */
  roc: { falsePositiveRate: number[]; truePositiveRate: number[]; threshold: number[] };
  precisionRecall: { recall: number[]; precision: number[]; threshold: number[] };
  lift: LiftRow[];
  at: AtThreshold;
  /** Counts of the scores by outcome; edges one longer. */
  histogram: { edges: number[]; events: number[]; others: number[] };
  /** ROC-AUC of each fold, and their mean and standard deviation. */
  folds: { rocAuc: number[]; mean: number; sd: number };
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
