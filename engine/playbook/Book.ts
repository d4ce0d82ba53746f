import type { ColumnRole } from '#shared/columns';
import type { ProfileTable, SegmentSummary } from '#shared/results';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Column, Table } from '../table/Column.ts';

/** What plays are judged by: the customers, and the segments' profile beside the whole book. */
export interface Book {
  readonly table: Table;
  readonly roles: readonly ColumnRole[];
  readonly labels: Int32Array;
  readonly segments: readonly SegmentSummary[];
  readonly profile: ProfileTable;
}
export type ProfileRow = ProfileTable['rows'][number];

/**
 * The first column that is meant by one of `places` (a concept of the dictionary, or a name). Nobody is offered or denied anything for a
 * protected trait, so protected columns are never found; nor are identifiers and what is ignored.
 */
export function findPlace({ table, roles }: Book, places: readonly string[]): Column | null {
  for (const place of places) {
    const isMeant = (column: Column, i: number) =>
      isOpen(roles[i]) && (column.name === place || columnConcept(column)?.id === place);
    const found = table.columns.find(isMeant);
    if (found) return found;
  }
  return null;
}

/** A column that would have been found were it not protected. */
export function findProtected({ table, roles }: Book, places: readonly string[]): Column | null {
  const isMeant = (column: Column, i: number) =>
    roles[i] === 'protected' && places.some(place => column.name === place || columnConcept(column)?.id === place);
  return table.columns.find(isMeant) ?? null;
}

export function isOpen(role: ColumnRole): boolean {
  return role !== 'protected' && role !== 'identifier' && role !== 'ignore';
}

/** The profile of a column, or of one of its levels. */
export function profileRow({ profile }: Book, column: string, level: string | null): ProfileRow | null {
  return profile.rows.find(row => row.column === column && row.level === level) ?? null;
}
