import type { Filter, GridColumn } from '#shared/contract/dataset';
import { isoDay } from '../../text/sentences.ts';

const DAY_MS = 86_400_000;
const PLAIN = /^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d{1,2})?$/i;
const GROUPED = /^[-+]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$/;

const ALLOWED = { number: 'a number such as 30,000 or 12.5', date: 'a day such as 2024-12-31' } as const;

/** The filter for values between two ends as a person typed them, one of which may be left open, or in one sentence what is wrong; neither while both are empty. */
export function rangeFilter(
  { name, kind }: Pick<GridColumn, 'name' | 'kind'>,
  from: string,
  to: string,
): { readonly filter: Filter | null; readonly fault: string | null } {
  const typed = [from.trim(), to.trim()];
  const fault = (sentence: string | null) => ({ filter: null, fault: sentence });
  if (typed.every(text => text === '')) return fault(null);
  if (kind !== 'number' && kind !== 'date') return fault('Only numbers and dates lie between two ends.');
  const ends = typed.map(text => endIn(text, kind));
  const wrong = ends.findIndex(Number.isNaN);
  if (wrong >= 0) return fault(`${name} needs ${ALLOWED[kind]}; “${typed[wrong]}” is none.`);
  const [low, high] = ends;
  if (low !== null && high !== null && low > high) return fault(`${typed[0]} is above ${typed[1]}.`);
  // A day lasts until the next begins: 17:30 of the last one lies in the range.
  const ending = kind === 'date' && high !== null ? { high: high + 1, lastBin: false } : { high, lastBin: true };
  return { filter: { op: 'between', column: name, low, ...ending }, fault: null };
}

function endIn(text: string, kind: 'number' | 'date'): number | null {
  if (text === '') return null;
  return kind === 'date' ? dayIn(text) : numberIn(text);
}

function numberIn(text: string): number {
  if (GROUPED.test(text)) return Number(text.replaceAll(',', ''));
  return PLAIN.test(text) ? Number(text) : NaN;
}

/** Days since 1970-01-01 of a day written as 2024-12-31. */
function dayIn(text: string): number {
  const days = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) / DAY_MS : NaN;
  return Number.isFinite(days) && isoDay(days) === text ? days : NaN;
}
