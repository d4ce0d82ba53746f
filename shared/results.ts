/** What the engine finds, as plain data: shown on screens, printed in reports, written by the command line. */
import type { ColumnKind, ColumnRole } from './columns.ts';
import type {
  ClusterCandidate,
  GapSummary,
  SegmentStability,
  SilhouetteSummary,
  StabilitySummary,
} from './evidence.ts';
import type { Note } from './notes.ts';
import type { ClusteringId, TierRule } from './recipe.ts';
import type { CombineReport } from './tables.ts';
import type { Tier } from './tiers.ts';

export interface RenamedColumn {
  original: string;
  name: string;
  reason: 'alias' | 'blank' | 'duplicate' | 'spaces' | 'joinedHeader' | 'chosen';
}
export interface MissingToken {
  column: string;
  token: string;
  count: number;
  /** The first few rows of the sheet that hold it. */
  rows: number[];
}
/** One of several tables on a sheet. */
export interface TableOnSheet {
  /** As A1:F20. */
  range: string;
  rows: number;
  columns: number;
  /** First names of its header. */
  names: string[];
  isRead: boolean;
}
export interface RejectedRow {
  /** 1-based row in the sheet or line in the file. */
  row: number;
  column: string | null;
  text: string;
  reason: 'raggedRow' | 'footer' | 'repeatedHeader' | 'unreadable';
}
/** A row that repeats an earlier one in every cell and was taken out; 1-based rows of the sheet. */
export interface DuplicateRow {
  row: number;
  sameAs: number;
}
/** rows read = kept + rejected + duplicate + empty. Folding happens after: `customers` rows are left of `kept`. */
export interface RowAccount {
  read: number;
  kept: number;
  rejected: number;
  duplicate: number;
  empty: number;
}
export interface FoldReport {
  keyColumn: string;
  rowsBefore: number;
  customers: number;
  foldedCustomers: number;
  /** Columns that differed within a customer and how they were combined. */
  columns: { column: string; how: 'set' | 'sum' | 'max' | 'first' | 'latest'; customers: number }[];
}
export interface ColumnReport {
  name: string;
  original: string;
  kind: ColumnKind;
  role: ColumnRole;
  /** Why this kind: counts of what was seen, in words. */
  kindEvidence: string;
  /** Why this role: the alias or rule, in words. */
  roleReason: string;
  missing: number;
  distinct: number;
  notes: Note[];
  /** A longer title that a person gave; empty where there is none. */
  label: string;
  /** Values that a person declared to mean "missing". */
  missingCodes: string[];
}
/** What one step did, in words. */
export interface StepReport {
  step: string;
  title: string;
  effect: string;
  notes: Note[];
}
/** "What was done to your file". */
export interface ImportReport {
  fileName: string;
  sizeBytes: number;
  sha256: string;
  format: string;
  sheet: string | null;
  sheets: { name: string; rows: number | null; columns: number | null; hidden: boolean }[];
  /** 1-based rows that made the header; empty when the file has none. */
  headerRows: number[];
  headerEvidence: string;
  /** The cells that are the table, as B3:N500; null when it is the whole sheet. */
  range: string | null;
  rangeEvidence: string;
  /** All tables of the sheet where there are several, largest first. */
  tables: TableOnSheet[];
  /** What the columns show about the mark before decimals and the order of day and month; '' where no column needs it. */
  decimalEvidence: string;
  dateOrderEvidence: string;
  dateSystem: 1900 | 1904 | null;
  encoding: string | null;
  separator: string | null;
  /** Fixed width: the characters, from 0, at which columns start. */
  columnStarts: readonly number[] | null;
  rows: RowAccount;
  renamed: RenamedColumn[];
  missingTokens: MissingToken[];
  /** The first of the rows rejected; the account counts all of them. */
  rejected: RejectedRow[];
  /** The first of the duplicates removed. */
  duplicates: DuplicateRow[];
  fold: FoldReport | null;
  referenceDate: string | null;
  referenceDateReason: string;
  columns: ColumnReport[];
  notes: Note[];
  /** The cleaning steps, in order. */
  cleaning: StepReport[];
  /** Rows that were left after reading and folding, and that cleaning steps took out. */
  removedByCleaning: number;
  /** Rows after reading, duplicates, folding and cleaning: what everything downstream counts. */
  nRows: number;
  /** How several tables, or a list of transactions, became the table that `rows` counts; null where the file was taken as it is. */
  combine: CombineReport | null;
}

