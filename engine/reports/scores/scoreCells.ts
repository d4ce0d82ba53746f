import type { Measure } from '#shared/scoring/evaluation';
import type { ColumnToWrite } from '../../formats/xlsxWriter.ts';
import type { ReportInput } from '../ReportInput.ts';

export type Cell = string | number | null;
/** A table of results as a sheet of the workbook and as a file in the PDF; numbers in full. */
export interface ScoreTable {
  readonly sheet: string;
  /** Name of the file without its ending. */
  readonly file: string;
  readonly description: string;
  readonly columns: readonly ColumnToWrite[];
  readonly rows: readonly (readonly Cell[])[];
}
/** Scores as a report gets them. */
export type Scores = NonNullable<ReportInput['scoring']>;

export const INTERVAL: readonly ColumnToWrite[] = [
  { header: '95 % interval from', kind: 'number' },
  { header: '95 % interval to', kind: 'number' },
  { header: 'n', kind: 'integer' },
];

export function text(header: string, width = 20): ColumnToWrite {
  return { header, kind: 'text', width };
}
export function number(header: string): ColumnToWrite {
  return { header, kind: 'number' };
}
export function integer(header: string): ColumnToWrite {
  return { header, kind: 'integer' };
}
/** Low, high and n of a figure; empty where there is none. */
export function intervalCells(measure: Measure | null): Cell[] {
  return measure ? [known(measure.low), known(measure.high), measure.n] : [null, null, null];
}
export function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
