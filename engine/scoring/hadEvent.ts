import type { TargetSummary } from '#shared/scoring/result';
import { findColumn, type Table } from '../table/Column.ts';
import { outcomeKey, outcomesOf } from './outcomes.ts';

const NOT_KNOWN = -1;

/**
 * What the target says of customers, whatever a window asks: 1 had the event, 0 had not, -1 is not known; all of them where the table has no such column.
 * Of a column of days, who has a day had the event.
 */
export function hadEvent(table: Table, { name, event }: Pick<TargetSummary, 'name' | 'event'>): Int8Array {
  const column = findColumn(table, name);
  if (!column) return new Int8Array(table.nRows).fill(NOT_KNOWN);
  if (column.kind === 'date') return Int8Array.from(column.values, day => Number(!Number.isNaN(day)));
  const { codes, texts } = outcomesOf(column);
  const outcomes = texts.map(text => Number(outcomeKey(text) === outcomeKey(event)));
  if (codes.length === 0) return new Int8Array(table.nRows).fill(NOT_KNOWN);
  return Int8Array.from(codes, code => (code < 0 ? NOT_KNOWN : outcomes[code]));
}
