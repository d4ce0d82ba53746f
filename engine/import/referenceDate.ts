import type { ColumnRole } from '#shared/columns';
import type { Column } from '../table/Column.ts';
import { dayNumber, isoDate } from '../table/cellValue.ts';
import { columnConcept } from './dictionary/conceptOf.ts';

export interface ReferenceDate {
  /** Days since 1970-01-01; NaN when there is none. */
  readonly day: number;
  readonly reason: string;
}

/** Dates after this are placeholders such as 9999-12-31. 2100-01-01. */
const END_OF_TIME = 47_482;

/** The day at which ages and tenures are measured: the one given, else the latest in the file that is neither a birth nor an expiry. */
export function referenceDate(
  columns: readonly Column[],
  roles: readonly ColumnRole[],
  asked: string | null,
): ReferenceDate {
  if (asked !== null) return { day: dayNumber(asked), reason: 'Set in the recipe.' };
  let latest = -Infinity;
  let from = '';
  columns.forEach((column, i) => {
    if (column.kind !== 'date' || roles[i] === 'protected' || !isPastDate(column)) return;
    const day = latestDay(column.values);
    if (day > latest) {
      latest = day;
      from = column.name;
    }
  });
  if (latest === -Infinity)
    return {
      day: NaN,
      reason: 'The file has no date other than births and expiries; ages and tenures are not computed.',
    };
  const day = Math.floor(latest);
  return {
    day,
    reason: `The latest date in the file, in ${from} (${isoDate(day)}); births and expiries do not count.`,
  };
}

/** -Infinity where there is none. */
function latestDay(days: Float64Array): number {
  let latest = -Infinity;
  for (let i = 0; i < days.length; i++) if (days[i] > latest && days[i] < END_OF_TIME) latest = days[i];
  return latest;
}

function isPastDate({ name, header = name }: Column): boolean {
  const concept = columnConcept({ name, header });
  if (concept) return concept.id !== 'birthDate' && !concept.isExpiry;
  return !/birth|\bdob\b|expir|matur|valid|due|until|renew/i.test(header);
}
