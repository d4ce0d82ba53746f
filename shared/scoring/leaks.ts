/** Columns that say too much about the target, found before anything is fitted. */
export const LEAK_KINDS = [
  /** The same as the target in other words. */
  'duplicate',
  /** Each of its values belongs to one outcome. */
  'derived',
  /** Together with another column it gives the target. */
  'combination',
  /** By its name it is known only after the outcome, and it behaves so. */
  'afterwards',
  /** Its dates lie after those of the outcome. */
  'laterDate',
  /** Where it has a value, or none, there is one outcome only. */
  'oneSided',
  /** Whether it is missing tells the outcome. */
  'gaps',
  /** Alone it is as good as a model is in truth almost never. */
  'alone',
  /** Rows or identifiers are sorted by the outcome. */
  'order',
] as const;
export type LeakKind = (typeof LEAK_KINDS)[number];

export const LEAK_MEASURES = {
  auc: 'AUC',
  cramersV: "Cramér's V",
  agreement: 'agreement',
  share: 'share with one outcome',
  later: 'share of later dates',
  runs: 'runs over those expected',
} as const;
export type LeakMeasure = keyof typeof LEAK_MEASURES;

export interface LeakFinding {
  /** null is the order of the rows. */
  column: string | null;
  kind: LeakKind;
  /** A leak is left out unless a person keeps it; a suspect is used and shown. */
  severity: 'leak' | 'suspect';
  /** What is done; identifiers and the order of rows are never used anyway. */
  action: 'leftOut' | 'kept' | 'used' | 'notUsed';
  measure: LeakMeasure;
  value: number;
  /** Customers that the value rests on. */
  n: number;
  /** The other column of a combination, or the outcome's date. */
  with: string | null;
  sentence: string;
}
