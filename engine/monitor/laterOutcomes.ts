import { AppError } from '#shared/errors';
import type { TargetSummary } from '#shared/scoring/result';
import { hadEvent } from '../scoring/hadEvent.ts';
import { applyWindow, type Observed } from '../scoring/outcomeWindow.ts';
import { findColumn, type Table } from '../table/Column.ts';

/** What stands for an outcome that is not known. */
export const UNKNOWN = 255;

type Asked = Pick<TargetSummary, 'name' | 'event' | 'window'>;

/**
 * [nRows], 1 had the event, 0 had not, 255 is not known: all of them where the file has no such column. Where the score asks for a window, the later
 * file's own days are asked in the same way; a window from one day for all says nothing of a later file, and neither does one that is not over.
 * @param observed the day on which customers are looked at, as the plan of the score has it
 * @param referenceDay up to when the later file tells outcomes
 */
export function laterOutcomes(table: Table, target: Asked, observed?: Observed, referenceDay = NaN): Uint8Array {
  const y = hadEvent(table, target);
  const { window } = target;
  if (window && !isAsked(y, table, window, observed, referenceDay)) y.fill(-1);
  return Uint8Array.from(y, outcome => (outcome < 0 ? UNKNOWN : outcome));
}

/** Lays the window over the outcomes, in place; false where it says nothing of this file. */
function isAsked(
  y: Int8Array,
  table: Table,
  { outcomeMonths, eventDate }: NonNullable<Asked['window']>,
  observed: Observed | undefined,
  referenceDay: number,
): boolean {
  if (!observed || 'day' in observed || !isDate(table, observed.column)) return false;
  if (eventDate !== null && !isDate(table, eventDate)) return false;
  try {
    applyWindow(y, { observed, outcomeMonths, eventDate, until: null }, table, referenceDay);
    return true;
  } catch (error) {
    if (error instanceof AppError && ['scoring.windowOpen', 'scoring.windowNoEnd'].includes(error.code)) return false;
    throw error;
  }
}

function isDate(table: Table, name: string): boolean {
  return findColumn(table, name)?.kind === 'date';
}
