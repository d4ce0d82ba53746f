import { formatCount, formatThings } from '#shared/format';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { hasShortYear, isOrdered, ofIsoDay, orderVote, parseDate, type DayOrder } from '../cells/parseDate.ts';

/** What decides the order of day and month besides a column's own values. */
export interface OrderStyle {
  /** The person's choice. */
  readonly asked: DayOrder | null;
  /** What other columns of the file show. */
  readonly hint: DayOrder | null;
}
export interface DatesIn {
  /** One per different text, days since 1970-01-01; NaN where it is no date. */
  readonly parsed: Float64Array;
  readonly nParsed: number;
  readonly order: DayOrder;
  /** How the order was found; `none` where no text needs it. */
  readonly orderBy: 'asked' | 'values' | 'hint' | 'open' | 'none';
  /** What the order was decided by; empty where no text needed it. */
  readonly orderEvidence: string;
  /** Texts written with numbers only, and those that can only be read in another order. */
  readonly nOrdered: number;
  readonly nFor: number;
  readonly nAgainst: number;
  /** Some years are written with two digits. */
  readonly hasShortYears: boolean;
}

export const ORDER_WORDS: Readonly<Record<DayOrder, string>> = {
  dmy: 'day first',
  mdy: 'month first',
  ymd: 'year first',
};
const NO_STYLE: OrderStyle = { asked: null, hint: null };

/** Reads the texts of a column as dates; the order of day and month is the one that its own values show. */
export function datesIn({ texts }: Pick<ColumnCells, 'texts'>, style = NO_STYLE): DatesIn {
  const votes = { dmy: 0, mdy: 0, ymd: 0 };
  let nOrdered = 0;
  let hasShortYears = false;
  texts.tidy.forEach((text, code) => {
    if (texts.isDay[code] === 1 || texts.isMissing[code] || !isOrdered(text)) return;
    nOrdered += texts.counts[code];
    hasShortYears ||= hasShortYear(text);
    const vote = orderVote(text);
    if (vote) votes[vote] += texts.counts[code];
  });
  const { order, orderBy } = decide(votes, nOrdered, hasShortYears ? style : withoutYearFirst(style));
  const parsed = new Float64Array(texts.tidy.length).fill(NaN);
  let nParsed = 0;
  texts.tidy.forEach((text, code) => {
    if (texts.isMissing[code]) return;
    if (texts.isDay[code] === 1) parsed[code] = ofIsoDay(text);
    else parsed[code] = parseDate(text, order);
    if (!Number.isNaN(parsed[code])) nParsed += texts.counts[code];
  });
  const nFor = votes[order];
  const nAgainst = votes.dmy + votes.mdy + votes.ymd - nFor;
  return {
    parsed,
    nParsed,
    order,
    orderBy,
    orderEvidence: orderText(order, orderBy, nFor, nAgainst),
    nOrdered,
    nFor,
    nAgainst,
    hasShortYears,
  };
}

/** 94/03/15 in other columns says nothing about 03/04/1994. */
function withoutYearFirst({ asked, hint }: OrderStyle): OrderStyle {
  return { asked, hint: hint === 'ymd' ? null : hint };
}

function decide(
  votes: Record<DayOrder, number>,
  nOrdered: number,
  { asked, hint }: OrderStyle,
): Pick<DatesIn, 'order' | 'orderBy'> {
  if (nOrdered === 0) return { order: 'dmy', orderBy: 'none' };
  if (asked !== null) return { order: asked, orderBy: 'asked' };
  if (votes.dmy + votes.mdy + votes.ymd === 0) return { order: hint ?? 'dmy', orderBy: hint ? 'hint' : 'open' };
  // 31/12/01 fits both, 94/03/15 only the year first.
  if (2 * votes.ymd > votes.dmy && votes.ymd > votes.mdy) return { order: 'ymd', orderBy: 'values' };
  return { order: votes.mdy > votes.dmy ? 'mdy' : 'dmy', orderBy: 'values' };
}

function orderText(order: DayOrder, by: DatesIn['orderBy'], nFor: number, nAgainst: number): string {
  const words = ORDER_WORDS[order];
  if (by === 'none') return '';
  if (by === 'asked') return `${words}, as chosen`;
  if (by === 'hint') return `${words} as in other columns, no part above 12 decides in this one`;
  if (by === 'open') return `${words} taken, no date has a part above 12`;
  const shown = formatThings(nFor, 'date has', 'dates have');
  const against = nAgainst === 0 ? 'none' : formatCount(nAgainst);
  if (order === 'ymd') return `${words}: ${shown} a first part above 31, ${against} a day there`;
  return order === 'dmy'
    ? `${words}: ${shown} a first part above 12, ${against} a second`
    : `${words}: ${shown} a second part above 12, ${against} a first`;
}
