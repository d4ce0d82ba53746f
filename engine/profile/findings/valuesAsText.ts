import type { ColumnKind, ColumnRole } from '#shared/columns';
import type { Finding } from '#shared/profile';
import { formatCount, formatPart, joinWords } from '#shared/format';
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
/** Among dates, so many and no more than this share of the different dates: a calendar can be missed in many ways. */
const FEW_SLIPS = 20;
const MOST_SLIPS = 0.1;
const MOST_SHOWN = 4;
/** Different texts after which a column of which not even half can be read is given up. */
const FIRST_LOOK = 200;

interface Other {
  readonly text: string;
  readonly count: number;
}
interface Sorted {
  readonly nRead: number;
  readonly nPresent: number;
  /** What could not be read, the most frequent first; a few of them, and how many there are. */
  readonly others: readonly Other[];
  readonly nOthers: number;
}

/** Columns of numbers that a few words keep from being read as such. */
export function numbersAsText(context: FindingContext): Finding[] {
  return wordColumns(context).flatMap(({ column, role }) => {
    const isRead = (text: string) => !Number.isNaN(parseNumber(text, '.')) && !/^0\d/.test(text);
    const sorted = sortTexts(column, isRead, () => MOST_WORDS);
    return sorted ? [readAs('numberAsText', role, column.name, 'number', 'feature', sorted)] : [];
  });
}

/** Columns of dates that days no calendar knows, or a few words, keep from being read as such. */
export function datesAsText(context: FindingContext): Finding[] {
  return wordColumns(context).flatMap(({ column, role }) => {
    const order = dayOrder(column.levels);
    const isRead = (text: string) => isIsoDay(text) || !Number.isNaN(parseDate(text, order));
    const sorted = sortTexts(column, isRead, nDates => Math.max(FEW_SLIPS, MOST_SLIPS * nDates));
    return sorted ? [readAs('dateAsText', role, column.name, 'date', 'date', sorted)] : [];
  });
}

function wordColumns({ columns }: FindingContext): { column: CategoryColumn; role: ColumnRole }[] {
  return columns.flatMap(({ column, role }) =>
    (column.kind === 'category' || column.kind === 'text') && role !== 'identifier' ? [{ column, role }] : [],
  );
}

/**
 * @param mostOthers how many different texts may not be read, by how many are
 * @returns null where most values cannot be read so, or all can, or too many different ones cannot
 */
function sortTexts(
  column: CategoryColumn,
  isRead: (text: string) => boolean,
  mostOthers: (nRead: number) => number,
): Sorted | null {
  const counts = countsOf(column);
  const { levels } = column;
  const others: Other[] = [];
  let [nRead, nPresent, nDistinct, nOthers] = [0, 0, 0, 0];
  const most = mostOthers(levels.length);
  for (let level = 0; level < levels.length && nOthers <= most; level++) {
    nPresent += counts[level];
    if (isRead(levels[level])) {
      nRead += counts[level];
      nDistinct++;
    } else {
      nOthers++;
      keepFrequent(others, { text: levels[level], count: counts[level] });
    }
    if (level === FIRST_LOOK && nDistinct < 0.5 * FIRST_LOOK) return null;
  }
  if (nOthers === 0 || nOthers > mostOthers(nDistinct)) return null;
  return nDistinct >= FEWEST_DISTINCT && nRead >= MOSTLY * nPresent ? { nRead, nPresent, others, nOthers } : null;
}

/** Of equals the one that was there first stays first. */
function keepFrequent(kept: Other[], other: Other): void {
  let at = kept.length;
  while (at > 0 && kept[at - 1].count < other.count) at--;
  kept.splice(at, 0, other);
  if (kept.length > MOST_SHOWN) kept.pop();
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
  roleNow: ColumnRole,
  name: string,
  columnKind: ColumnKind,
  role: ColumnRole,
  { nRead, nPresent, others, nOthers }: Sorted,
): Finding {
  const words = others.map(({ text, count }) => `“${text.slice(0, 40)}” (${formatCount(count)})`);
  const which =
    nOthers === words.length ? joinWords(words) : `${words.join(', ')} and ${formatCount(nOthers - words.length)} more`;
  const keep = nOthers === 1 ? 'keeps' : 'keep';
  const severity = isUsed(roleNow) ? 'decide' : 'watch';
  return finding(kind, severity, [name], {
    sentence: `${formatCount(nRead)} of ${formatCount(nPresent)} values of ${name} (${formatPart(nRead, nPresent)}) are ${columnKind}s; ${which} ${keep} them from being read as such.`,
    action: {
      kind: 'columns',
      label: `Read as a ${columnKind}, the rest as missing`,
      changes: [{ name, kind: columnKind, role }],
    },
  });
}
