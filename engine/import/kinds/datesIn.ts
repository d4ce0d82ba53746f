import { formatThings } from '#shared/format';
import { CELL_NUMBER } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { isSerial, serialToDay } from '../cells/excelSerial.ts';
import {
  dayOf,
  hasShortYear,
  isOrdered,
  orderVote,
  parseCompactDay,
  parseDate,
  type DayOrder,
} from '../cells/parseDate.ts';

export interface DatesIn {
  /** One per different text, days since 1970-01-01; NaN where it is no date. */
  readonly parsed: Float64Array;
  readonly nParsed: number;
  /** What the order of day and month was decided by; empty where no text needed it. */
  readonly orderEvidence: string;
  /** Some years are written with two digits. */
  readonly hasShortYears: boolean;
}

/** Reads the texts of a column as dates; the order of day and month is the one that its own values show. */
export function datesIn({ texts }: Pick<ColumnCells, 'texts'>): DatesIn {
  const votes = { dmy: 0, mdy: 0 };
  let nOrdered = 0;
  texts.tidy.forEach((text, code) => {
    if (texts.isMissing[code] || !isOrdered(text)) return;
    nOrdered += texts.counts[code];
    const vote = orderVote(text);
    if (vote) votes[vote] += texts.counts[code];
  });
  const order: DayOrder = votes.mdy > votes.dmy ? 'mdy' : 'dmy';
  const parsed = new Float64Array(texts.tidy.length).fill(NaN);
  let nParsed = 0;
  let hasShortYears = false;
  texts.tidy.forEach((text, code) => {
    if (texts.isMissing[code]) return;
    parsed[code] = parseDate(text, order);
    hasShortYears ||= hasShortYear(text);
    if (!Number.isNaN(parsed[code])) nParsed += texts.counts[code];
  });
  return { parsed, nParsed, orderEvidence: nOrdered === 0 ? '' : orderText(order, votes[order]), hasShortYears };
}

function orderText(order: DayOrder, votes: number): string {
  const words = order === 'dmy' ? 'day/month/year' : 'month/day/year';
  if (votes === 0) return `${words} assumed: no day above 12 decides`;
  return `${words}: ${formatThings(votes, 'of them has', 'of them have')} a day above 12`;
}

/** How plain numbers stand for days. */
export type NumberDates = { readonly how: 'serial' | 'year' | 'compact'; toDay(value: number): number };

/** Real people and firms of today began after 1910: smaller serials are counts of something else. */
const EARLIEST_SERIAL = 3_653;

/**
 * Whether the numbers of a column that is named like a date are Excel serials, years or days as 20241231; null when they are none of these.
 * @param numbers the numbers that are there, missing ones left out
 */
export function numberDates(numbers: Float64Array, dateSystem: 1900 | 1904): NumberDates | null {
  if (numbers.length === 0) return null;
  const share = (test: (value: number) => boolean) =>
    numbers.reduce((sum, value) => sum + (test(value) ? 1 : 0), 0) / numbers.length;
  if (share(value => Number.isInteger(value) && value >= 1850 && value <= 2100) >= 0.98)
    return { how: 'year', toDay: value => (value >= 1850 && value <= 2100 ? dayOf(value, 1, 1) : NaN) };
  if (share(value => !Number.isNaN(parseCompactDay(value))) >= 0.98) return { how: 'compact', toDay: parseCompactDay };
  if (share(isSerial) < 0.98 || share(value => value >= EARLIEST_SERIAL) < 0.9) return null;
  return { how: 'serial', toDay: value => (isSerial(value) ? serialToDay(value, dateSystem) : NaN) };
}

/** The numbers of a column: number cells, then texts that are numbers, by row. */
export function presentNumbers(cells: ColumnCells, parsedTexts: Float64Array): Float64Array {
  const found = new Float64Array(cells.n);
  let n = 0;
  for (let i = 0; i < cells.n; i++) {
    const code = cells.texts.codes[i];
    if (cells.kinds[i] === CELL_NUMBER) found[n++] = cells.values[i];
    else if (code >= 0 && !Number.isNaN(parsedTexts[code])) found[n++] = parsedTexts[code];
  }
  return found.subarray(0, n);
}