export interface NumberSummary {
  n: number;
  missing: number;
  mean: number;
  sd: number;
  min: number;
  q1: number;
  median: number;
  q3: number;
  max: number;
}
export interface ColumnProfile {
  name: string;
  kind: ColumnKind;
  role: ColumnRole;
  missing: number;
  distinct: number;
  /** number and date columns; dates in days since 1970-01-01 */
  summary: NumberSummary | null;
  /** Bin edges (length bins + 1) and counts. */
  histogram: { edges: number[]; counts: number[] } | null;
  /** Most frequent levels or set members, at most 20; the rest in `otherCount`. */
  levels: { level: string; count: number }[];
  otherCount: number;
  notes: Note[];
}

export type { Assignment, CustomerCard, FormField, HandDecision } from './customer.ts';
export { TIERS, type Tier } from './tiers.ts';

/** One way a segment differs from the whole book. */
export interface Difference {
  /** Source column as people know it. */
  column: string;
  /** The level or set member, when the difference is a share. */
  level: string | null;
  measure: 'mean' | 'share' | 'median';
  segmentValue: number;
  bookValue: number;
  /** Standardised difference: (segment − book) / book sd, or Cohen's h for shares. Signed. */
  effect: number;
  /** 95 % interval of segmentValue. */
  low: number;
  high: number;
  /** 95 % interval of the effect; not in projects saved by earlier versions. */
  effectLow?: number;
  effectHigh?: number;
  unit: 'number' | 'days' | 'years' | 'percent';
}
export interface SegmentSummary {
  /** 1-based; 1 is the largest. */
  id: number;
  /** Customers that the method found to be like no group; always the last segment. */
  isOutliers?: boolean;
  name: string;
  /** What it is called when no name was given by hand. */
  proposedName?: string;
  /** Number of the group, by which names and decisions follow it through merges and splits; its id where nothing was changed. */
  group?: number;
  /** Customers of it that a person put here. */
  setByHand?: number;
  /** Sum of the exposure column by tier, where there is one. */
  tierExposure?: Record<Tier, number>;
  size: number;
  share: number;
  tier: Tier;
  meanScore: number;
  tierCounts: Record<Tier, number>;
  sentence: string;
  tierSentence: string;
  differences: Difference[];
  /** Row indices of the customers nearest to the centre. */
  typicalRows: number[];
  /** Whether it comes back when samples are segmented; null where that was not tried. */
  stability?: SegmentStability | null;
}
/** High, Medium and Low in this order (sizes may be 0), or None alone when the rule has no drivers. */
export interface TierSummary {
  tier: Tier;
  size: number;
  share: number;
  sentence: string;
  /** Sum of the exposure column (average balance, else volume) where there is one. */
  exposure: { column: string; sum: number } | null;
  /** Customers whose tier a person set to this one. */
  setByHand?: number;
}
/** A merge or split by hand, in words. */
export interface SegmentChange {
  op: 'merge' | 'split';
  text: string;
  reason: string;
  by: string;
  /** False where this data does not allow it. */
  isMade: boolean;
}
/** What people changed about the segments that were found. */
export interface ChangesByHand {
  /** Segments as found. */
  nFound: number;
  changes: SegmentChange[];
  /** Of which grouping silhouette, Davies–Bouldin, Calinski–Harabasz and inertia are: that shown, or (in a large book) the one found. */
  measuresOf: 'shown' | 'found';
  /** All of this in words. */
  text: string;
}
export interface Segmentation {
  method: ClusteringId;
  /** Segments, the one of customers in no cluster included. */
  nClusters: number;
  /** itself: the method finds the number. */
  chosenBy: 'evidence' | 'given' | 'itself';
  reason: string;
  candidates: ClusterCandidate[];
  elbow: number | null;
  /** Null where the method does not minimise what it compares. */
  gap: GapSummary | null;
  /** Null where the method could not be fitted again on samples. */
  stability: StabilitySummary | null;
  /** Whether there are groups in the data at all, and why that is said. */
  structure: 'clear' | 'weak' | 'none';
  structureReason: string;
  silhouette: SilhouetteSummary;
  daviesBouldin: number;
  calinskiHarabasz: number;
  inertia: number;
  iterations: number;
  sizes: number[];
  nCustomers: number;
  /** The answer in one sentence. */
  headline: string;
  segments: SegmentSummary[];
  tiers: TierSummary[];
  tierRule: TierRule;
  tierRuleText: string;
  features: FeatureInfo[];
  notes: Note[];
  /** Absent where no segment was merged or split by hand. */
  byHand?: ChangesByHand;
  /** Customers set by hand, in words counted; absent where there is none. */
  nSetByHand?: { segments: number; tiers: number };
}
/** One column of the matrix that the clustering saw. */
export interface FeatureInfo {
  name: string;
  /** The source column. */
  column: string;
  level: string | null;
  transform: string;
  /** The source columns of a ratio, a product or a component, whose own name is in `column`. */
  from?: string[];
}
/** The columns of the customer table that features were made from. */
export function sourceColumns(features: readonly Pick<FeatureInfo, 'column' | 'from'>[]): Set<string> {
  return new Set(features.flatMap(({ column, from }) => from ?? [column]));
}

