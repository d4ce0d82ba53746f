import { addMonths } from '../table/addMonths.ts';
import type { KnownOutcome } from './KnownOutcomes.ts';
import { dayOf } from './readOutcomes.ts';

/** What stands for an outcome that is not known. */
export const NOT_KNOWN = 255;

export interface Asked {
  /** Days since 1970-01-01 at which the customers are as the file says; NaN where nobody knows. */
  readonly referenceDay: number;
  /** Where the event counts in a window after the day of observation. */
  readonly window: { readonly observed: Float64Array; readonly months: number } | null;
  /** Whether an outcome from before the reference day still counts where the file tells none. */
  readonly fillsGaps: boolean;
}
export interface LaidOutcomes {
  /** [n], 1 event, 0 none, 255 not known. */
  readonly y: Uint8Array;
  /** [n], 1 where the outcome comes from feedback. */
  readonly isFed: Uint8Array;
  readonly n: number;
  readonly nEvents: number;
  /** The file told none, or otherwise. */
  readonly filled: number;
  readonly changed: number;
  /** Known through feedback, and from before the file or not yet over: they do not count. */
  readonly nBefore: number;
}

/**
 * Lays what feedback knows over the outcomes that a file tells. What is dated before the file says nothing of what comes after it; within a window an event
 * counts by its day, and its absence once the window is over. What is not dated is taken as the answer to what the score asks; where a
 * later file may tell otherwise, only if it came in after that file.
 * @param y [n], 1 event, 0 none, anything else not known; not changed
 * @param known by row
 */
export function layOutcomes(
  y: ArrayLike<number>,
  known: ReadonlyMap<number, KnownOutcome>,
  asked: Asked,
): LaidOutcomes {
  const laid = Uint8Array.from(y, value => (value === 0 || value === 1 ? value : NOT_KNOWN));
  const isFed = new Uint8Array(laid.length);
  const counts = { n: 0, nEvents: 0, filled: 0, changed: 0, nBefore: 0 };
  for (const [row, outcome] of known) {
    const before = laid[row];
    const told = outcomeAt(outcome, row, before, asked);
    if (told === null) {
      counts.nBefore++;
      continue;
    }
    laid[row] = told;
    isFed[row] = 1;
    counts.n++;
    counts.nEvents += told;
    if (before === NOT_KNOWN) counts.filled++;
    else if (before !== told) counts.changed++;
  }
  return { y: laid, isFed, ...counts };
}

/** null where it says nothing of this customer. */
function outcomeAt(
  { y, day, list }: KnownOutcome,
  row: number,
  before: number,
  { window, referenceDay, fillsGaps }: Asked,
): 0 | 1 | null {
  if (Number.isNaN(day)) return !fillsGaps && dayOf({ day }, list) < Math.floor(referenceDay) ? null : y;
  if (!window) return day < Math.floor(referenceDay) && !(fillsGaps && before === NOT_KNOWN) ? null : y;
  return withinWindow(y, day, window.observed[row], window.months);
}

function withinWindow(y: 0 | 1, day: number, from: number, months: number): 0 | 1 | null {
  if (Number.isNaN(from) || day <= from) return null;
  const end = addMonths(from, months);
  if (y === 1) return day > end ? 0 : 1;
  return day >= end ? 0 : null;
}
