import type { Learned } from '#shared/feedback/choices';
import { note } from '#shared/notes';
import { editColumn, type CellChange } from '../import/edits/editColumn.ts';
import type { Imported } from '../import/Imported.ts';
import { countMissing, distinctValues } from '../import/roles/distinctValues.ts';
import { hadEvent } from '../scoring/hadEvent.ts';
import { isoDate } from '../table/cellValue.ts';
import { findColumn, type Column } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { outcomesByRow, type KnownOutcomes } from './KnownOutcomes.ts';
import { layOutcomes } from './layOutcomes.ts';

/**
 * The customers with the outcomes of feedback in the column of the target, and the day of the event where there is a column for it. A dated outcome from
 * before the reference day of the file fills a gap and changes nothing that the file tells.
 * @throws AppError `data.unknownColumn`
 */
export function takeInOutcomes(imported: Imported, known: KnownOutcomes, learned: Learned): Imported {
  const ofRow = outcomesByRow(known, imported);
  const target = requireColumn(imported.table, learned.target);
  const days = learned.eventDate === null ? null : findColumn(imported.table, learned.eventDate);
  const y = hadEvent(imported.table, { name: target.name, event: learned.event });
  const { referenceDay } = imported;
  const laid = layOutcomes(y, ofRow, { referenceDay, window: null, fillsGaps: true });
  const ofTarget: CellChange[] = [];
  const ofDay: CellChange[] = [];
  laid.isFed.forEach((isFed, row) => {
    if (isFed === 0) return;
    const { y: told, value, day } = ofRow.get(row)!;
    const on = told === 1 && !Number.isNaN(day) ? isoDate(day) : null;
    ofTarget.push({ row, to: valueFor(target, value, on) });
    if (days?.kind === 'date' && days !== target && on !== null) ofDay.push({ row, to: on });
  });
  const changed = withCells(withCells(imported, target, ofTarget), days ?? null, ofDay);
  const { n, filled, changed: others } = laid;
  const said = note('feedback.learned', { n, filled, changed: others, column: target.name, words: known.words });
  return { ...changed, report: { ...changed.report, notes: [...changed.report.notes, said] } };
}

function valueFor({ kind }: Column, value: string | null, on: string | null): CellChange['to'] {
  if (kind === 'date') return on;
  if (kind === 'number') return value === null ? null : Number(value);
  return kind === 'boolean' ? (value ?? '').toLowerCase() : value;
}

function withCells(imported: Imported, column: Column | null, changes: readonly CellChange[]): Imported {
  const place = column ? imported.table.columns.indexOf(column) : -1;
  if (!column || place < 0 || changes.length === 0) return imported;
  const edited = editColumn(column, changes);
  const counts = { missing: countMissing(edited), distinct: distinctValues(edited) };
  return {
    ...imported,
    table: { ...imported.table, columns: imported.table.columns.with(place, edited) },
    report: {
      ...imported.report,
      columns: imported.report.columns.with(place, { ...imported.report.columns[place], ...counts }),
    },
  };
}
