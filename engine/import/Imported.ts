import type { ColumnRole } from '#shared/columns';
import type { CellEdit } from '#shared/recipe';
import type { ImportReport, RejectedRow } from '#shared/results';
import type { Table } from '../table/Column.ts';
import type { Cleaning } from './Cleaning.ts';
import type { FileMarks } from './FileMarks.ts';

/** Rows of the sheet that are no customers, all of them. */
export interface LeftOut {
  readonly rejected: readonly RejectedRow[];
  /** Ascending by row. */
  readonly duplicates: { readonly row: Int32Array; readonly sameAs: Int32Array };
}

/** A file after reading, typing, removal of duplicates, folding to one row per customer and cleaning. */
export interface Imported {
  readonly table: Table;
  /** Parallel to `table.columns`. */
  readonly roles: readonly ColumnRole[];
  /** [nRows]: 1-based row in the sheet that the customer was first seen on. */
  readonly sourceRows: Int32Array;
  /** Corrections made by hand that are in the table. */
  readonly edited?: readonly CellEdit[];
  readonly leftOut: LeftOut;
  /** How the file writes its decimals. */
  readonly marks: FileMarks;
  /** Days since 1970-01-01 at which ages and tenures are measured; NaN when the file has no date. */
  readonly referenceDay: number;
  /** What the cleaning steps learned; absent when there are none. */
  readonly cleaning?: Cleaning;
  readonly report: Omit<ImportReport, 'fileName' | 'sizeBytes' | 'sha256'>;
}

export const NOTHING_LEFT_OUT: LeftOut = {
  rejected: [],
  duplicates: { row: new Int32Array(0), sameAs: new Int32Array(0) },
};
