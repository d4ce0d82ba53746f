import type { ColumnRole } from '#shared/columns';
import {
  BAND_COLUMN,
  HAND_COLUMN,
  HAND_REASON_COLUMN,
  PROBABILITY_COLUMN as EVENT_COLUMN,
  SCORE_COLUMN,
  SEGMENT_COLUMN,
  TIER_COLUMN,
} from '#shared/contract/dataset';
import { CONFIDENCES } from '#shared/explanation';
import { TIERS } from '#shared/results';
import { BANDS } from '#shared/scoring/bands';
import type { ColumnToWrite } from '../../formats/xlsxWriter.ts';
import type { Run } from '../../jobs/Run.ts';
import { decisionsByRow, handCells } from '../../segments/overrides/handDecisions.ts';
import type { Placing } from '../../segments/placing.ts';
import type { Segmented } from '../../segments/Segmented.ts';
import { cellValue, isoDate } from '../../table/cellValue.ts';
import type { Column, Table } from '../../table/Column.ts';

export interface Customers {
  readonly table: Table;
  /** Parallel to `table.columns`. */
  readonly roles: readonly ColumnRole[];
  /** [nRows], rows of the sheet, by which customers without an identifier are known; those of the table where it was not one. */
  readonly sourceRows?: Int32Array;
  /** Null where customers were scored and not grouped: segment and tier are then left out. */
  readonly segmented: Pick<Segmented, 'segmentation' | 'labels' | 'scores' | 'tiers' | 'byHand'> | null;
  /** How sure each place is, for customers that were placed by a model. */
  readonly placing?: Placing;
  /** How probable the event is, for customers that were scored. */
  readonly scores?: CustomerScores;
}
export interface CustomerScores {
  /** "Exited is Yes". */
  readonly eventWords: string;
  /** [nRows] */
  readonly probability: Float64Array;
  /** [nRows], position in BANDS. */
  readonly bands: Uint8Array;
  /** [nRows], 1 at or above the threshold; absent where the threshold is not part of what is written. */
  readonly decisions?: Uint8Array;
  /** [nRows], the reasons in words; null for customers that none were found for. */
  readonly reasons: readonly (string | null)[];
  /** [nRows], suggested credit line, NaN where there is none; null where the purpose is another. */
  readonly creditLine: Float64Array | null;
}
export type CustomerCell = string | number | boolean | null;
/** One column of an export and how its cells are found. */
export interface ExportColumn extends ColumnToWrite {
  /** Dates as ISO text. */
  readonly text: (row: number) => CustomerCell;
  /** Dates as days since 1970-01-01. */
  readonly typed: (row: number) => CustomerCell;
}

export const CONFIDENCE_COLUMN = 'Confidence';
export const PROBABILITY_COLUMN = 'Segment probability';
export const UNLIKE_COLUMN = 'Unlike anything seen';
export const DECISION_COLUMN = 'At or above the threshold';
export const REASONS_COLUMN = 'Score reasons';
export const CREDIT_LINE_COLUMN = 'Suggested credit line';
const SEGMENT_NAME_COLUMN = 'Segment name';
const ROWS_BETWEEN_LOOKS = 8192;
/** A column with times of day has more; then memory must not grow with the rows. */
const MOST_DAYS = 65_536;

/**
 * Every column of the file, then, where customers are grouped, segment, segment name, risk tier and risk score; for customers placed by a model
 * how sure that is; for customers that were scored how probable the event is and why; and what was set by hand where anything was.
 */
export function exportColumns(customers: Customers): ExportColumn[] {
  const { table, roles, segmented, placing } = customers;
  const taken = new Set(table.columns.map(column => column.name));
  const own = (header: string, kind: ColumnToWrite['kind'], value: (row: number) => CustomerCell): ExportColumn => ({
    header: freeName(header, taken),
    kind,
    text: value,
    typed: value,
  });
  return [
    ...tableColumns(table, roles),
    ...segmentColumns(segmented).map(({ header, kind, value }) => own(header, kind, value)),
    ...(placing
      ? [
          own(CONFIDENCE_COLUMN, 'text', row => CONFIDENCES[placing.confidence[row]]),
          own(PROBABILITY_COLUMN, 'number', row => placing.probability[row]),
          own(UNLIKE_COLUMN, 'boolean', row => placing.unlikeAnySeen[row] === 1),
        ]
      : []),
    ...scoreColumns(customers.scores).map(({ header, kind, value }) => own(header, kind, value)),
    ...handColumns(segmented?.byHand).map(({ header, text }) => own(header, 'text', text)),
  ];
}

