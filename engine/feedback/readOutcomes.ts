import type { OutcomeList } from '#shared/feedback/choices';
import { listSome } from '#shared/format';
import { isoDate } from '../table/cellValue.ts';
import type { Run } from '../jobs/Run.ts';
import { daysOf, keysOf, LeftRows, textsOf, type FeedbackTable } from './FeedbackTable.ts';
import { readOutcome, type OutcomeWords, type ReadOutcome } from './outcomeWords.ts';

/** One outcome of a list. */
export interface OutcomeRow extends ReadOutcome {
  /** Of the sheet, from 0. */
  readonly row: number;
  /** As keys of a join are compared. */
  readonly key: string;
  readonly text: string;
  /** Days since 1970-01-01; NaN where it is not dated. */
  readonly day: number;
}
export interface ReadOutcomes {
  readonly list: OutcomeList;
  readonly nRows: number;
  /** The last outcome of each key, in the order of the list. */
  readonly latest: readonly OutcomeRow[];
  /** Rows with an outcome that a later one of the same key takes the place of. */
  readonly replaced: readonly { readonly row: OutcomeRow; readonly by: OutcomeRow }[];
  readonly unreadable: readonly { readonly row: number; readonly text: string; readonly why: string }[];
}

/**
 * The outcomes of a list by the words of the target. Of several of one customer the latest counts, of those of one day the last.
 * @throws AppError `data.unknownColumn`, `feedback.notADate`; Cancelled
 * Cost: O(rows).
 */
export async function readOutcomes(
  table: FeedbackTable,
  list: OutcomeList,
  words: OutcomeWords,
  run: Run,
): Promise<ReadOutcomes> {
  const keys = keysOf(table, list.key);
  const texts = textsOf(table, list.outcome);
  const keyTexts = textsOf(table, list.key);
  const dates = list.date === null ? null : textsOf(table, list.date);
  const days = list.date === null ? null : await daysOf(table, list.date, run);
  const outcomes = new Map([...new Set(texts)].map(text => [text, readOutcome(text, words)]));
  const unreadable: ReadOutcomes['unreadable'][number][] = [];
  const newest = new Newest(list);
  const rows = table.sheet.rows.data;
  rows.forEach((row, i) => {
    const [key, text, date] = [keys[i], keyTexts[i], dates?.[i] ?? ''];
    const day = days ? days[i] : NaN;
    const outcome = outcomes.get(texts[i]) ?? null;
    const why = problemOf(key, outcome, day, date, words);
    if (why === null) newest.add({ row, key, text, day, ...outcome! });
    else unreadable.push({ row, text: [text, texts[i], date].filter(Boolean).join(', '), why });
  });
  return { list, nRows: rows.length, latest: [...newest.latest.values()], replaced: newest.replaced, unreadable };
}

/** The latest outcome of each key, and those that it took the place of. */
class Newest {
  readonly latest = new Map<string, OutcomeRow>();
  readonly replaced: ReadOutcomes['replaced'][number][] = [];
  private readonly list: OutcomeList;

  constructor(list: OutcomeList) {
    this.list = list;
  }

  add(own: OutcomeRow): void {
    const before = this.latest.get(own.key);
    const isLater = before === undefined || !(dayOf(own, this.list) < dayOf(before, this.list));
    if (before) this.replaced.push(isLater ? { row: before, by: own } : { row: own, by: before });
    if (isLater) this.latest.set(own.key, own);
  }
}

/** The day from which an outcome is known: its own, or that of the import. */
export function dayOf({ day }: Pick<OutcomeRow, 'day'>, { at }: Pick<OutcomeList, 'at'>): number {
  return Number.isNaN(day) ? Math.floor(Date.parse(at) / 86_400_000) : day;
}

function wordsOf({ texts }: OutcomeWords): string[] {
  const own = new Set(texts.map(text => text.toLowerCase()));
  return [...texts, ...['yes', 'no'].filter(word => !own.has(word))];
}

function problemOf(
  key: string,
  outcome: ReadOutcome | null,
  day: number,
  date: string,
  words: OutcomeWords,
): string | null {
  if (key === '') return 'there is no key';
  if (outcome === null) return `the outcome is none of ${listSome(wordsOf(words), 6)}`;
  if (date !== '' && Number.isNaN(day)) return 'the date cannot be read; write days such as 2026-06-30';
  if (words.isDated && outcome.y === 1 && Number.isNaN(day)) return 'the day of the event is missing';
  return null;
}

/** The outcomes of a list that the customers of a book have, and the rows that are left out. */
export function matchedOutcomes({ latest, replaced, unreadable }: ReadOutcomes, isKnown: (key: string) => boolean) {
  const left = new LeftRows();
  for (const { row, text, why } of unreadable) left.add('unreadable', row, text, why);
  for (const { row, by } of replaced)
    if (isKnown(row.key)) left.add('duplicate', row.row, row.text, `row ${by.row + 1} is later${dated(by)}`);
    else left.add('unknownKey', row.row, row.text, UNKNOWN);
  const matched = latest.filter(({ key }) => isKnown(key));
  for (const { row, key, text } of latest) if (!isKnown(key)) left.add('unknownKey', row, text, UNKNOWN);
  return { matched, left };
}
const UNKNOWN = 'no customer of the book has this key';

function dated({ day }: OutcomeRow): string {
  return Number.isNaN(day) ? '' : ` (${isoDate(day)})`;
}
