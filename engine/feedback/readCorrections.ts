import type { Run } from '../jobs/Run.ts';
import { daysOf, keysOf, LeftRows, textsOf, type FeedbackTable } from './FeedbackTable.ts';
import type { RecognisedFeedback } from './recogniseFeedback.ts';

/** One correction of an analyst. */
export interface Correction {
  /** Of the sheet, from 0. */
  readonly row: number;
  /** Row of the customer in the book. */
  readonly customer: number;
  readonly keyText: string;
  readonly column: string;
  readonly value: string;
  readonly reason: string;
  readonly by: string;
  /** Days since 1970-01-01; NaN where it is not dated. */
  readonly day: number;
}

/**
 * The corrections of a list, the latest of each customer and column. Rows without key, column, reason or name are unreadable; an empty value is one: it makes
 * a gap.
 * @param rowOf rows of the book by key
 * @throws AppError `data.unknownColumn`, `feedback.notADate`; Cancelled
 */
export async function readCorrections(
  table: FeedbackTable,
  columns: Extract<RecognisedFeedback, { kind: 'corrections' }>,
  rowOf: ReadonlyMap<string, number>,
  run: Run,
): Promise<{ corrections: Correction[]; left: LeftRows; nRows: number }> {
  const left = new LeftRows();
  const keys = keysOf(table, columns.key);
  const [keyTexts, names, values, reasons, people] = (['key', 'column', 'value', 'reason', 'by'] as const).map(part =>
    textsOf(table, columns[part]),
  );
  const days = columns.date === null ? null : await daysOf(table, columns.date, run);
  const dates = columns.date === null ? null : textsOf(table, columns.date);
  const latest = new Map<string, Correction>();
  const { data } = table.sheet.rows;
  data.forEach((row, i) => {
    const text = [keyTexts[i], names[i], values[i]].join(', ');
    const day = days ? days[i] : NaN;
    const problem = problemOf({ key: keys[i], column: names[i], reason: reasons[i], by: people[i] });
    if (problem !== null) return left.add('unreadable', row, text, problem);
    if (dates?.[i] && Number.isNaN(day))
      return left.add('unreadable', row, text, 'the date cannot be read; write days such as 2026-06-30');
    const customer = rowOf.get(keys[i]);
    if (customer === undefined) return left.add('unknownKey', row, text, 'no customer of the book has this key');
    const own = {
      row,
      customer,
      keyText: keyTexts[i],
      column: names[i],
      value: values[i],
      reason: reasons[i].slice(0, 500),
      by: people[i].slice(0, 80),
      day,
    };
    const cell = `${customer} ${names[i].toLowerCase()}`;
    const before = latest.get(cell);
    const isLater = before === undefined || !(own.day < before.day);
    if (before) left.add('duplicate', ...(isLater ? replaced(before, own) : replaced(own, before)));
    if (isLater) latest.set(cell, own);
  });
  return { corrections: [...latest.values()], left, nRows: data.length };
}

function replaced(one: Correction, by: Correction): [row: number, text: string, why: string] {
  return [one.row, [one.keyText, one.column, one.value].join(', '), `row ${by.row + 1} is later`];
}

function problemOf(said: Readonly<Record<'key' | 'column' | 'reason' | 'by', string>>): string | null {
  const lacking = (['key', 'column', 'reason', 'by'] as const).find(part => said[part] === '');
  if (lacking === undefined) return null;
  const WORDS = { key: 'key', column: 'column', reason: 'reason', by: 'name of who corrected it' };
  return `there is no ${WORDS[lacking]}`;
}
