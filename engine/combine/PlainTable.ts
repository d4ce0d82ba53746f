import type { RejectedRow } from '#shared/results';
import type { Recipe, Reading } from '#shared/recipe';
import type { RawRead } from '../formats/defineFormat.ts';
import { readSheet, type SheetParts } from '../import/readSheet.ts';
import { sharedFloat64, sharedUint8 } from '../table/Matrix.ts';
import { CELL_TEXT, type RawColumn } from '../table/RawTable.ts';

/** A table whose header and rows are settled: names, and cells of data rows only, of the kinds they had in the file. */
export interface PlainTable {
  readonly nRows: number;
  readonly names: readonly string[];
  /** Parallel to `names`, [nRows] each. */
  readonly columns: readonly RawColumn[];
  readonly strings: readonly string[];
  /** [nRows]: where the row came from, 1-based; unique within a project. */
  readonly origins: Int32Array;
}
/** What reading a sheet left out of a plain table. read = rows + rejected + empty. */
export interface SheetAccount {
  readonly read: number;
  readonly rejected: readonly RejectedRow[];
  readonly empty: number;
}

/** The recipe under which one table of several is cut into header and rows: choices about columns are about the combined table. */
export function tableRecipe(recipe: Recipe, reading: Reading): Recipe {
  return { ...recipe, reading, columns: {} };
}

/** @throws AppError as `readSheet` */
export function sheetOf(raw: RawRead, reading: Reading, recipe: Recipe, name: string): SheetParts {
  return readSheet(raw, tableRecipe(recipe, reading), name);
}

export function plainTable(raw: RawRead, { rows, positions, names }: SheetParts): PlainTable {
  const columns = positions.map(position => pickCells(raw.table.columns[position], rows.data));
  return {
    nRows: rows.data.length,
    names,
    columns,
    strings: raw.table.strings,
    origins: rows.data.map(row => row + 1),
  };
}

export function pickCells({ kinds, values }: RawColumn, rows: Int32Array): RawColumn {
  const picked = { kinds: sharedUint8(rows.length), values: sharedFloat64(rows.length) };
  for (let i = 0; i < rows.length; i++) {
    picked.kinds[i] = kinds[rows[i]];
    picked.values[i] = values[rows[i]];
  }
  return picked;
}

/** A record that could not be cut into cells left an empty row in the sheet: it is counted as rejected, not again as empty. */
export function sheetAccount({ extent: { raw }, header, rows }: SheetParts): SheetAccount {
  const isInTable = (row: number) => row > header.firstDataRow && row <= raw.table.nRows;
  const uncut = new Set(raw.rejected.map(record => record.row).filter(isInTable)).size;
  const rejected = [...rows.rejected, ...raw.rejected].sort((a, b) => a.row - b.row);
  const empty = rows.empty - uncut + raw.emptyRowsDropped;
  return { read: rows.data.length + rejected.length + empty, rejected, empty };
}

/** As a file would have given it, the header in the first row. @param sheet of the main table */
export function asRaw(table: PlainTable, main: RawRead, sheet: SheetParts): RawRead {
  const strings = [...table.strings];
  const columns = table.columns.map(({ kinds, values }, i) => {
    const column = { kinds: sharedUint8(table.nRows + 1), values: sharedFloat64(table.nRows + 1) };
    column.kinds[0] = CELL_TEXT;
    column.values[0] = strings.push(table.names[i]) - 1;
    column.kinds.set(kinds, 1);
    column.values.set(values, 1);
    return column;
  });
  return {
    ...main,
    table: { nRows: table.nRows + 1, columns, strings },
    decimalCommaColumns: decimalCommasIn(table, main, sheet),
    emptyRowsDropped: 0,
    rejected: [],
    isSettled: true,
  };
}

/** Where those columns of the main table that were read with a decimal comma stand now; those that are gone are left out. */
function decimalCommasIn(table: PlainTable, { decimalCommaColumns = [] }: RawRead, sheet: SheetParts): number[] {
  const places = decimalCommaColumns.map(column => {
    const at = sheet.positions.indexOf(column);
    return at < 0 ? -1 : table.names.indexOf(sheet.names[at]);
  });
  return places.filter(place => place >= 0);
}
