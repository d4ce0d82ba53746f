/** Why a score is what it is, as plain data: for the whole model, and customer by customer. */
import type { Measure } from './evaluation.ts';

/** What a model's raw answer is counted in. */
export const ANSWER_SCALES = ['probability', 'logOdds', 'points'] as const;
export type AnswerScale = (typeof ANSWER_SCALES)[number];

/** How much one feature matters over all customers that were looked at. */
export interface FeatureImportance {
  feature: string;
  /** Column of the customer table that the feature was made from. */
  column: string;
  /** Mean size of its contribution, and its share of that of all features. */
  meanAbs: number;
  share: number;
  /** Which values raise the score, in words. */
  direction: string;
  /** ROC-AUC lost when its values are shuffled among customers that the model had not seen; null when not measured. */
  drop: Measure | null;
  /** Share of what all questions of the trees gained; null for other models. */
  gainShare: number | null;
}
export interface Contribution {
  feature: string;
  column: string;
  /** The customer's own value in words. */
  value: string;
  /** Towards the event when above 0. */
  size: number;
}
/** One reason for a score, with the customer's own value. */
export interface Reason {
  feature: string;
  column: string;
  raises: boolean;
  size: number;
  /** "Age is 52, higher than 81 % of customers: raises the score". */
  text: string;
  /** The same without what it does: "Age is 52, higher than 81 % of customers". */
  short: string;
}
export interface CustomerExplanation {
  /** 0-based row of the customer table. */
  row: number;
  scale: AnswerScale;
  /** Average answer and that of the customer, higher for a more probable event: contributions add up to the difference. */
  baseline: number;
  score: number;
  /** Largest first. */
  contributions: Contribution[];
  /** At most four that raise the score and two that lower it, largest first. */
  raises: Reason[];
  lowers: Reason[];
}

/** What a model answers when one feature is set to a value for everyone. */
export interface DependencePoint {
  label: string;
  /** null for a level or a gap. */
  value: number | null;
  kind: 'number' | 'level' | 'missing';
  /** Customers at this value, or nearer to it than to another point. */
  n: number;
  share: number;
  /** Mean probability of the event. */
  mean: number;
}
export interface PartialDependence {
  feature: string;
  column: string;
  points: DependencePoint[];
  /** Single customers: [customer][point], probability. */
  single: number[][];
  /** Levels beyond those shown. */
  left: number;
  /** Customers asked about, of how many, drawn by this seed. */
  n: number;
  of: number;
  seed: number;
  sentence: string;
}

/** Points of one feature for a picture: what it contributed, beside how large its value was. */
export interface ContributionCloud {
  feature: string;
  column: string;
  contributions: number[];
  /** Place of the value among all, from 0 (lowest) to 1 (highest); null for a gap or a level. */
  positions: (number | null)[];
}
export interface ModelExplanation {
  scale: AnswerScale;
  baseline: number;
  /** Most important first. */
  importance: FeatureImportance[];
  /** Of the most important features. */
  clouds: ContributionCloud[];
  /** What drives the score, most important first. */
  sentences: string[];
  /** A contribution below this is no reason. */
  leastReason: number;
  /** Customers that were explained, of how many, drawn by this seed. */
  n: number;
  of: number;
  seed: number;
  /** How it was made. */
  method: string;
}
