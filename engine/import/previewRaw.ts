import type { ImportPreview, PreviewMark } from '#shared/preview';
import type { Recipe } from '#shared/recipe';
import type { RawRead } from '../formats/defineFormat.ts';
import type { Run } from '../jobs/Run.ts';
import { CELL_NUMBER, type RawTable } from '../table/RawTable.ts';
import { cellValue } from '../table/cellValue.ts';
import { rawText } from './cells/rawText.ts';
import { foundFacts } from './foundFacts.ts';
import { readColumns } from './readColumns.ts';
import { readSheet, type SheetParts } from './readSheet.ts';
import { assignRoles } from './roles/assignRoles.ts';

/** Rows that are typed for a look; what a column is may change with the rows that follow, and the import looks at all. */
const TYPED_ROWS = 5_000;
const SHOWN_ROWS = 50;
const SHOWN_TYPED = 20;
const SHOWN_COLUMNS = 200;
const LONGEST_CELL = 80;

/**
 * How a file would be read, without making customers of it: the first rows as they stand with what each of them is, and the first rows
 * typed. Header, range and the account are of all rows, kinds of the first 5,000.
 * @throws AppError as `readSheet`; Cancelled
 */
export async function previewRaw(
  raw: RawRead,
  recipe: Recipe,
  run: Run,
  fileName: string,
): Promise<Omit<ImportPreview, 'fileName' | 'sizeBytes'>> {
  const sheet = readSheet(raw, { ...recipe, columns: {} }, fileName);
  const known = new Set(sheet.names);
  const choices = Object.fromEntries(Object.entries(recipe.columns).filter(([name]) => known.has(name)));
  const chosen = { ...recipe, columns: choices };
  const rows = sheet.rows.data.slice(0, TYPED_ROWS);
  const part = {
    ...sheet,
    positions: sheet.positions.slice(0, SHOWN_COLUMNS),
    names: sheet.names.slice(0, SHOWN_COLUMNS),
  };
  const read = await readColumns({ ...part, raw: sheet.extent.raw, rows, recipe: chosen }, run);
  const decisions = assignRoles(read.columns, chosen);
  return {
    ...foundFacts(raw, sheet),
    decimalEvidence: read.decimalEvidence,
    dateOrderEvidence: read.dateOrderEvidence,
    raw: rawRows(raw, sheet),
    columns: read.columns.map((column, i) => ({
      name: column.name,
      position: sheet.positions[i],
      kind: column.kind,
      role: decisions[i].role,
      kindEvidence: read.evidence[i],
      notes: [...read.notes[i]],
    })),
    nColumns: sheet.names.length,
    typed: Array.from({ length: Math.min(rows.length, SHOWN_TYPED) }, (_row, row) => ({
      row: rows[row] + 1,
      values: read.columns.map(column => cellValue(column, row)),
    })),
    typedOn: rows.length,
    nData: sheet.rows.data.length,
    nRejected: sheet.rows.rejected.length + sheet.extent.raw.rejected.length,
    notes: [...raw.notes, ...sheet.extent.notes],
  };
}

/** The first rows of the sheet as they stand; where the table begins far below, the rows around its header. */
function rawRows(raw: RawRead, sheet: SheetParts): ImportPreview['raw'] {
  const { table } = raw;
  const first = Math.max(0, Math.min(sheet.header.rows[0] ?? sheet.header.firstDataRow, table.nRows - 1) - 10);
  const from = first < SHOWN_ROWS / 2 ? 0 : first;
  const mark = marksOf(raw, sheet);
  const nColumns = Math.min(table.columns.length, SHOWN_COLUMNS);
  const commas = new Set(raw.decimalCommaColumns);
  return Array.from({ length: Math.min(SHOWN_ROWS, table.nRows - from) }, (_row, i) => ({
    row: from + i + 1,
    mark: mark(from + i),
    cells: Array.from({ length: nColumns }, (_cell, position) =>
      cut(standing(table, position, from + i, commas.has(position))),
    ),
  }));
}

/** A cell as it stands in the file: whoever looks whether 1,5 was read as 1.5 has to see the comma. */
function standing(table: RawTable, position: number, row: number, hasComma: boolean): string {
  const text = rawText(table, position, row);
  return hasComma && table.columns[position].kinds[row] === CELL_NUMBER ? text.replace('.', ',') : text;
}

function marksOf(raw: RawRead, { extent, header, rows }: SheetParts): (row: number) => PreviewMark {
  const rejected = new Map([...raw.rejected, ...rows.rejected].map(({ row, reason }) => [row - 1, reason]));
  const data = new Set(rows.data.subarray(0, SHOWN_ROWS + header.firstDataRow));
  const { range } = extent;
  return row => {
    if (range && (row < range.firstRow || row >= range.endRow)) return 'outside';
    if (header.rows.includes(row)) return 'header';
    if (row < header.firstDataRow) return 'above';
    return rejected.get(row) ?? (data.has(row) ? 'data' : 'empty');
  };
}

function cut(text: string): string {
  return text.length > LONGEST_CELL ? `${text.slice(0, LONGEST_CELL)}…` : text;
}
