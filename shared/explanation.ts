/** What explains segments: rules, what separates them, typical customers, change over time, and how well they can be told again. */
import type { Note } from './notes.ts';
import type { Difference, Tier } from './results.ts';

/** A share with its 95 % interval and what it stands on. */
export interface SharedBy {
  value: number;
  low: number;
  high: number;
  n: number;
}
/** One path of the surrogate tree, in words. */
export interface SegmentRule {
  text: string;
  conditions: { column: string; text: string }[];
  /** Customers that the rule fits, of those that the tree was made on. */
  n: number;
  /** Of these, customers of the segment. */
  hits: number;
  /** n over all customers looked at. */
  coverage: number;
  /** hits over n. */
  precision: number;
  /** hits over the customers of the segment. */
  recall: number;
}
export interface SegmentRules {
  segment: number;
  rules: SegmentRule[];
  /** Further rules of this segment that fit fewer of its customers and are not listed. */
  left: number;
  /** The common tree has no end for this segment: its rules come from a tree of this segment against all others. */
  isApart: boolean;
  sentence: string;
}
/** The segments as a few short rules on the columns of the file. */
export interface RuleList {
  segments: SegmentRules[];
  /** Share of customers for whom the rules say the same segment as the clustering, by cross-validation. */
  fidelity: SharedBy;
  /** The same for always naming the largest segment. */
  chance: number;
  folds: number;
  /** Whether the rules were made on a sample, drawn by seed. */
  isSampled: boolean;
  of: number;
  seed: number;
  minLeaf: number;
  maxDepth: number;
  /** Columns that the tree could use. */
  nColumns: number;
  sentence: string;
  /** How the rules were made. */
  method: string;
}

/** One way two segments differ from each other. */
export interface Separator {
  column: string;
  level: string | null;
  measure: Difference['measure'];
  unit: Difference['unit'];
  /** Values in the first and in the second segment. */
  a: number;
  b: number;
  /** (a − b) over the pooled standard deviation, of ranks for medians; Cohen's h for shares. */
  effect: number;
  /** 95 % interval of the effect. */
  low: number;
  high: number;
  text: string;
}
export interface SegmentPair {
  /** Ids of the two segments, the smaller first. */
  a: number;
  b: number;
  /** At most five, the largest effect first. */
  separators: Separator[];
  sentence: string;
}

/** A customer near the centre of a segment, with the values that set the segment apart. */
export interface TypicalCustomer {
  /** 0-based row of the customer table. */
  readonly row: number;
  readonly idColumn: string | null;
  /** The identifier, or "row 17" of the sheet. */
  readonly id: string;
  readonly values: readonly { readonly column: string; readonly text: string }[];
}

/** How one segment is found again by a classifier. */
export interface ClassScore {
  segment: number;
  /** Customers of the segment. */
  n: number;
  /** Of the customers that the classifier places here, those that are in the segment. */
  precision: SharedBy;
  /** Of the customers of the segment, those that the classifier places here. */
  recall: SharedBy;
  f1: number;
}
export interface ClassifierFigures {
  accuracy: SharedBy;
  /** Mean of the segments' F1. */
  macroF1: number;
  segments: ClassScore[];
  /** [segment][placed in] */
  confusion: number[][];
}
/** How well a simple model finds the segments again, by cross-validation. */
export interface ClassifierReport {
  naiveBayes: ClassifierFigures;
  nearestCentroid: ClassifierFigures;
  folds: number;
  n: number;
  of: number;
  isSampled: boolean;
  seed: number;
  sentence: string;
  method: string;
}

/** How sure the place of a customer is. */
export const CONFIDENCES = ['clear', 'likely', 'toss-up'] as const;
export type Confidence = (typeof CONFIDENCES)[number];

/** Sizes of the segments by period of one column. */
export interface Drift {
  column: string;
  /** Whether the column says when customers came: their mix by period is then that of new customers. */
  isJoining: boolean;
  grain: 'month' | 'quarter' | 'year' | 'years' | 'value';
  periods: string[];
  segmentIds: number[];
  /** [period][segment] */
  counts: number[][];
  /** [period] */
  totals: number[];
  /** [period][segment], share of the period with its 95 % interval; NaN in a period without customers. */
  shares: { value: number; low: number; high: number }[][];
  /** Customers without a period. */
  missing: number;
  test: { statistic: number; degrees: number; p: number; cramersV: number; isRough: boolean } | null;
  sentence: string;
}
/** `drift` is null where no column of the file holds periods; `sentence` then says what kind of column would do. */
export interface DriftAnswer {
  columns: string[];
  drift: Drift | null;
  sentence: string;
}

/** Customers of another file, placed by the segments at hand. */
export interface PlacedFile {
  name: string;
  /** Rows of the file, and how many of them could not be read, repeat another row or are empty. */
  rows: { read: number; rejected: number; duplicate: number; empty: number };
  customers: number;
  segments: { id: number; name: string; size: number; share: number; shareOfBook: number }[];
  tiers: { tier: Tier; size: number; share: number }[];
  confidence: { word: Confidence; size: number; share: number }[];
  unlikeAnySeen: { size: number; share: number };
  sentence: string;
  /** What the file has otherwise than the book, and about decisions by hand. */
  notes: Note[];
}
