/** How a file would be read: what a person looks at, and corrects, before it is imported. */
import type { CellValue, ColumnKind, ColumnRole } from './columns.ts';
import type { Note } from './notes.ts';
import type { ImportReport, RejectedRow } from './results.ts';

/** What was found about how a file is read, each with its evidence. */
export type ReadingFacts = Pick<
  ImportReport,
  | 'sheet'
  | 'sheets'
  | 'headerRows'
  | 'headerEvidence'
  | 'range'
  | 'rangeEvidence'
  | 'tables'
  | 'encoding'
  | 'separator'
  | 'decimalEvidence'
  | 'dateOrderEvidence'
>;
export type PreviewMark = 'header' | 'above' | 'outside' | 'data' | 'empty' | RejectedRow['reason'];
export interface PreviewColumn {
  name: string;
  /** Column of the sheet, from 0. */
  position: number;
  kind: ColumnKind;
  role: ColumnRole;
  kindEvidence: string;
  notes: Note[];
}
export interface ImportPreview extends ReadingFacts {
  fileName: string;
  sizeBytes: number;
  format: string;
  /** The first 50 rows around the header as they stand in the file; a cell at most 80 characters. */
  raw: { row: number; mark: PreviewMark; cells: string[] }[];
  /** At most 200. */
  columns: PreviewColumn[];
  nColumns: number;
  /** The first rows as they are read. */
  typed: { row: number; values: CellValue[] }[];
  /** Rows that the kinds were decided on. */
  typedOn: number;
  nData: number;
  nRejected: number;
  notes: Note[];
}
