import type { Note } from '#shared/notes';
import type { OptionTable, OptionValues } from '#shared/option';
import type { ColumnRole } from '#shared/columns';
import type { Run } from '../jobs/Run.ts';
import type { Column, Table } from '../table/Column.ts';

/** Where a working column came from, carried through the steps so that every feature can be explained. */
export interface Lineage {
  /** Column of the customer table. */
  readonly column: string;
  readonly level: string | null;
  /** In words, in order: "age at 2024-12-31", "log(1 + x)", "z-score". */
  readonly transform: readonly string[];
  /** Columns of the customer table that it was made of, where `column` is a made name: a ratio, a product, a component. */
  readonly from?: readonly string[];
}
/** The table a step works on: only columns that will become features, with their role and lineage. */
export interface WorkTable extends Table {
  readonly roles: readonly ColumnRole[];
  readonly lineage: readonly Lineage[];
}
export interface StepContext {
  readonly run: Run;
  /** Days since 1970-01-01 at which ages and tenures are measured. */
  readonly referenceDay: number;
}
/** What a step may look at besides the columns while it learns, and never again. */
export interface FitContext extends StepContext {
  /** Columns to be predicted. They are no part of the work table, so no step can make an input of them by mistake. */
  readonly targets: readonly Column[];
}
/** What a step did, in words, and its warnings. */
export interface Fitted<S> {
  readonly state: S;
  readonly effect: string;
  readonly notes: readonly Note[];
  /** The table it learned from, treated, where `apply` would show a customer its own target: values from the other folds. */
  readonly treated?: WorkTable;
}
/**
 * One preparation step. `fit` learns from the data and returns a plain JSON-able state; `apply` uses that state alone, so new
 * customers are treated with what was learned from the old ones and nothing leaks.
 */
export interface Step<T extends OptionTable = OptionTable, S = unknown> {
  readonly id: string;
  readonly title: string;
  readonly help: string;
  readonly sources: readonly string[];
  readonly options: T;
  fit(table: WorkTable, options: OptionValues<T>, context: FitContext): Promise<Fitted<S>>;
  apply(table: WorkTable, state: S, context: StepContext): Promise<WorkTable>;
}
export function defineStep<T extends OptionTable, S>(step: Step<T, S>): Step<T, S> {
  return step;
}