interface FoundColumn {
  readonly header: string;
  readonly kind: ColumnToWrite['kind'];
  readonly value: (row: number) => CustomerCell;
}

function segmentColumns(segmented: Customers['segmented']): FoundColumn[] {
  if (!segmented) return [];
  const { labels, tiers, scores, segmentation } = segmented;
  const { segments } = segmentation;
  return [
    { header: SEGMENT_COLUMN, kind: 'integer', value: row => segments[labels[row]].id },
    { header: SEGMENT_NAME_COLUMN, kind: 'text', value: row => segments[labels[row]].name },
    { header: TIER_COLUMN, kind: 'text', value: row => TIERS[tiers[row]] },
    // Where the rule gave no tier there is nothing to score: 0 would read as the least risk.
    { header: SCORE_COLUMN, kind: 'number', value: row => (TIERS[tiers[row]] === 'None' ? null : scores[row]) },
  ];
}

function scoreColumns(scores: CustomerScores | undefined): FoundColumn[] {
  if (!scores) return [];
  const { probability, bands, reasons, creditLine, decisions } = scores;
  const columns: FoundColumn[] = [
    { header: EVENT_COLUMN, kind: 'number', value: row => probability[row] },
    { header: BAND_COLUMN, kind: 'text', value: row => BANDS[bands[row]] },
    ...(decisions
      ? [{ header: DECISION_COLUMN, kind: 'boolean' as const, value: (row: number) => decisions[row] === 1 }]
      : []),
    { header: REASONS_COLUMN, kind: 'text', value: row => reasons[row] },
  ];
  if (creditLine)
    columns.push({
      header: CREDIT_LINE_COLUMN,
      kind: 'number',
      value: row => (Number.isNaN(creditLine[row]) ? null : creditLine[row]),
    });
  return columns;
}

/** What was set by hand and why, where anything was. */
function handColumns(byHand: Segmented['byHand'] = []) {
  if (byHand.length === 0) return [];
  const decisions = decisionsByRow(byHand);
  const cells = (row: number) => (decisions.has(row) ? handCells(decisions.get(row)!) : null);
  return [
    { header: HAND_COLUMN, text: (row: number) => cells(row)?.what ?? null },
    { header: HAND_REASON_COLUMN, text: (row: number) => cells(row)?.reason ?? null },
  ];
}

/** The columns of a table alone. */
export function tableColumns(table: Table, roles: readonly ColumnRole[]): ExportColumn[] {
  return table.columns.map((column, i) => fileColumn(column, roles[i]));
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  for (let i = 1; ; i += 1) {
    const other = `${name} (Tessera${i === 1 ? '' : ` ${i}`})`;
    if (!taken.has(other)) return other;
  }
}

function fileColumn(column: Column, role: ColumnRole): ExportColumn {
  const text = (row: number): CustomerCell => cellValue(column, row);
  const header = column.name;
  if (column.kind === 'date') {
    const { values } = column;
    return {
      header,
      kind: 'date',
      text: dayTexts(values),
      typed: row => (Number.isNaN(values[row]) ? null : values[row]),
    };
  }
  if (column.kind === 'number' && !(role === 'identifier' && isLong(column.values)))
    return { header, kind: 'number', text, typed: text };
  if (column.kind === 'boolean') return { header, kind: 'boolean', text, typed: text };
  // A long number that names a customer is written as text, because Excel keeps 15 digits.
  const typed = (row: number): CustomerCell => {
    const value = text(row);
    return value === null ? null : String(value);
  };
  return { header, kind: 'text', text, typed };
}

/** Each day is made into text once: there are far fewer than customers. */
function dayTexts(values: Float64Array): (row: number) => CustomerCell {
  const known = new Map<number, string>();
  return row => {
    const day = values[row];
    if (Number.isNaN(day)) return null;
    let text = known.get(day);
    if (text === undefined) {
      text = isoDate(day);
      if (known.size < MOST_DAYS) known.set(day, text);
    }
    return text;
  };
}

function isLong(values: Float64Array): boolean {
  return values.some(value => Math.abs(value) >= 1e15);
}

/** Rows one after the other; looks at the cancel flag and reports progress on the way. */
export function* customerRows(
  columns: readonly ExportColumn[],
  nRows: number,
  how: 'text' | 'typed',
  run: Pick<Run, 'progress' | 'throwIfCancelled'>,
): Generator<CustomerCell[]> {
  for (let row = 0; row < nRows; row += 1) {
    if (row % ROWS_BETWEEN_LOOKS === 0) {
      run.throwIfCancelled();
      run.progress(row, nRows, 'Writing customers');
    }
    yield columns.map(column => column[how](row));
  }
}
