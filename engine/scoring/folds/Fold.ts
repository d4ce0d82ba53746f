import type { Note } from '#shared/notes';

/** One cut into customers to learn from and customers to test on. */
export interface Fold {
  /** 0-based; every repeat deals the customers anew. */
  readonly repeat: number;
  /** 0-based within the repeat. */
  readonly fold: number;
  /** Rows of the table, ascending. */
  readonly train: Int32Array;
  readonly test: Int32Array;
}

export interface Folds {
  readonly folds: readonly Fold[];
  /** Folds of each repeat that were made; 1 out of time. */
  readonly nFolds: number;
  readonly repeats: number;
  /** First day of the tested customers, in days since 1970-01-01; null where the cut is not by time. */
  readonly cutDay: number | null;
  /** Customers in neither part. */
  readonly leftOut: { readonly unknownOutcome: number; readonly noDate: number };
  readonly notes: readonly Note[];
}
