import type { ColumnRole } from '#shared/columns';
import type { CellEdit } from '#shared/recipe';
import type { ImportReport } from '#shared/results';
import type { Cleaning } from './Cleaning.ts';
import type { Table } from '../table/Column.ts';

/** A file after reading, typing, removal of duplicates, folding to one row per customer and cleaning. */
export interface Imported {
  readonly table: Table;
  /** Parallel to `table.columns`. */
  readonly roles: readonly ColumnRole[];
  /** [nRows]: 1-based row in the sheet that the customer was first seen on. */
  readonly sourceRows: Int32Array;
  /** Corrections made by hand that are in the table. */
  readonly edited?: readonly CellEdit[];
  /** Days since 1970-01-01 at which ages and tenures are measured; NaN when the file has no date. */
  readonly referenceDay: number;
  /** What the cleaning steps learned; absent when there are none. */
  readonly cleaning?: Cleaning;
  readonly report: Omit<ImportReport, 'fileName' | 'sizeBytes' | 'sha256'>;
}
