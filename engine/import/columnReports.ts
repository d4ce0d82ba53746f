import type { ColumnReport } from '#shared/results';
import type { Column } from '../table/Column.ts';
import type { ReadColumns } from './readColumns.ts';
import type { ColumnDecision } from './roles/assignRoles.ts';

/** What was decided about every column, and why, over the customers that are left. */
export function columnReports(
  columns: readonly Column[],
  decisions: readonly ColumnDecision[],
  read: ReadColumns,
  originals: readonly string[],
  beforeFolding: readonly Column[],
): ColumnReport[] {
  return columns.map((column, i) => {
    const isFoldedSet = column.kind === 'set' && beforeFolding[i].kind !== 'set';
    const { role, reason, missing, distinct, notes } = decisions[i];
    return {
      name: column.name,
      original: originals[i].slice(0, 400),
      kind: column.kind,
      role,
      kindEvidence: isFoldedSet ? `${read.evidence[i]}; several values per customer after folding` : read.evidence[i],
      roleReason: reason,
      missing,
      distinct,
      notes: [...notes, ...read.notes[i]],
    };
  });
}
