import type { ColumnReport } from '#shared/results';
import type { Column } from '../table/Column.ts';
import type { ReadColumns } from './readColumns.ts';
import type { SheetParts } from './readSheet.ts';
import type { ColumnDecision } from './roles/assignRoles.ts';

interface Parts {
  readonly columns: readonly Column[];
  readonly decisions: readonly ColumnDecision[];
  readonly read: ReadColumns;
  readonly sheet: SheetParts;
  readonly beforeFolding: readonly Column[];
}

/** What was decided about every column, and why, over the customers that are left. */
export function columnReports({ columns, decisions, read, sheet, beforeFolding }: Parts): ColumnReport[] {
  return columns.map((column, i) => {
    const isFoldedSet = column.kind === 'set' && beforeFolding[i].kind !== 'set';
    const { role, reason, missing, distinct, notes } = decisions[i];
    return {
      name: column.name,
      original: sheet.header.texts[sheet.positions[i]].slice(0, 400),
      kind: column.kind,
      role,
      kindEvidence: isFoldedSet ? `${read.evidence[i]}; several values per customer after folding` : read.evidence[i],
      roleReason: reason,
      missing,
      distinct,
      notes: [...notes, ...read.notes[i]],
      label: '',
      missingCodes: [],
    };
  });
}
