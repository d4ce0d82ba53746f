import type { TargetSummary } from '#shared/scoring/result';
import { outcomeKey, outcomesOf } from '../scoring/outcomes.ts';
import { findColumn, type Table } from '../table/Column.ts';

/** What stands for an outcome that is not known. */
export const UNKNOWN = 255;

/** [nRows], 1 had the event, 0 had not, 255 is not known: all of them where the file has no such column. */
export function laterOutcomes(table: Table, { name, event }: Pick<TargetSummary, 'name' | 'event'>): Uint8Array {
  const y = new Uint8Array(table.nRows).fill(UNKNOWN);
  const column = findColumn(table, name);
  if (!column) return y;
  const { codes, texts } = outcomesOf(column);
  const outcomes = texts.map(text => (outcomeKey(text) === outcomeKey(event) ? 1 : 0));
  for (let row = 0; row < codes.length; row++) if (codes[row] >= 0) y[row] = outcomes[codes[row]];
  return y;
}
