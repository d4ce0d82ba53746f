import { yearsWords } from './columnWords.ts';

/** Of a year, as dates become years. */
export const DAYS_PER_YEAR = 365.2425;

/**
 * Words and two values of a date that is measured in years before the reference date; in days where both are less than a year:
 * "days since transaction date", 65 and 45.
 */
export function yearsOrDays(words: string, a: number, b: number): { words: string; a: number; b: number } {
  const years = yearsWords(words);
  if (!years.startsWith('years since ') || !(Math.abs(a) < 1 && Math.abs(b) < 1)) return { words: years, a, b };
  return { words: years.replace(/^years/, 'days'), a: a * DAYS_PER_YEAR, b: b * DAYS_PER_YEAR };
}
