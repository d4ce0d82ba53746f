import type { ColumnKind, ColumnRole } from '#shared/columns';
import type { Finding } from '#shared/profile';
import { formatCount, formatPart, listSome } from '#shared/format';
import { isIsoDay, orderVote, parseDate, type DayOrder } from '../../import/cells/parseDate.ts';
import { parseNumber } from '../../import/cells/parseNumber.ts';
import type { CategoryColumn } from '../../table/Column.ts';
import { finding, isUsed, type FindingContext } from './FindingContext.ts';
import { countsOf } from './levels.ts';

/** So many of the values are numbers or dates that the others look like slips. */
const MOSTLY = 0.75;
const FEWEST_DISTINCT = 10;
/** Among numbers, more different words than this are no slips. */
const MOST_WORDS = 20;
/** Different texts after which a column of which not even half can be read is given up. */
const FIRST_LOOK = 200;

interface Sorted {
  readonly nRead: number;
  readonly nPresent: number;
  readonly nDistinct: number;
  /** What could not be read, in order of first appearance. */
  readonly others: readonly { readonly text: string; readonly count: number }[];
}

/** Columns of numbers that a few words keep from being read as such. */
export function numbersAsText(context: FindingContext): Finding[] {
  return wordColumns(context).flatMap(({ column, role }) => {
    const sorted = sortTexts(column, text => !Number.isNaN(parseNumber(text, '.')) && !/^0\d/.test(text));
    if (!sorted || sorted.others.length > MOST_WORDS) return [];
    const severity = isUsed(role) ? 'decide' : 'watch';
    return [readAs('numberAsText', severity, column.name, 'number', 'feature', sorted)];
  });
}

/** Columns of dates that days no calendar knows, or a few words, keep from being read as such. */
export function datesAsText(context: FindingContext): Finding[] {
  return wordColumns(context).flatMap(({ column }) => {
    const order = dayOrder(column.levels);
    const sorted = sortTexts(column, text => isIsoDay(text) || !Number.isNaN(parseDate(text, order)));
    return sorted ? [readAs('dateAsText', 'decide', column.name, 'date', 'date', sorted)] : [];
  });
}

function wordColumns({ columns }: FindingContext): { column: CategoryColumn; role: ColumnRole }[] {
  return columns.flatMap(({ column, role }) =>
    (column.kind === 'category' || column.kind === 'text') && role !== 'identifier' ? [{ column, role }] : [],
  );
}

/** @returns null where most values cannot be read so, or all can */
function sortTexts(column: CategoryColumn, isRead: (text: string) => boolean): Sorted | null {
  const counts = countsOf(column);
  const others: { text: string; count: number }[] = [];
  let [nRead, nPresent, nDistinct] = [0, 0, 0];
  for (const [level, text] of column.levels.entries()) {
    nPresent += counts[level];
    if (isRead(text)) {
      nRead += counts[level];
      nDistinct++;
    } else others.push({ text, count: counts[level] });
    if (level === FIRST_LOOK && nDistinct < 0.5 * FIRST_LOOK) return null;
  }
  return others.length > 0 && nDistinct >= FEWEST_DISTINCT && nRead >= MOSTLY * nPresent
    ? { nRead, nPresent, nDistinct, others }
    : null;
}

/** The order of day and month that most texts show. */
function dayOrder(levels: readonly string[]): DayOrder {
  const votes = { dmy: 0, mdy: 0, ymd: 0 };
  for (const text of levels.slice(0, 10 * FIRST_LOOK)) {
    const vote = orderVote(text);
    if (vote) votes[vote]++;
  }
  if (votes.ymd > votes.dmy && votes.ymd > votes.mdy) return 'ymd';
  return votes.mdy > votes.dmy ? 'mdy' : 'dmy';
}

function readAs(
  kind: 'numberAsText' | 'dateAsText',
  severity: Finding['severity'],
  name: string,
  columnKind: ColumnKind,
  role: ColumnRole,
  { nRead, nPresent, others }: Sorted,
): Finding {
  const words = others.map(({ text, count }) => `“${text.slice(0, 40)}” (${formatCount(count)})`);
  const keep = words.length === 1 ? 'keeps' : 'keep';
  return finding(kind, severity, [name], {
    sentence: `${formatCount(nRead)} of ${formatCount(nPresent)} values of ${name} (${formatPart(nRead, nPresent)}) are ${columnKind}s; ${listSome(words, 4)} ${keep} them from being read as such.`,
    action: {
      kind: 'columns',
      label: `Read as a ${columnKind}, the rest as missing`,
      changes: [{ name, kind: columnKind, role }],
    },
  });
}
