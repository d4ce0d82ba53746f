import type { ColumnRole } from '#shared/columns';
import { breathe } from '../import/breathe.ts';
import type { Run } from '../jobs/Run.ts';
import type { Column } from '../table/Column.ts';
import type { Lineage, WorkTable } from './defineStep.ts';

/** One column of a work table with what belongs to it. */
export interface WorkColumn {
  readonly column: Column;
  readonly role: ColumnRole;
  readonly lineage: Lineage;
}

export function workColumns(table: WorkTable): WorkColumn[] {
  return table.columns.map((column, i) => ({ column, role: table.roles[i], lineage: table.lineage[i] }));
}

/** Names stay unique: "City: Lahore" made from a level may be the name of another column. */
export function workTable(nRows: number, parts: readonly WorkColumn[]): WorkTable {
  const taken = new Set<string>();
  const columns = parts.map(({ column }) => {
    let name = column.name;
    for (let i = 2; taken.has(name); i++) name = `${column.name} (${i})`;
    taken.add(name);
    return name === column.name ? column : { ...column, name };
  });
  return { nRows, columns, roles: parts.map(part => part.role), lineage: parts.map(part => part.lineage) };
}

/** Replaces each column by none, one or several. */
export function replaceColumns(
  table: WorkTable,
  replace: (part: WorkColumn) => WorkColumn | readonly WorkColumn[],
): WorkTable {
  return workTable(table.nRows, workColumns(table).flatMap(replace));
}

/**
 * The same one column after the other, with a look in between at whether someone wants to stop.
 * @throws Cancelled
 */
export async function replaceEach(
  table: WorkTable,
  run: Run,
  replace: (part: WorkColumn) => WorkColumn | readonly WorkColumn[],
): Promise<WorkTable> {
  const parts: WorkColumn[] = [];
  for (const part of workColumns(table)) {
    await breathe(run, table.nRows);
    parts.push(...[replace(part)].flat());
  }
  return workTable(table.nRows, parts);
}

/** The column with new values and one more word about what was done to it. */
export function changed(part: WorkColumn, column: Column, transform?: string): WorkColumn {
  if (transform === undefined) return { ...part, column };
  return { ...part, column, lineage: { ...part.lineage, transform: [...part.lineage.transform, transform] } };
}

/** The columns of the customer table that these were made of. */
export function madeFrom(parts: readonly WorkColumn[]): string[] {
  return [...new Set(parts.flatMap(({ lineage }) => lineage.from ?? [lineage.column]))];
}

/** Columns by name, for states that were learned on the same names. */
export function byName<T extends { readonly name: string }>(items: readonly T[]): ReadonlyMap<string, T> {
  return new Map(items.map(item => [item.name, item]));
}