/** Counts of a categorical (or set) column by segment. */
export interface Composition {
  column: string;
  levels: string[];
  /** [segment][level] */
  counts: number[][];
  segmentIds: number[];
  missing: number[];
}
/** A numeric column by segment: one histogram per segment over common edges. Dates are in days since 1970-01-01. */
export interface Distribution {
  column: string;
  /** log: the edges grow by a factor (a heavy-tailed column), so draw the bins equally wide. */
  scale?: 'linear' | 'log';
  edges: number[];
  counts: number[][];
  segmentIds: number[];
  summaries: NumberSummary[];
  book: NumberSummary;
  /** Whiskers of each segment's box, and how many values lie below and above them. */
  boxes: { low: number; high: number; below: number; above: number }[];
  /** 95 % interval of each segment's mean. */
  meanIntervals: { low: number; high: number }[];
}
export interface SegmentMap {
  /** At most 20,000 customers, drawn by seed when there are more. */
  x: number[];
  y: number[];
  segment: number[];
  row: number[];
  sampled: boolean;
  of: number;
  centers: { segment: number; x: number; y: number }[];
  explainedVarianceRatio: [number, number];
  loadings: { feature: string; x: number; y: number }[];
}
/** The map with what each customer drawn is known by: the identifier, or "row 17" of the sheet where there is none. */
export interface NamedMap extends SegmentMap {
  customer: string[];
}
/** How alike customers are joined step by step: the top of Ward's tree, its lower branches drawn as leaves. */
export interface Dendrogram {
  /** What the whole tree was built from: each different customer, or small groups of them. */
  basis: 'rows' | 'microClusters';
  /** How many of those. */
  nBasis: number;
  /** Customers. */
  n: number;
  /** Whether the segments are a cut of this tree; otherwise it was made beside them. */
  isOwn: boolean;
  /** From left to right as drawn. */
  leaves: {
    size: number;
    /** Id of the segment that most customers of the leaf belong to, and how many do. */
    segment: number;
    inSegment: number;
  }[];
  /** By height. Leaves are numbered from 0, and the i-th join makes number leaves + i. */
  merges: { left: number; right: number; height: number; size: number }[];
  /** Where the tree is cut into as many branches as there are segments. */
  cutHeight: number;
  /** The number of branches that the largest step between two joins leaves; null where there is no step. */
  largestGapAt: number | null;
}
export interface ProfileTable {
  rows: {
    column: string;
    level: string | null;
    measure: Difference['measure'];
    unit: Difference['unit'];
    book: number;
    values: number[];
    effects: number[];
  }[];
  segmentIds: number[];
}
