import type { CleanChanges } from '#shared/contract/clean';
import type { ColumnRole } from '#shared/columns';
import type { Note } from '#shared/notes';
import type { Table } from '../table/Column.ts';

/** A column that a cleaning step makes, and the columns it is made from. */
export interface MadeColumn {
  readonly name: string;
  readonly from: readonly string[];
}
/** One step with what it learned, and what was said of it then. */
export interface FittedStep {
  readonly step: string;
  readonly state: unknown;
  readonly effect: string;
  readonly notes: readonly Note[];
}
/** The cleaning steps as they were learned: plain values, enough to treat another file exactly as the first one. */
export interface FittedCleaning {
  /** Null when the file has no date. */
  readonly referenceDay: number | null;
  readonly steps: readonly FittedStep[];
  readonly made: readonly MadeColumn[];
  /** Of the columns that were made or given another kind. */
  readonly roles: readonly { readonly name: string; readonly role: ColumnRole }[];
}
/** What cleaning leaves with the customers it was done to. */
export interface Cleaning {
  readonly fitted: FittedCleaning;
  /** The customers as they were before. */
  readonly before: Table;
  readonly rolesBefore: readonly ColumnRole[];
  /** One per step: a few of the rows it changed, and the columns it had to choose from. */
  readonly changes: readonly CleanChanges[];
}
