import type { ColumnRole } from '#shared/columns';
import { note, type Note } from '#shared/notes';
import type { ColumnProfile } from '#shared/results';
import type { Column } from '../table/Column.ts';
import { countMissing, distinctValues } from '../import/roles/distinctValues.ts';
import { BOOLEAN_LEVELS } from '../table/selectRows.ts';
import { histogram } from './histogram.ts';
import { sortedPresent, summariseSorted } from './summarise.ts';

const MOST_LEVELS = 20;

/** What a person looks at first: gaps, distribution and the most frequent values of a column. */
export function describeColumn(column: Column, role: ColumnRole, nRows: number): ColumnProfile {
  const isNumeric = column.kind === 'number' || column.kind === 'date';
  return describeSorted(column, role, nRows, isNumeric ? sortedPresent(column.values) : null);
}

/** @param numbers the values of a number or date column that are there, ascending; null for other kinds */
export function describeSorted(
  column: Column,
  role: ColumnRole,
  nRows: number,
  numbers: Float64Array | null,
): ColumnProfile {
  const missing = countMissing(column);
  const distinct = numbers ? countDistinct(numbers) : distinctValues(column);
  return {
    name: column.name,
    kind: column.kind,
    role,
    missing,
    distinct,
    summary: numbers && summariseSorted(numbers, nRows),
    histogram: numbers && histogram(numbers),
    ...levelCounts(column),
    notes: notesOf(column.name, { missing, distinct, nRows }),
  };
}

function countDistinct(sorted: Float64Array): number {
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) if (i === 0 || sorted[i] !== sorted[i - 1]) distinct++;
  return distinct;
}

/** Values of categories, flags and sets with the rows that have them, most frequent first. */
function levelCounts(column: Column): Pick<ColumnProfile, 'levels' | 'otherCount'> {
  if (column.kind === 'number' || column.kind === 'date') return { levels: [], otherCount: 0 };
  const names = column.kind === 'boolean' ? BOOLEAN_LEVELS : column.kind === 'set' ? column.members : column.levels;
  const counts = new Int32Array(names.length);
  const codes = column.kind === 'boolean' ? column.values : column.codes;
  for (let i = 0; i < codes.length; i++) if (codes[i] >= 0 && codes[i] < names.length) counts[codes[i]]++;
  const order = Array.from(names.keys())
    .filter(i => counts[i] > 0)
    .sort((a, b) => counts[b] - counts[a] || a - b);
  return {
    levels: order.slice(0, MOST_LEVELS).map(i => ({ level: names[i], count: counts[i] })),
    otherCount: order.slice(MOST_LEVELS).reduce((sum, i) => sum + counts[i], 0),
  };
}

function notesOf(
  column: string,
  { missing, distinct, nRows }: { missing: number; distinct: number; nRows: number },
): Note[] {
  if (nRows === 0) return [];
  if (missing === nRows) return [note('column.allMissing', { column })];
  return distinct === 1 && missing === 0 && nRows > 1 ? [note('column.constant', { column })] : [];
}
