import { note, type Note } from '#shared/notes';
import type { WorkTable } from './defineStep.ts';
import { replaceColumns } from './workColumns.ts';

/** Columns without any value, and numbers that nearly no customer has. */
export function unusable(
  table: WorkTable,
  chosen: ReadonlySet<string>,
  gaps: ReadonlyMap<string, number>,
  maxGaps: number,
): Note[] {
  const notes: Note[] = [];
  for (const { name, kind } of table.columns) {
    if (!chosen.has(name)) continue;
    const missing = gaps.get(name)!;
    if (missing === table.nRows) notes.push(note('impute.allMissing', { column: name }));
    else if (kind === 'number' && missing > maxGaps * table.nRows)
      notes.push(note('impute.tooManyGaps', { column: name, missing, of: table.nRows }));
  }
  return notes;
}

export function without(table: WorkTable, names: readonly string[]): WorkTable {
  const dropped = new Set(names);
  return replaceColumns(table, part => (dropped.has(part.column.name) ? [] : part));
}
