import type { Difference } from '#shared/results';
import { formatCompared, formatPercents } from '#shared/format';
import { columnWords, yearsWords } from './columnWords.ts';

/** Of a year, as dates become years. */
export const DAYS_PER_YEAR = 365.2425;

interface Measured {
  readonly label: string;
  readonly a: number;
  readonly b: number;
}

/** What is compared, in words, and its two values: "average annual income", "occupation "Trader"", "average days since transaction date". */
export function measuredWords(
  { column, level, measure, unit }: Pick<Difference, 'column' | 'level' | 'measure' | 'unit'>,
  a: number,
  b: number,
): Measured {
  const named = columnWords(column);
  const { label: words, ...values } = unit === 'years' ? yearsOrDays(named, a, b) : { label: named, a, b };
  if (measure === 'share') return { label: level === null ? words : `${words} "${level}"`, ...values };
  if (measure === 'median') return { label: `median ${words.replace(/^average /, '')}`, ...values };
  return { label: words.startsWith('average ') ? words : `average ${words}`, ...values };
}

/** Two values that are compared, with their unit where the name does not say it: "32.7 years" and "38.9", "12.5 %" and "8.0 %". */
export function comparedValues({ label, a, b }: Measured, unit: Difference['unit']): readonly [string, string] {
  if (unit === 'percent') return formatPercents(a, b);
  const [here, there] = formatCompared(a, b);
  return [`${here}${unitAfter(label, unit)}`, there];
}

/** A name before its value: "average age", but "average bill amount 5 of" and "median balance 6m of", so that two numbers do not run into each other. */
export function beforeValue(label: string): string {
  return endsInNumber(label) ? `${label} of` : label;
}

/** The same before a share of customers: "active", but "accepted offer 1 for". */
export function beforeShare(label: string): string {
  return endsInNumber(label) ? `${label} for` : label;
}

/** Whether a further number behind these words would be taken for a part of them: "bill amount 5", "balance 6m"; not behind a level in quotes. */
export function endsInNumber(words: string): boolean {
  return /\d[^\s"]*$/.test(words);
}

/** The unit behind a value, where the name does not say it: "age 32.7 years", "years as a customer 15". */
function unitAfter(label: string, unit: Difference['unit']): string {
  return unit === 'number' || label.includes(unit) || label.includes('days since ') ? '' : ` ${unit}`;
}

/** A date is measured in years before the reference date; in days where both are less than a year. */
function yearsOrDays(words: string, a: number, b: number): Measured {
  const years = yearsWords(words);
  if (!years.startsWith('years since ') || !(Math.abs(a) < 1 && Math.abs(b) < 1)) return { label: years, a, b };
  return { label: years.replace(/^years/, 'days'), a: a * DAYS_PER_YEAR, b: b * DAYS_PER_YEAR };
}
