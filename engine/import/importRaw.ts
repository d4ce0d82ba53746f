import { note, type Note } from '#shared/notes';
import type { Recipe } from '#shared/recipe';
import type { ImportReport, RowAccount } from '#shared/results';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import { isoDate } from '../table/cellValue.ts';
import { birthCentury } from './birthCentury.ts';
import { breathe } from './breathe.ts';
import { columnReports } from './columnReports.ts';
import { foldCustomers, type Folded } from './fold/foldCustomers.ts';
import { foundFacts } from './foundFacts.ts';
import type { Imported, LeftOut } from './Imported.ts';
import { pickRows } from './pickRows.ts';
import { readColumns, type ReadColumns } from './readColumns.ts';
import { readSheet, type SheetParts } from './readSheet.ts';
import { referenceDate } from './referenceDate.ts';
import { assignRoles, type ColumnDecision } from './roles/assignRoles.ts';
import { countedOnce } from './roles/distinctValues.ts';
import { numbersFrom } from './rows/numbersFrom.ts';
import { keptRows, type KeptRows } from './rows/keptRows.ts';

/** Rows listed one by one in the report; the account counts all of them. */
const MOST_LISTED = 1_000;

/**
 * Makes customers of a sheet: finds the header, sorts out rows that are no data, decides kinds and roles, removes repeated rows and folds
 * customers with several rows into one.
 * @throws AppError as `readSheet`; Cancelled
 */
export async function importRaw(whole: RawRead, recipe: Recipe, run: Run, fileName: string): Promise<Imported> {
  const sheet = readSheet(whole, recipe, fileName);
  const { raw } = sheet.extent;
  await breathe(run, sheet.rows.data.length);
  const read = await readColumns({ ...sheet, raw, rows: sheet.rows.data, recipe }, run);
  const customers = await makeCustomers(raw, sheet, read, recipe, run);
  const { columns, kept, folded, decisions } = customers;
  const roles = decisions.map(decision => decision.role);
  const reference = referenceDate(columns, roles, recipe.referenceDate);
  const dated = columns.map(column =>
    read.shortYearBirths.has(column.name) ? birthCentury(column, reference.day) : column,
  );
  const leftOut = leftOutOf(raw, sheet, customers.repeats);
  const sourceRows = sheetRows(sheet.rows.data, kept, folded?.firstRows ?? null);
  return {
    table: { nRows: sourceRows.length, columns: dated },
    roles,
    sourceRows,
    referenceDay: reference.day,
    leftOut,
    marks: read.marks,
    report: {
      ...fileFacts(raw, sheet, read),
      ...listed(leftOut),
      rows: accountOf(raw, sheet, kept.length),
      missingTokens: read.missingTokens,
      fold: folded?.report ?? null,
      referenceDate: Number.isNaN(reference.day) ? null : isoDate(reference.day),
      referenceDateReason: reference.reason,
      columns: columnReports({ columns: dated, decisions, read, sheet, beforeFolding: read.columns }),
      cleaning: [],
      removedByCleaning: 0,
      notes: [...raw.notes, ...sheet.extent.notes, ...errorNotes(raw, read), ...customers.notes],
      nRows: sourceRows.length,
      combine: null,
    },
  };
}

/** The row of the sheet, from 1, that each customer was first seen on. @param firstRows of the rows kept; null is all of them */
function sheetRows(data: Int32Array, kept: Int32Array, firstRows: Int32Array | null): Int32Array {
  // Ascending: with nothing left out between the first and the last they are numbers one after the other.
  const areAll =
    firstRows === null && kept.length === data.length && data[data.length - 1] - data[0] === data.length - 1;
  if (areAll) return numbersFrom(data[0] + 1, data.length, data);
  const rows = new Int32Array(firstRows?.length ?? kept.length);
  for (let i = 0; i < rows.length; i++) rows[i] = data[kept[firstRows ? firstRows[i] : i]] + 1;
  return rows;
}

interface Customers extends Pick<KeptRows, 'repeats'> {
  /** Positions in the data rows that are no repeats. */
  readonly kept: Int32Array;
  readonly columns: readonly Column[];
  readonly decisions: readonly ColumnDecision[];
  readonly folded: Folded | null;
  readonly notes: readonly Note[];
}

/** Takes out repeated rows, then folds rows of one customer. */
async function makeCustomers(
  raw: RawRead,
  sheet: SheetParts,
  read: ReadColumns,
  recipe: Recipe,
  run: Run,
): Promise<Customers> {
  const count = countedOnce(read.columns.map((column, i) => [column, read.counts[i]]));
  const { kept, repeats, notes } = keptRows(raw.table, sheet.rows.data, read.columns, recipe, count);
  await breathe(run, kept.length);
  const isWhole = kept.length === sheet.rows.data.length;
  const unique = isWhole ? read.columns : read.columns.map(column => pickRows(column, kept));
  const decisions = assignRoles(unique, recipe, count);
  await breathe(run, kept.length);
  const alone = { kept, repeats, columns: unique, decisions, folded: null, notes };
  if (!recipe.foldCustomers) return alone;
  const { folded, notes: foldNotes } = await foldCustomers(unique, decisions, kept.length, run);
  if (!folded) return { ...alone, notes: [...notes, ...foldNotes] };
  return { kept, repeats, columns: folded.columns, decisions: assignRoles(folded.columns, recipe), folded, notes };
}

function fileFacts(raw: RawRead, sheet: SheetParts, read: ReadColumns) {
  return {
    ...foundFacts(raw, sheet),
    decimalEvidence: read.decimalEvidence,
    dateOrderEvidence: read.dateOrderEvidence,
    dateSystem: raw.dateSystem,
    columnStarts: raw.columnStarts,
    renamed: [...sheet.renamed],
  };
}

/** A record that could not be cut into cells left an empty row in the table, which is counted as rejected and not again as empty. */
function accountOf(raw: RawRead, { header, rows }: SheetParts, kept: number): RowAccount {
  const rejected = rows.rejected.length + raw.rejected.length;
  const isInTable = (row: number) => row > header.firstDataRow && row <= raw.table.nRows;
  const uncut = new Set(raw.rejected.map(record => record.row).filter(isInTable)).size;
  const empty = rows.empty - uncut + raw.emptyRowsDropped;
  return { read: rows.data.length + rejected + empty, kept, rejected, duplicate: rows.data.length - kept, empty };
}

function leftOutOf(raw: RawRead, { rows }: SheetParts, repeats: KeptRows['repeats']): LeftOut {
  const sheetRow = (position: number) => rows.data[position] + 1;
  return {
    rejected: [...rows.rejected, ...raw.rejected].sort((a, b) => a.row - b.row),
    duplicates: { row: repeats.row.map(sheetRow), sameAs: repeats.sameAs.map(sheetRow) },
  };
}

function listed({ rejected, duplicates }: LeftOut): Pick<ImportReport, 'rejected' | 'duplicates'> {
  return {
    rejected: rejected.slice(0, MOST_LISTED),
    duplicates: Array.from(duplicates.row.subarray(0, MOST_LISTED), (row, i) => ({
      row,
      sameAs: duplicates.sameAs[i],
    })),
  };
}

/** A format that knows of errors has said so itself. */
function errorNotes(raw: RawRead, read: ReadColumns): Note[] {
  if (read.nErrors === 0 || raw.notes.some(known => known.code === 'read.errorValues')) return [];
  return [note('read.errorValues', { n: read.nErrors })];
}
