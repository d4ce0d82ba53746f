import type { ColumnReference, MonitorReference, ScoreReference, SegmentsReference } from '#shared/monitor/reference';
import type { Run } from '../jobs/Run.ts';
import type { Column, Table } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';
import { countLevels, levelDistribution } from './levelDistribution.ts';
import { numberDistribution } from './numberDistribution.ts';

export interface ReferenceInput {
  /** The development customers. */
  readonly table: Table;
  /** Columns that segments or scores rest on. */
  readonly columns: readonly string[];
  /** Days since 1970-01-01 at which ages are measured; NaN when there is none: dates are then left out. */
  readonly referenceDay: number;
  readonly scores: readonly ScoreReference[];
  readonly segments: SegmentsReference | null;
}

/** Points and levels of all columns together, so that the whole stays below about 200 KB for 100 columns. */
const POINTS_IN_ALL = 5_000;
const LEVELS_IN_ALL = 4_000;
const POINTS = { least: 20, most: 200 };
const LEVELS = { least: 20, most: 500 };
const DAYS_PER_YEAR = 365.25;
export const YEARS_BEFORE = 'years before the reference date';

/**
 * The development customers as counts that later files are held against. Free text is left out, and dates where nothing says at which day ages are
 * measured: dates become years before it, so that a book that only grows older by the calendar has not changed.
 * @throws AppError `data.unknownColumn`; Cancelled
 * Cost: one linear sort per column of numbers.
 */
export async function makeReference(input: ReferenceInput, run: Run): Promise<MonitorReference> {
  const { table, referenceDay, scores, segments } = input;
  const names = [...new Set(input.columns)];
  const mostPoints = within(POINTS, POINTS_IN_ALL / names.length);
  const mostLevels = within(LEVELS, LEVELS_IN_ALL / names.length);
  const columns: ColumnReference[] = [];
  for (const [i, name] of names.entries()) {
    run.progress(i, names.length, 'Describing the development customers');
    const column = requireColumn(table, name);
    if (column.kind === 'text') continue;
    const base = { column: name, kind: column.kind, transform: column.kind === 'date' ? YEARS_BEFORE : null };
    const counted = countLevels(column);
    if (counted) {
      columns.push({ ...base, distribution: levelDistribution(counted, mostLevels) });
      continue;
    }
    const values = monitoredNumbers(column, referenceDay);
    if (values) columns.push({ ...base, distribution: await numberDistribution(values, mostPoints, run) });
  }
  const day = Number.isFinite(referenceDay) ? referenceDay : null;
  return { version: 1, n: table.nRows, referenceDay: day, columns, scores: [...scores], segments };
}

function within({ least, most }: typeof POINTS, wanted: number): number {
  return Math.max(least, Math.min(most, Math.floor(wanted)));
}

/** The numbers of a column as they are watched; null for a kind without numbers, or for dates without a reference day. */
export function monitoredNumbers(column: Column, referenceDay: number): Float64Array | null {
  if (column.kind === 'number') return column.values;
  if (column.kind !== 'date' || !Number.isFinite(referenceDay)) return null;
  return column.values.map(day => (referenceDay - day) / DAYS_PER_YEAR);
}
