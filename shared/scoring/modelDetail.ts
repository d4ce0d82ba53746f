/** What a fitted model consists of, as tables that a validator reads. */
import type { ClassifierId } from './choices.ts';

/** One coefficient of a logistic regression, per standard deviation for numbers. */
export interface CoefficientRow {
  feature: string;
  /** What the coefficient belongs to: the number itself, a level, or that the value is missing. */
  term: string;
  coefficient: number;
  standardError: number;
  z: number;
  pValue: number;
  oddsRatio: number;
  /** 95 % interval of the odds ratio. */
  low: number;
  high: number;
}
export interface ScorecardClass {
  /** "0 to 24,000", "Germany or Spain", "missing". */
  text: string;
  n: number;
  events: number;
  /** Weight of evidence. */
  woe: number;
  points: number;
}
export interface ScorecardFeature {
  feature: string;
  informationValue: number;
  classes: ScorecardClass[];
}
export interface ModelDetail {
  id: ClassifierId;
  /** What it is, in sentences. */
  text: string[];
  coefficients: CoefficientRow[] | null;
  scorecard: { rule: string; features: ScorecardFeature[] } | null;
  trees: { nTrees: number; nNodes: number; deepest: number } | null;
}
