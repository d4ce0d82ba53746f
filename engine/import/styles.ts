import { formatCount, formatThings, listSome } from '#shared/format';
import type { Reading } from '#shared/reading';
import type { RawRead } from '../formats/defineFormat.ts';
import type { DecimalMark } from './cells/parseNumber.ts';
import type { DayOrder } from './cells/parseDate.ts';
import { ORDER_WORDS } from './kinds/datesIn.ts';
import { MARK_WORDS } from './FileMarks.ts';
import type { MarkStyle } from './kinds/numbersIn.ts';
import type { KindDecision } from './kinds/decideKind.ts';

/** How a file writes its numbers and dates, by what its columns show. */
export interface Styles {
  readonly hints: { readonly decimalMark: DecimalMark | null; readonly dateOrder: DayOrder | null };
  /** Columns that left it open and are read otherwise now that the others are known. */
  readonly toReadAgain: readonly number[];
  readonly decimalEvidence: string;
  /** The same where a mark is asked for: what the columns show anyway. */
  readonly markEvidence: string;
  readonly dateOrderEvidence: string;
}
interface Read {
  readonly name: string;
  /** Among the columns of the file, from 0. */
  readonly position: number;
  readonly decision: KindDecision;
}

/** Whether the number 12.345 of this column was written so, perhaps for twelve thousand; not where decimal commas were read already, or tables put together. */
export function writtenAs(
  raw: Pick<RawRead, 'separator' | 'decimalCommaColumns' | 'columnsAsWritten' | 'isSettled'>,
  position: number,
): Pick<MarkStyle, 'isText' | 'isExact'> {
  return {
    isText: raw.separator !== null && !raw.isSettled && !raw.decimalCommaColumns?.includes(position),
    isExact: raw.columnsAsWritten?.includes(position) ?? false,
  };
}

/**
 * Where the columns that show a style all show the same one, it is that of the columns that leave it open.
 * @param raw which columns a text format has read with a decimal comma itself
 */
export function stylesOf(
  read: readonly Read[],
  asked: Pick<Reading, 'decimalMark' | 'dateOrder'>,
  raw: Pick<RawRead, 'decimalCommaColumns'>,
): Styles {
  const marks = markVotes(read, new Set(raw.decimalCommaColumns));
  const orders = orderVotes(read);
  const decimalMark = marks.size === 1 ? [...marks.keys()][0] : null;
  const dateOrder = orders.size === 1 ? [...orders.keys()][0] : null;
  const markEvidence = evidence(marks, MARK_WORDS);
  const toReadAgain = read.flatMap(({ decision }, i) => {
    const isOpenMark = numbersOf(decision)?.mayFollow === true && decimalMark === ',';
    const isOpenOrder = decision.kind === 'date' && decision.dates.orderBy === 'open' && dateOrder !== null;
    return isOpenMark || isOpenOrder ? [i] : [];
  });
  return {
    hints: { decimalMark, dateOrder },
    toReadAgain,
    decimalEvidence: asked.decimalMark ? `${MARK_WORDS[asked.decimalMark]}, as chosen` : markEvidence,
    markEvidence,
    dateOrderEvidence: asked.dateOrder
      ? `${ORDER_WORDS[asked.dateOrder]}, as chosen`
      : evidence(orders, ORDER_WORDS) || openOrders(read),
  };
}

function numbersOf(decision: KindDecision) {
  return decision.kind === 'set' || decision.kind === 'boolean' ? undefined : decision.numbers;
}

function markVotes(read: readonly Read[], commas: ReadonlySet<number>): Map<DecimalMark, string[]> {
  const votes = new Map<DecimalMark, string[]>();
  for (const { name, position, decision } of read) {
    const mark = commas.has(position) ? ',' : markShown(decision);
    if (mark) votes.set(mark, [...(votes.get(mark) ?? []), name]);
  }
  return votes;
}

function markShown(decision: KindDecision): DecimalMark | null {
  return decision.kind === 'number' ? decision.numbers.shown : null;
}

function orderVotes(read: readonly Read[]): Map<DayOrder, string[]> {
  const votes = new Map<DayOrder, string[]>();
  for (const { name, decision } of read) {
    if (decision.kind !== 'date' || decision.dates.orderBy !== 'values') continue;
    votes.set(decision.dates.order, [...(votes.get(decision.dates.order) ?? []), name]);
  }
  return votes;
}

function evidence<T extends string>(votes: ReadonlyMap<T, string[]>, words: Readonly<Record<T, string>>): string {
  return [...votes]
    .sort((a, b) => b[1].length - a[1].length)
    .map(([style, names]) => `${words[style]} in ${formatThings(names.length, 'column')} (${listSome(names, 3)})`)
    .join('; ');
}

function openOrders(read: readonly Read[]): string {
  const open = read.filter(({ decision }) => decision.kind === 'date' && decision.dates.orderBy === 'open');
  if (open.length === 0) return '';
  const n = open.length === 1 ? 'one column is' : `${formatCount(open.length)} columns are`;
  return `day first taken: ${n} written with numbers, and no part above 12 decides`;
}
