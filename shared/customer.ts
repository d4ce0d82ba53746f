/** One customer: what may be asked of a person, where the segmentation places them, and what a person decided. */
import type { CellValue, ColumnKind, ColumnRole } from './columns.ts';
import type { Confidence } from './explanation.ts';
import type { Tier } from './tiers.ts';

export interface FormField {
  name: string;
  kind: ColumnKind;
  levels: string[];
  min: number | null;
  max: number | null;
  typical: CellValue;
}
export interface Assignment {
  segment: number;
  segmentName: string;
  tier: Tier;
  score: number;
  /** Euclidean distance to each centre in the prepared space, by segment id order. */
  distances: number[];
  /** Distance to the second nearest over the nearest: 1 = undecided. */
  margin: number;
  /** By the naive Bayes classifier of the segments, by segment id order; they add up to 1. */
  probabilities: number[];
  /** How sure the answer is, by probability and margin, and the rule in words. */
  confidence: Confidence;
  confidenceText: string;
  /** Farther from its centre than 99 % of the customers of that segment. */
  unlikeAnySeen: boolean;
  /** What pulls towards this segment rather than the second nearest, largest first. */
  drivers: { column: string; level: string | null; pull: number; text: string }[];
  scoreParts: { driver: string; points: number; weight: number; value: string }[];
  sentence: string;
}
export interface CustomerCard {
  row: number;
  id: string | null;
  /** The identifier, or "row 17" of the sheet: what decisions about the customer are filed under. */
  customer: string;
  values: { column: string; role: ColumnRole; value: CellValue }[];
  assignment: Assignment;
  /** What a person decided about this customer. */
  byHand?: HandDecision[];
}
/** A segment or tier of one customer that a person set. */
export interface HandDecision {
  /** Index in the customer table. */
  row: number;
  /** The identifier, or "row 17" of the sheet. */
  customer: string;
  what: 'segment' | 'tier';
  to: string;
  /** What the segmentation or the rule says. */
  was: string;
  reason: string;
  by: string;
  /** "Segment set by hand by Ana: knows the customer". */
  text: string;
}
