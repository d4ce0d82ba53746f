import { parseBoolean } from '../import/cells/parseBoolean.ts';
import { outcomeKey, outcomesOf } from '../scoring/outcomes.ts';
import type { Column } from '../table/Column.ts';

/** What the target calls its outcomes. */
export interface OutcomeWords {
  /** The values of the target; the event alone where nothing else is known of it. */
  readonly texts: readonly string[];
  /** Position of the event in `texts`. */
  readonly event: number;
  /** The target is a column of days: who has a day had the event. */
  readonly isDated: boolean;
}
export interface ReadOutcome {
  readonly y: 0 | 1;
  /** The value of the target; null where it has no word for it. */
  readonly value: string | null;
}

const DIGITS: Readonly<Record<string, 0 | 1 | undefined>> = { '0': 0, '1': 1 };

/**
 * @param column null where the customers that the target comes from are not at hand
 * @param known what the target called its outcomes before; outcomes that the column does not hold
 */
export function outcomeWords(column: Column | null, event: string, known: readonly string[] = []): OutcomeWords {
  if (column?.kind === 'date') return { texts: [event], event: 0, isDated: true };
  const found = column ? outcomesOf(column) : null;
  const own = found ? found.texts.filter((_text, code) => found.counts[code] > 0) : [];
  const texts = [...own, ...known.filter(text => !own.some(other => isSame(other, text)))];
  const at = texts.findIndex(text => isSame(text, event));
  return at >= 0 ? { texts, event: at, isDated: false } : { texts: [event, ...texts], event: 0, isDated: false };
}

function isSame(a: string, b: string): boolean {
  const [x, y] = [outcomeKey(a), outcomeKey(b)];
  return x === y || (x !== '' && y !== '' && Number(x) === Number(y));
}

/**
 * An outcome by the target's own words, else by yes or no, 1 or 0. A no is understood where the target has two values, or where nothing is known but the
 * event.
 * @returns null where it is none of them
 */
export function readOutcome(text: string, { texts, event, isDated }: OutcomeWords): ReadOutcome | null {
  const own = isDated ? -1 : texts.findIndex(value => isSame(value, text));
  if (own >= 0) return { y: own === event ? 1 : 0, value: texts[own] };
  const truth = DIGITS[text] ?? parseBoolean(text, true);
  if (truth === null) return null;
  if (truth === 1) return { y: 1, value: isDated ? null : texts[event] };
  if (isDated || texts.length === 1) return { y: 0, value: null };
  return texts.length === 2 ? { y: 0, value: texts[1 - event] } : null;
}
