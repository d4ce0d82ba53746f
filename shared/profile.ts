/** What a profile says about a table: columns in depth, what goes with what, gaps, and findings in words. Plain data. */
import type { ColumnKind, ColumnRole } from './columns.ts';
import type { ColumnProfile } from './results.ts';

/** Shares at which numbers and dates are cut in a profile. */
export const PROFILE_QUANTILES = [0.01, 0.05, 0.25, 0.5, 0.75, 0.95, 0.99] as const;

/** Numbers, and dates in days since 1970-01-01, beyond mean and quartiles. What has no value is null. */
export interface NumberDetail {
  /** Parallel to PROFILE_QUANTILES; linear interpolation (Hyndman & Fan type 7). */
  quantiles: number[];
  /** Third standardised moment of the values themselves, without a correction for n; null when they are all alike. */
  skewness: number | null;
  /** Tukey's fences, q1 − 1.5 IQR and q3 + 1.5 IQR. */
  fences: { low: number; high: number };
  nBelow: number;
  nAbove: number;
  /** The lowest and highest value within the fences. */
  whiskers: { low: number; high: number };
  /** Values more than three standard deviations (n − 1) from the mean. */
  nFar: number;
  /** The most frequent value; the smallest of several. */
  mode: { value: number; count: number };
  /** At most 10 of the lowest and 10 of the highest values beyond the fences, ascending. */
  extremes: number[];
  nZero: number;
  nNegative: number;
}
/** Categories and free text. Lengths in characters. */
export interface TextDetail {
  shortest: number;
  longest: number;
  /** A few values from the most frequent to the rarest. */
  samples: string[];
}
export interface ColumnDetail extends ColumnProfile {
  kindEvidence: string;
  roleReason: string;
  number: NumberDetail | null;
  text: TextDetail | null;
}

/**
 * How strongly two columns go together, over the rows in which both have a value.
 * numbers: Pearson and Spearman. categories (flags too): Cramér's V. mixed: the correlation ratio eta of the number by the category.
 */
export type Association =
  | (PairOfColumns & { kind: 'numbers'; pearson: number | null; spearman: number | null })
  | (PairOfColumns & { kind: 'categories'; cramersV: number | null })
  | (PairOfColumns & { kind: 'mixed'; eta: number | null });
interface PairOfColumns {
  a: string;
  b: string;
  n: number;
  /** 0 to 1, for sorting: the larger of |Pearson| and |Spearman|, V, or eta less what chance gives to many levels. */
  strength: number;
}
/** Rows that were drawn by seed when all of them would have taken too long. */
export interface SampledRows {
  n: number;
  of: number;
  seed: number;
}
export interface Correlations {
  /** Columns of the picture, in the order of the table. */
  drawn: { name: string; kind: ColumnKind }[];
  /** Every pair of the columns drawn. */
  pairs: Association[];
  /** The strongest pairs of all columns compared, at most 50. */
  strongest: Association[];
  nCompared: number;
  /** Columns that were not compared, and why, in words. */
  left: { columns: string[]; reason: string }[];
  nRows: number;
  sampled: SampledRows | null;
}

/** Share of missing values by column and block of rows, in the order of the file. */
export interface GapMap {
  /** Columns with gaps, most gaps first; at most 60. */
  columns: { name: string; missing: number }[];
  nColumnsWithGaps: number;
  /** First row of each block, 0-based; blocks are equally long but for the last. */
  starts: number[];
  blockRows: number;
  /** [column][block], 0 to 1. */
  shares: number[][];
  /** Pairs of columns that are missing in the same rows more often than not. */
  together: { a: string; b: string; both: number; either: number }[];
  /** Rows with a value in every column that has any. */
  completeRows: number;
  nRows: number;
}

/** decide: wrong results are likely until someone has decided. watch: worth a look. note: good to know. */
export const SEVERITIES = ['decide', 'watch', 'note'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const FINDING_KINDS = [
  'leak',
  'strongPredictor',
  'specialCode',
  'placeholderDate',
  'futureDate',
  'latestDate',
  'impossibleAge',
  'mixedUnits',
  'identifierLike',
  'repeatedIdentifier',
  'duplicateColumn',
  'manyGaps',
  'someGaps',
  'nearEqualLevels',
  'numberAsText',
  'dateAsText',
  'unknownWord',
  'nearConstant',
  'constant',
  'outliers',
  'highCardinality',
  'rareTarget',
  'skewed',
] as const;
export type FindingKind = (typeof FINDING_KINDS)[number];

export interface ColumnChange {
  name: string;
  role?: ColumnRole;
  kind?: ColumnKind;
  missingCodes?: string[];
}
/** What one click does about a finding; each is one change that can be undone. */
export type FindingAction =
  | { kind: 'columns'; label: string; changes: ColumnChange[] }
  | { kind: 'clean'; label: string; step: { step: string; options: Record<string, unknown> } }
  | { kind: 'referenceDate'; label: string; referenceDate: string };

export interface Finding {
  /** Stable for the same finding on the same columns. */
  id: string;
  kind: FindingKind;
  severity: Severity;
  columns: string[];
  /** What was found, with its numbers. */
  sentence: string;
  /** null when Tessera has already acted, or there is nothing to do but know. */
  action: FindingAction | null;
}
export interface Profile {
  headline: string;
  nRows: number;
  columns: ColumnDetail[];
  findings: Finding[];
  correlations: Correlations;
  gaps: GapMap;
}

/** Two columns against each other, drawable. */
export type PairView =
  | { kind: 'numbers'; a: string; b: string; x: number[]; y: number[]; nPairs: number; sampled: boolean }
  | {
      kind: 'categories';
      a: string;
      b: string;
      /** At most 12; the rest is counted under "Other". */
      levelsA: string[];
      levelsB: string[];
      /** [level of a][level of b] */
      counts: number[][];
      nPairs: number;
    }
  | {
      kind: 'mixed';
      /** The category. */
      a: string;
      /** The number. */
      b: string;
      groups: { level: string; n: number; low: number; q1: number; median: number; q3: number; high: number }[];
      nPairs: number;
    };
