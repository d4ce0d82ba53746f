import type { Measure } from './evaluation.ts';

/** What a score does to groups of customers by protected columns, which are never in it. A diagnosis, not a verdict. */
export interface FairnessGroup {
  /** "Female", "25–39", "not known". */
  name: string;
  n: number;
  isReference: boolean;
  /** Fewer than 30 customers, or 5 with the event or without: nothing else of it is shown. */
  isSuppressed: boolean;
  figures: FairnessFigures | null;
}
export interface FairnessFigures {
  nEvents: number;
  /** Share with the favourable outcome. */
  favourableRate: Measure;
  /** That share over the reference group's; null for the reference itself. */
  impactRatio: Measure | null;
  /** Mean score less the reference group's, in standard deviations of both together. */
  meanDifference: Measure | null;
  /** Share of those with the event, and of those without, at or above the threshold; and how far that is from the reference group's. */
  truePositiveRate: Measure;
  falsePositiveRate: Measure;
  truePositiveGap: Measure | null;
  falsePositiveGap: Measure | null;
  meanScore: number;
  eventRate: Measure;
  /** Mean score less the share of events: 0 when the score says what happens. */
  calibrationGap: Measure;
}
/** How well the features of a score tell the groups apart: a column that stands for a protected one brings it in by the back door. */
export interface ProxyTest {
  /** Groups against the rest, weighted by size; on customers that were not learned from. */
  auc: Measure;
  /** The same with one feature only, strongest first. */
  strongest: { feature: string; auc: number }[];
  /** Customers drawn by seed that it rests on. */
  n: number;
}
export interface FairnessColumn {
  column: string;
  /** How a number or date was cut; null for categories. */
  bands: string | null;
  reference: string;
  groups: FairnessGroup[];
  /** null where there are no two groups to tell apart, or no features. */
  proxy: ProxyTest | null;
  sentences: string[];
}
export interface FairnessReport {
  columns: FairnessColumn[];
  threshold: number;
  /** Being at or above the threshold is what a customer wants (an offer), or what he does not (a refusal). */
  favourable: 'above' | 'below';
  /** Customers with a known outcome and a score. */
  n: number;
  /** What the figures are and are not. */
  preamble: string;
}
