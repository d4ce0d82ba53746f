import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import type { OutcomeWindow, WindowSummary } from '#shared/scoring/window';
import { addMonths } from '../table/addMonths.ts';
import { dayNumber, isoDate } from '../table/cellValue.ts';
import type { Table } from '../table/Column.ts';
import { requireColumn } from '../table/selectRows.ts';

/** The day on which each customer is looked at: as a column holds it, or the same for all. Plain, so that another file is read the same way. */
export type Observed = { readonly column: string } | { readonly day: number };

export interface InWindow {
  readonly observed: Observed;
  readonly summary: WindowSummary;
  readonly notes: readonly Note[];
}

export function observedOf({ observed }: OutcomeWindow): Observed {
  return 'day' in observed ? { day: dayNumber(observed.day) } : observed;
}

export function observedWords(observed: Observed): string {
  return 'day' in observed ? isoDate(observed.day) : `the day in ${observed.column}`;
}

/**
 * Days since 1970-01-01 on which the customers are looked at, NaN where it is not known.
 * @throws AppError `data.unknownColumn`, `scoring.windowColumn`
 */
export function observedDays(observed: Observed, table: Table): Float64Array {
  if ('day' in observed) return new Float64Array(table.nRows).fill(observed.day);
  return daysOf(observed.column, table).map(Math.floor);
}

/** @throws AppError `data.unknownColumn`, `scoring.windowColumn` */
export function daysOf(name: string, table: Table): Float64Array {
  const column = requireColumn(table, name);
  if (column.kind !== 'date') throw new AppError('scoring.windowColumn', { column: name, kind: column.kind });
  return column.values;
}

const UNKNOWN = -1;

/**
 * Lays a window over outcomes, in place: the event counts where it happened after the day of observation and at most so many months later. Nothing is known of
 * customers whose window was not over when the data ends, even where they had the event by then: those without it would be missing beside them.
 * Customers who had it before are no longer asked about.
 * @param y [nRows] 1 had the event, 0 had not, -1 is not known
 * @param referenceDay end of the data where the window gives none
 * @throws AppError `data.unknownColumn`, `scoring.windowColumn`, `scoring.windowNoEnd`, `scoring.windowOpen` where no window is over
 * Cost: O(rows).
 */
export function applyWindow(y: Int8Array, window: OutcomeWindow, table: Table, referenceDay: number): InWindow {
  const observed = observedOf(window);
  const days = observedDays(observed, table);
  const until = window.until === null ? Math.floor(referenceDay) : dayNumber(window.until);
  if (Number.isNaN(until)) throw new AppError('scoring.windowNoEnd', {});
  const eventDays = window.eventDate === null ? null : daysOf(window.eventDate, table);
  const { outcomeMonths } = window;
  const counts = { nOpen: 0, nBefore: 0, nLater: 0, nUndated: 0, nUnobserved: 0, nOver: 0 };
  for (let row = 0; row < y.length; row++) {
    if (y[row] === UNKNOWN) continue;
    const eventDay = eventDays && y[row] === 1 ? eventDays[row] : null;
    const where = placeInWindow(days[row], eventDay, outcomeMonths, until);
    counts[where]++;
    if (where !== 'nOver') y[row] = where === 'nLater' ? 0 : UNKNOWN;
  }
  const words = observedWords(observed);
  const { nOver, ...others } = counts;
  if (nOver + others.nLater === 0 && others.nOpen > 0)
    throw new AppError('scoring.windowOpen', { observed: words, months: outcomeMonths, until: isoDate(until) });
  const summary = { observed: words, outcomeMonths, until: isoDate(until), eventDate: window.eventDate, ...others };
  return { observed, summary, notes: windowNotes(summary) };
}

/** @param eventDay day of an event that is dated, NaN where nobody knows it; null where the outcome stands as it is */
function placeInWindow(
  day: number,
  eventDay: number | null,
  months: number,
  until: number,
): 'nUnobserved' | 'nBefore' | 'nOpen' | 'nUndated' | 'nLater' | 'nOver' {
  if (Number.isNaN(day)) return 'nUnobserved';
  if (eventDay !== null && Math.floor(eventDay) <= day) return 'nBefore';
  const end = addMonths(day, months);
  if (end > until) return 'nOpen';
  if (eventDay === null) return 'nOver';
  if (Number.isNaN(eventDay)) return 'nUndated';
  return Math.floor(eventDay) > end ? 'nLater' : 'nOver';
}

function windowNotes({ nOpen, nBefore, nUndated, nUnobserved, until, ...summary }: WindowSummary): Note[] {
  const { observed, eventDate } = summary;
  return [
    ...(nOpen > 0 ? [note('scoring.stillOpen', { n: nOpen, months: summary.outcomeMonths, until })] : []),
    ...(nBefore > 0 ? [note('scoring.eventBefore', { n: nBefore, observed })] : []),
    ...(nUndated > 0 ? [note('scoring.eventUndated', { n: nUndated, column: eventDate ?? '' })] : []),
    ...(nUnobserved > 0 ? [note('scoring.notObserved', { n: nUnobserved, observed })] : []),
  ];
}
