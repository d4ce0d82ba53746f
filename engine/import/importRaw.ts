import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { RejectedRow } from '#shared/results';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import { isoDate } from '../table/cellValue.ts';
import { missingWordSet } from './cells/ColumnCells.ts';
import { conceptOf } from './dictionary/conceptOf.ts';
import { columnReports } from './columnReports.ts';
import { foldCustomers } from './fold/foldCustomers.ts';
import { columnNames } from './header/columnNames.ts';
import { findHeader, type HeaderFound } from './header/findHeader.ts';
import type { Imported } from './Imported.ts';
import { rawText } from './cells/rawText.ts';
import { pickRows } from './pickRows.ts';
import { readColumns, type ReadColumns } from './readColumns.ts';
import { referenceDate } from './referenceDate.ts';
import { assignRoles } from './roles/assignRoles.ts';
import { classifyRows } from './rows/classifyRows.ts';
import { findDuplicates } from './rows/findDuplicates.ts';

/** Rows listed one by one in the report; the account counts all of them. */
const MOST_LISTED = 1_000;

/**
 * Makes customers of a sheet: finds the header, sorts out rows that are no data, decides kinds and roles, removes repeated rows and folds
 * customers with several rows into one.
 * @throws AppError `sheet.empty`, `sheet.noRows`, `sheet.headerRow`, `data.unknownColumn`
 */
export async function importRaw(raw: RawRead, recipe: Recipe, run: Run, fileName: string): Promise<Imported> {
  const sheet = raw.sheet ?? fileName;
  if (!raw.table.columns.some(column => column.kinds.some(kind => kind !== 0)))
    throw new AppError('sheet.empty', { name: fileName, sheet });
  const missingWords = missingWordSet(recipe.reading.missingWords);
  const header = findHeader(raw.table, recipe.reading.headerRow, missingWords, fileName);
  const rows = classifyRows(raw.table, header.firstDataRow, header.rows);
  const headerRow = header.rows.length === 0 ? 0 : header.rows[header.rows.length - 1] + 1;
  if (rows.data.length === 0) throw new AppError('sheet.noRows', { name: fileName, sheet, headerRow });
  const { positions, names, renamed } = usedColumns(raw, header, rows.data);
  requireKnown(recipe, names);

  const read = await readColumns({ raw, rows: rows.data, positions, names, missingWords, recipe }, run);
  const isRepeat = mayRemoveDuplicates(recipe, names)
    ? findDuplicates(raw.table, rows.data)
    : new Uint8Array(rows.data.length);
  const kept = Int32Array.from(isRepeat.keys()).filter(i => isRepeat[i] === 0);
  run.throwIfCancelled();
  const unique = kept.length === rows.data.length ? read.columns : read.columns.map(column => pickRows(column, kept));
  const firstRoles = assignRoles(unique, recipe).map(decision => decision.role);
  const { folded, notes: foldNotes } = recipe.foldCustomers
    ? foldCustomers(unique, firstRoles, kept.length, run)
    : { folded: null, notes: [] };
  const columns = folded?.columns ?? unique;
  const nRows = folded?.firstRows.length ?? kept.length;
  const decisions = assignRoles(columns, recipe);
  const roles = decisions.map(decision => decision.role);
  const reference = referenceDate(columns, roles, recipe.referenceDate);
  const sourceRow = (i: number) => rows.data[kept[i]] + 1;
  const rejected = [...rows.rejected, ...raw.rejected];
  return {
    table: { nRows, columns },
    roles,
    sourceRows: Int32Array.from({ length: nRows }, (_none, i) => sourceRow(folded ? folded.firstRows[i] : i)),
    referenceDay: reference.day,
    report: {
      format: raw.format,
      sheet: raw.sheet,
      sheets: raw.sheets.map(known => ({ ...known })),
      headerRows: header.rows.map(row => row + 1),
      headerEvidence: header.evidence,
      dateSystem: raw.dateSystem,
      encoding: raw.encoding,
      separator: raw.separator,
      rows: accountOf(rows.data.length, kept.length, rejected.length, rows.empty + raw.emptyRowsDropped),
      renamed,
      missingTokens: read.missingTokens,
      rejected: listed(rejected),
      fold: folded?.report ?? null,
      referenceDate: Number.isNaN(reference.day) ? null : isoDate(reference.day),
      referenceDateReason: reference.reason,
      columns: columnReports(
        columns,
        decisions,
        read,
        positions.map(position => header.texts[position]),
        unique,
      ),
      notes: [...raw.notes, ...errorNote(raw, read), ...foldNotes],
      nRows,
    },
  };
}

/** Columns with a header or a value; a column that has neither is formatting. */
function usedColumns(raw: RawRead, header: HeaderFound, data: Int32Array) {
  const { table } = raw;
  const positions = Array.from(table.columns.keys()).filter(
    position => header.texts[position] !== '' || data.some(row => table.columns[position].kinds[row] !== 0),
  );
  const originals = table.columns.map((_column, position) =>
    header.rows.length === 0 ? '' : rawText(table, position, header.rows[header.rows.length - 1]),
  );
  const named = columnNames(positions, header.texts, originals, header.joined, header.rows.length > 0);
  return { positions, ...named };
}

/** @throws AppError `data.unknownColumn` when the recipe speaks of a column that is not there */
function requireKnown(recipe: Recipe, names: readonly string[]): void {
  const known = new Set(names);
  for (const name of Object.keys(recipe.columns)) {
    if (known.has(name)) continue;
    const shown =
      names.length > 12 ? `${names.slice(0, 12).join(', ')} and ${names.length - 12} more` : names.join(', ');
    throw new AppError('data.unknownColumn', { column: name, columns: shown });
  }
}

/** In a narrow table without an identifier equal rows are different customers who happen to agree. */
function mayRemoveDuplicates(recipe: Recipe, names: readonly string[]): boolean {
  return recipe.removeDuplicates && (names.length >= 3 || names.some(name => conceptOf(name)?.role === 'identifier'));
}

function accountOf(nData: number, kept: number, rejected: number, empty: number) {
  return { read: nData + rejected + empty, kept, rejected, duplicate: nData - kept, empty };
}

function listed(rejected: readonly RejectedRow[]): RejectedRow[] {
  return [...rejected].sort((a, b) => a.row - b.row).slice(0, MOST_LISTED);
}

function errorNote(raw: RawRead, read: ReadColumns): Note[] {
  if (raw.notes.some(known => known.code === 'read.errorValues')) return [];
  return read.nErrors > 0 ? [note('read.errorValues', { n: read.nErrors })] : [];
}
