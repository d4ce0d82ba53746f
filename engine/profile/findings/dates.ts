import type { Finding } from '#shared/profile';
import { formatDate, formatCount, formatThings, listSome } from '#shared/format';
import { conceptOf } from '../../import/dictionary/conceptOf.ts';
import { dayNumber } from '../../table/cellValue.ts';
import type { ColumnFacts } from '../columnFacts.ts';
import { firstAbove, firstAtLeast } from '../numberDetail.ts';
import { keptColumn } from '../sortedColumns.ts';
import { finding, isShown, leaveOut, type FindingContext } from './FindingContext.ts';

/** Days that systems write where they know none. */
const PLACEHOLDERS = [
  '1800-01-01',
  '1753-01-01',
  '1899-12-30',
  '1899-12-31',
  '1900-01-01',
  '1901-01-01',
  '1970-01-01',
  '2099-12-31',
  '9999-12-31',
];
/** A placeholder day is as frequent as so many ordinary days. */
const SPIKE = 20;
const FEWEST = 5;
const DAYS_PER_YEAR = 365.25;
const OLDEST_PLAUSIBLE = 110;

/** Dates that stand for "not known": those the import took out, and those that are still there. */
export function placeholderDates({ columns, missingTokens }: FindingContext): Finding[] {
  const dates = columns.filter(({ column, role }) => column.kind === 'date' && isShown(role));
  return dates.flatMap(facts => [...takenOut(facts, missingTokens), ...stillThere(facts)]);
}

function takenOut({ column, detail }: ColumnFacts, tokens: FindingContext['missingTokens']): Finding[] {
  const own = tokens.filter(
    one =>
      one.column === detail.name &&
      !one.token.endsWith(' (code)') &&
      /(?<!\d)(1[78]\d\d|1900|9999|2999)(?!\d)/.test(one.token),
  );
  if (own.length === 0) return [];
  const count = own.reduce((sum, token) => sum + token.count, 0);
  const what =
    conceptOf(column.header ?? column.name)?.id === 'birthDate'
      ? 'Nobody who banks today was born then'
      : 'No such day was meant';
  return [
    finding('placeholderDate', 'note', [detail.name], {
      sentence: `${listSome(
        own.map(({ token }) => token),
        3,
      )} stands in ${formatThings(count, 'row')} of ${detail.name}. ${what}, so ${count === 1 ? 'it is' : 'they are'} read as missing.`,
      action: null,
      about: 'taken out',
    }),
  ];
}

function stillThere({ column, detail }: ColumnFacts): Finding[] {
  if (column.kind !== 'date' || !detail.summary || detail.summary.n === 0) return [];
  const counts = countDays(column.values, PLACEHOLDERS.map(dayNumber));
  const ordinary = detail.summary.n / detail.distinct;
  const odd = PLACEHOLDERS.filter(iso => {
    const day = dayNumber(iso);
    const count = counts.get(day)!;
    const isImpossible = day < dayNumber('1900-01-01') || day > dayNumber('2099-01-01');
    return count > 0 && (isImpossible || count >= Math.max(FEWEST, SPIKE * ordinary));
  });
  if (odd.length === 0) return [];
  const count = odd.reduce((sum, iso) => sum + counts.get(dayNumber(iso))!, 0);
  return [
    finding('placeholderDate', 'decide', [detail.name], {
      sentence: `${listSome(odd, 3)} stands in ${formatThings(count, 'row')} of ${detail.name}, where an ordinary day has ${formatCount(Math.max(1, ordinary))}: probably written where no date is known.`,
      action: {
        kind: 'columns',
        label: `Read ${listSome(odd, 2)} as missing`,
        changes: [{ name: detail.name, missingCodes: odd.flatMap(spellings) }],
      },
    }),
  ];
}

/** How often each of the days is there: read off the sorted column where there is one, else counted. */
function countDays(values: Float64Array, days: readonly number[]): Map<number, number> {
  const sorted = keptColumn(values)?.values;
  if (sorted) return new Map(days.map(day => [day, firstAbove(sorted, day) - firstAtLeast(sorted, day)]));
  const counts = new Map(days.map(day => [day, 0]));
  for (let row = 0; row < values.length; row++) {
    const seen = counts.get(values[row]);
    if (seen !== undefined) counts.set(values[row], seen + 1);
  }
  return counts;
}

