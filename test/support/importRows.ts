import type { RawRead } from '#engine/formats/defineFormat';
import type { Imported } from '#engine/import/Imported';
import { importRaw } from '#engine/import/importRaw';
import { cellValue } from '#engine/table/cellValue';
import { findColumn, type Column } from '#engine/table/Column';
import type { CellValue } from '#shared/columns';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { rawRead, type CellGiven } from './rawTable.ts';
import { testRun } from './testRun.ts';

/** Imports rows written by hand, with parts of the recipe changed. */
export function importRows(
  rows: readonly (readonly CellGiven[])[],
  recipe: Partial<Recipe> = {},
  raw: Partial<RawRead> = {},
): Promise<Imported> {
  return importRaw(rawRead(rows, raw), { ...defaultRecipe(), ...recipe }, testRun(), 'book.xlsx');
}

export function columnOf(imported: Imported, name: string): Column {
  const column = findColumn(imported.table, name);
  if (!column) throw new Error(`no column ${name}; there are ${imported.table.columns.map(c => c.name).join(', ')}`);
  return column;
}

export function valuesOf(imported: Imported, name: string): CellValue[] {
  const column = columnOf(imported, name);
  return Array.from({ length: imported.table.nRows }, (_none, row) => cellValue(column, row));
}

export function rolesOf(imported: Imported): Record<string, string> {
  return Object.fromEntries(imported.report.columns.map(column => [column.name, column.role]));
}

export function kindsOf(imported: Imported): Record<string, string> {
  return Object.fromEntries(imported.report.columns.map(column => [column.name, column.kind]));
}

export function reportOf(imported: Imported, name: string) {
  const found = imported.report.columns.find(column => column.name === name);
  if (!found) throw new Error(`no column ${name}`);
  return found;
}
