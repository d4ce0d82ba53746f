import { AppError } from '#shared/errors';
import type { Recipe } from '#shared/recipe';
import type { RenamedColumn } from '#shared/results';
import type { RawRead } from '../formats/defineFormat.ts';
import { CELL_EMPTY, CELL_TEXT, type RawTable } from '../table/RawTable.ts';
import { missingWordSet } from './cells/ColumnCells.ts';
import { rawText } from './cells/rawText.ts';
import { extentOf, wholeOf, type Extent } from './extent/extentOf.ts';
import { rangeText } from './extent/SheetRange.ts';
import { columnNames } from './header/columnNames.ts';
import { findHeader, type HeaderFound } from './header/findHeader.ts';
import { numbersFrom } from './rows/numbersFrom.ts';
import { classifyRows, type ClassifiedRows } from './rows/classifyRows.ts';

/** A sheet cut into header, data and the rest. */
export interface SheetParts {
  /** The part of the sheet that is the table; its cells are `extent.raw.table`. */
  readonly extent: Extent;
  readonly header: HeaderFound;
  readonly rows: ClassifiedRows;
  /** Columns of the sheet that are used, from 0, with their names. */
  readonly positions: readonly number[];
  readonly names: readonly string[];
  readonly renamed: readonly RenamedColumn[];
  readonly missingWords: ReadonlySet<string>;
}

/** @throws AppError `sheet.empty`, `sheet.noRows`, `sheet.headerRow`, `reading.range`, `reading.headerOutside`, `data.unknownColumn` */
export function readSheet(whole: RawRead, recipe: Recipe, fileName: string): SheetParts {
  const sheet = whole.sheet ?? fileName;
  if (isBlank(whole.table)) throw new AppError('sheet.empty', { name: fileName, sheet });
  const { headerRow: askedRow, headerRowCount } = recipe.reading;
  const missingWords = missingWordSet(recipe.reading.missingWords);
  const extent = whole.isSettled ? wholeOf(whole) : extentOf(whole, recipe.reading, missingWords, fileName);
  const { table } = extent.raw;
  const firstRow = extent.range?.firstRow ?? 0;
  requireHeaderWithin(extent, askedRow, fileName);
  const header = findHeader(table, { headerRow: askedRow, headerRowCount, firstRow }, missingWords, fileName);
  const rows = whole.isSettled ? allRows(table) : classifyRows(table, header.firstDataRow, header.rows, extent.filled);
  const headerRow = (header.rows.at(-1) ?? -1) + 1;
  if (rows.data.length === 0) throw new AppError('sheet.noRows', { name: fileName, sheet, headerRow });
  const positions = usedColumns(table, header, rows.data);
  const originals = table.columns.map((_column, position) =>
    headerRow === 0 ? '' : rawText(table, position, headerRow - 1),
  );
  const { names, renamed } = columnNames(positions, header.texts, originals, header.joined, headerRow > 0);
  if (recipe.clean.length === 0) requireKnown(recipe, names, fileName);
  return { extent, header, rows, positions, names, renamed, missingWords };
}

function requireHeaderWithin({ range }: Extent, headerRow: number | null, name: string): void {
  if (!range || headerRow === null || headerRow === 0) return;
  if (headerRow <= range.firstRow || headerRow > range.endRow)
    throw new AppError('reading.headerOutside', { name, headerRow, range: rangeText(range) });
}

/** Every row below the header. */
function allRows({ nRows }: RawTable): ClassifiedRows {
  return { data: numbersFrom(1, Math.max(0, nRows - 1)), empty: 0, rejected: [] };
}

/** Whether no cell holds more than spaces. */
function isBlank({ columns, strings }: RawTable): boolean {
  const holds = (kind: number, value: number) =>
    kind !== CELL_EMPTY && (kind !== CELL_TEXT || strings[value].trim() !== '');
  return !columns.some(({ kinds, values }) => kinds.some((kind, row) => holds(kind, values[row])));
}

/** Columns with a header or a value; a column that has neither is formatting. */
function usedColumns(table: RawTable, header: HeaderFound, data: Int32Array): number[] {
  const hasValue = (position: number) => data.some(row => table.columns[position].kinds[row] !== CELL_EMPTY);
  return Array.from(table.columns.keys()).filter(position => header.texts[position] !== '' || hasValue(position));
}

/** Cleaning steps make columns of their own, so where there are any this is looked at after them. */
function requireKnown(recipe: Recipe, names: readonly string[], fileName: string): void {
  const known = new Set(names);
  for (const name of Object.keys(recipe.columns)) {
    if (known.has(name)) continue;
    const shown =
      names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
    throw new AppError('data.unknownColumn', { column: name, columns: shown, name: fileName });
  }
}