/** A day as files spell it; day and month of the placeholders are the same or can only be read one way. */
function spellings(iso: string): string[] {
  const [year, month, day] = iso.split('-');
  const [d, m] = [String(Number(day)), String(Number(month))];
  return [iso, `${d}/${m}/${year}`, `${day}/${month}/${year}`, `${day}.${month}.${year}`, `${day}-${month}-${year}`];
}

/** Births after the reference day or too long before it, and dates after a reference day that a person has set. */
export function impossibleDates({ columns, referenceDay, isReferenceGiven }: FindingContext): Finding[] {
  if (Number.isNaN(referenceDay)) return [];
  return columns.flatMap(facts => {
    const { column, role } = facts;
    if (column.kind !== 'date' || !isShown(role)) return [];
    const isBirth = isBirthName(column.name);
    if (!isBirth && (!isReferenceGiven || isForward(column.name))) return [];
    const earliest = isBirth ? referenceDay - OLDEST_PLAUSIBLE * DAYS_PER_YEAR : -Infinity;
    return outsideDates(facts, isBirth ? 'birth' : 'date', earliest, referenceDay);
  });
}

function outsideDates({ column, detail }: ColumnFacts, what: string, earliest: number, reference: number): Finding[] {
  if (column.kind !== 'date') return [];
  let [late, early] = [0, 0];
  const days = column.values;
  for (let row = 0; row < days.length; row++) {
    if (days[row] >= reference + 1) late++;
    else if (days[row] < earliest) early++;
  }
  if (late + early === 0) return [];
  const lie = formatThings(late, `${what} lies`, `${what}s lie`);
  const make = formatThings(early, `${what} makes`, `${what}s make`);
  const parts = [
    late > 0 && `${lie} after the reference date ${formatDate(reference)}`,
    early > 0 && `${make} the customer older than ${OLDEST_PLAUSIBLE}`,
  ].filter(Boolean);
  return [
    finding('futureDate', 'decide', [detail.name], {
      sentence: `${detail.name}: ${parts.join('; ')}.`,
      action: leaveOut(detail.name),
    }),
  ];
}

function isBirthName(name: string): boolean {
  return conceptOf(name)?.id === 'birthDate' || /birth|\bdob\b/i.test(name);
}

function isForward(name: string): boolean {
  return conceptOf(name)?.isExpiry === true || /expir|matur|valid|due|until|renew|next/i.test(name);
}

/** Longer than this nothing happens in a list of customers, except once. */
const LONE_YEARS = 2;
const LONE_SHARE = 0.002;

/** A few dates years after all others: as the latest of the file they would set every age and tenure. */
export function lonelyLatestDates({ columns, referenceDay, isReferenceGiven }: FindingContext): Finding[] {
  if (isReferenceGiven || Number.isNaN(referenceDay)) return [];
  return columns.flatMap(({ column, detail, role }) => {
    if (column.kind !== 'date' || !isShown(role) || !detail.summary) return [];
    if (Math.floor(detail.summary.max) !== referenceDay || isBirthName(detail.name) || detail.summary.n < 100)
      return [];
    const cut = referenceDay - LONE_YEARS * DAYS_PER_YEAR;
    let [latestBefore, lonely] = [-Infinity, 0];
    const days = column.values;
    for (let row = 0; row < days.length; row++) {
      if (days[row] >= cut) lonely++;
      else if (days[row] > latestBefore) latestBefore = days[row];
    }
    if (lonely > Math.max(1, LONE_SHARE * detail.summary.n) || latestBefore === -Infinity) return [];
    const better = formatDate(Math.floor(latestBefore));
    return [
      finding('latestDate', 'decide', [detail.name], {
        sentence: `${formatThings(lonely, 'date lies', 'dates lie')} more than ${LONE_YEARS} years after all others in ${detail.name}, and the latest, ${formatDate(referenceDay)}, is the day at which ages and tenures are measured. The next latest is ${better}.`,
        action: { kind: 'referenceDate', label: `Measure at ${better}`, referenceDate: better },
      }),
    ];
  });
}
