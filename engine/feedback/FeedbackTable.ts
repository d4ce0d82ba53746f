import type { Recipe } from '#shared/recipe';
import { AppError } from '#shared/errors';
import type { LeftRow } from '#shared/feedback/result';
import { MOST_SHOWN_ROWS } from '#shared/feedback/result';
import { isMissingWord } from '../import/cells/ColumnCells.ts';
import { rawText } from '../import/cells/rawText.ts';
import { readColumns } from '../import/readColumns.ts';
import type { SheetParts } from '../import/readSheet.ts';
import { joinKeys } from '../combine/joinKeys.ts';
import { pickCells } from '../combine/PlainTable.ts';
import type { Run } from '../jobs/Run.ts';

/** A list whose header and rows are settled. */
export interface FeedbackTable {
  readonly name: string;
  readonly sheet: SheetParts;
  /** With the reading of this list. */
  readonly recipe: Recipe;
}

/** [rows] of a column as a person would type them. @throws AppError `data.unknownColumn` */
export function textsOf(table: FeedbackTable, column: string): string[] {
  const { rows, extent } = table.sheet;
  const position = positionOf(table, column);
  return Array.from(rows.data, row => rawText(extent.raw.table, position, row).trim());
}

/** [rows] of a column as keys of a join are compared; '' where there is none. @throws AppError `data.unknownColumn` */
export function keysOf(table: FeedbackTable, column: string): string[] {
  const { rows, extent, missingWords } = table.sheet;
  const cells = pickCells(extent.raw.table.columns[positionOf(table, column)], rows.data);
  return joinKeys(cells, extent.raw.table.strings, tidy => isMissingWord(missingWords, tidy));
}

/**
 * [rows] of a column as days since 1970-01-01, NaN where there is none; days that are times are cut to the day.
 * @throws AppError `data.unknownColumn`, `feedback.notADate`; Cancelled
 */
export async function daysOf(table: FeedbackTable, column: string, run: Run): Promise<Float64Array> {
  const { sheet, recipe } = table;
  const position = positionOf(table, column);
  const columns: Recipe['columns'] = { [column]: { kind: 'date' } };
  const parts = { ...sheet, raw: sheet.extent.raw, rows: sheet.rows.data, positions: [position], names: [column] };
  const [read] = (await readColumns({ ...parts, recipe: { ...recipe, columns } }, run)).columns;
  if (read.kind !== 'date') throw new AppError('feedback.notADate', { name: table.name, column });
  return read.values.map(Math.floor);
}

function positionOf({ sheet }: FeedbackTable, column: string): number {
  const place = sheet.names.indexOf(column);
  if (place >= 0) return sheet.positions[place];
  throw new AppError('data.unknownColumn', { column, columns: sheet.names.slice(0, 12).join(', ') });
}

/** Rows that were left out, by kind: all are counted, the first of each kind are shown. */
export class LeftRows {
  readonly counts = { unknownKey: 0, duplicate: 0, unreadable: 0 };
  private readonly rows: LeftRow[] = [];

  /** @param row of the sheet, from 0 */
  add(kind: keyof LeftRows['counts'], row: number, text: string, why: string): void {
    this.counts[kind]++;
    if (this.counts[kind] <= MOST_SHOWN_ROWS) this.rows.push({ row: row + 1, text: text.slice(0, 80), why });
  }

  get left(): LeftRow[] {
    return this.rows.toSorted((a, b) => a.row - b.row);
  }
}
