import type { ColumnRole } from '#shared/columns';
import type { Note } from '#shared/notes';
import type { OptionTable, OptionValues } from '#shared/option';
import type { MadeColumn } from '../import/Cleaning.ts';
import type { FileMarks } from '../import/FileMarks.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column, Table } from '../table/Column.ts';

/** The whole customer table, identifiers and all. */
export interface CleanTable extends Table {
  /** Parallel to `columns`. */
  readonly roles: readonly ColumnRole[];
  /** [nRows]: 1-based row in the sheet that the customer was first seen on. */
  readonly sourceRows: Int32Array;
}
export interface CleanContext {
  readonly run: Run;
  /** The step at work, as messages name it: `2, Tidy text`. */
  readonly step: string;
  /** Days since 1970-01-01 at which ages and tenures are measured; NaN when the file has no date. */
  readonly referenceDay: number;
  /** How the file of these customers writes its decimals. */
  readonly marks: FileMarks;
  /** False where other customers are placed by what was learned: a row that would be removed stays, and a column says so. */
  readonly removesRows: boolean;
  /** What a column is for that a step made or gave another kind: the person's choice, else what its name and values say. */
  roleOf(column: Column): ColumnRole;
  /** What a person chose the column to be for, else `usual`. */
  chosenRole(name: string, usual: ColumnRole): ColumnRole;
}
/** What a step learned, what it did in words, and its warnings. */
export interface CleanFitted<S> {
  readonly state: S;
  readonly effect: string;
  readonly notes: readonly Note[];
  /** Columns that the step makes, and the columns each is made from. */
  readonly made?: readonly MadeColumn[];
}
/**
 * One step that changes the customer table itself. `fit` learns from the table and returns a plain JSON-able state; `apply` uses that
 * state alone, so that another file is treated in the same way. Tables and columns that come in are never changed.
 */
export interface CleanStep<T extends OptionTable = OptionTable, S = unknown> {
  /** Stored in recipes; never changes. */
  readonly id: string;
  readonly title: string;
  readonly help: string;
  /** Keys into `engine/sources.ts`. */
  readonly sources: readonly string[];
  readonly options: T;
  /** @throws AppError `clean.missingColumn` when a column that was chosen is not there */
  fit(table: CleanTable, options: OptionValues<T>, context: CleanContext): Promise<CleanFitted<S>>;
  apply(table: CleanTable, state: S, context: CleanContext): Promise<CleanTable>;
}
export function defineCleanStep<T extends OptionTable, S>(step: CleanStep<T, S>): CleanStep<T, S> {
  return step;
}
