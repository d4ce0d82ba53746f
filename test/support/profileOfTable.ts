import type { ColumnRole } from '#shared/columns';
import type { Profile } from '#shared/profile';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { NO_MARKS } from '#engine/import/FileMarks';
import { NOTHING_LEFT_OUT, type Imported } from '#engine/import/Imported';
import { profileTable } from '#engine/profile/profileTable';
import type { Table } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { testRun } from './testRun.ts';

/** A table as if it had been imported, every column with the role given or `feature`. */
export function importedOf(table: Table, roles: Record<string, ColumnRole> = {}, referenceDay = NaN): Imported {
  const roleOf = (name: string) => roles[name] ?? 'feature';
  return {
    table,
    roles: table.columns.map(({ name }) => roleOf(name)),
    sourceRows: Int32Array.from({ length: table.nRows }, (_none, i) => i + 2),
    leftOut: NOTHING_LEFT_OUT,
    marks: NO_MARKS,
    referenceDay,
    report: {
      missingTokens: [],
      columns: table.columns.map(({ name, kind }) => ({
        name,
        kind,
        role: roleOf(name),
        kindEvidence: 'given',
        roleReason: 'given',
      })),
    } as unknown as Imported['report'],
  };
}

export function profileOfTable(
  table: Table,
  pool: Pool,
  parts: { roles?: Record<string, ColumnRole>; referenceDay?: number; recipe?: Partial<Recipe> } = {},
): Promise<Profile> {
  const imported = importedOf(table, parts.roles, parts.referenceDay);
  return profileTable(imported, { ...defaultRecipe(), ...parts.recipe }, testRun({ pool }));
}
