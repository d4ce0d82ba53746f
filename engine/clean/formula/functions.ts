import { isoDate } from '../../table/cellValue.ts';
import { dayOf } from '../../import/cells/parseDate.ts';
import { parseNumber } from '../../import/cells/parseNumber.ts';
import type { FormulaType } from './Node.ts';

/** A value as functions see it: days for dates, 1 and 0 for yes and no. Missing values never reach `of`. */
export type Value = number | string;

/** One function of the language. Where an argument is missing, so is the answer. */
export interface FormulaFunction {
  /** How it is called, for messages. */
  readonly usage: string;
  readonly params: readonly FormulaType[];
  /** How many of the last parameters may be left out. */
  readonly optional?: number;
  /** The last parameter may stand any number of times. */
  readonly isOpen?: boolean;
  readonly returns: FormulaType;
  /** NaN where there is no answer, such as the root of a negative number. */
  of(...args: Value[]): Value;
}

type Numbers = (...args: number[]) => number;
const ofNumbers = (usage: string, n: number, f: Numbers): FormulaFunction => ({
  usage,
  params: Array.from({ length: n }, () => 'number' as const),
  returns: 'number',
  of: (...args) => f(...(args as number[])),
});
const ofDate = (usage: string, f: (day: number) => number): FormulaFunction => ({
  usage,
  params: ['date'],
  returns: 'number',
  of: day => f(day as number),
});
const ofDates = (usage: string, f: (from: number, to: number) => number): FormulaFunction => ({
  usage,
  params: ['date', 'date'],
  returns: 'number',
  of: (from, to) => f(from as number, to as number),
});
const ofText = (usage: string, returns: FormulaType, f: (text: string) => Value): FormulaFunction => ({
  usage,
  params: ['text'],
  returns,
  of: text => f(text as string),
});

const MS_PER_DAY = 86_400_000;
const utc = (day: number) => new Date(Math.floor(day) * MS_PER_DAY);

/** Whole months from one day to another, less one where the day of the month is not reached. */
function monthsBetween(from: number, to: number): number {
  if (to < from) return -monthsBetween(to, from);
  const [a, b] = [utc(from), utc(to)];
  const months = (b.getUTCFullYear() - a.getUTCFullYear()) * 12 + b.getUTCMonth() - a.getUTCMonth();
  return b.getUTCDate() < a.getUTCDate() ? months - 1 : months;
}

/** From here on a number has no more than halves behind its whole part, and from twice as much on nothing. */
const HALVES_ONLY = 2 ** 51;

/** Half away from zero, as people round. */
function round(value: number, digits = 0): number {
  const factor = 10 ** Math.max(-15, Math.min(15, Math.trunc(digits)));
  const scaled = Math.abs(value) * factor;
  if (scaled >= 2 * HALVES_ONLY) return value;
  // 1.005 is a little less than it is written.
  const written = scaled < HALVES_ONLY ? scaled + scaled * Number.EPSILON : scaled;
  return (Math.sign(value) * Math.round(written)) / factor;
}

function isoDay(text: string): number {
  const parts = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  return parts ? dayOf(Number(parts[1]), Number(parts[2]), Number(parts[3])) : Number.NaN;
}

export const FUNCTIONS: ReadonlyMap<string, FormulaFunction> = new Map<string, FormulaFunction>([
  ['abs', ofNumbers('abs(number)', 1, Math.abs)],
  ['floor', ofNumbers('floor(number)', 1, Math.floor)],
  ['ceil', ofNumbers('ceil(number)', 1, Math.ceil)],
  ['sqrt', ofNumbers('sqrt(number)', 1, Math.sqrt)],
  ['log', ofNumbers('log(number)', 1, Math.log)],
  ['log10', ofNumbers('log10(number)', 1, Math.log10)],
  ['exp', ofNumbers('exp(number)', 1, Math.exp)],
  ['round', { ...ofNumbers('round(number, digits)', 2, round), optional: 1 }],
  ['min', { ...ofNumbers('min(number, number, …)', 1, Math.min), isOpen: true }],
  ['max', { ...ofNumbers('max(number, number, …)', 1, Math.max), isOpen: true }],
  ['year', ofDate('year(date)', day => utc(day).getUTCFullYear())],
  ['month', ofDate('month(date)', day => utc(day).getUTCMonth() + 1)],
  ['day', ofDate('day(date)', day => utc(day).getUTCDate())],
  ['daysbetween', ofDates('daysBetween(from, to)', (from, to) => Math.floor(to) - Math.floor(from))],
  ['monthsbetween', ofDates('monthsBetween(from, to)', monthsBetween)],
  ['yearsbetween', ofDates('yearsBetween(from, to)', (from, to) => Math.trunc(monthsBetween(from, to) / 12))],
  ['date', ofText('date("2024-12-31")', 'date', isoDay)],
  ['lower', ofText('lower(text)', 'text', text => text.toLowerCase())],
  ['upper', ofText('upper(text)', 'text', text => text.toUpperCase())],
  ['trim', ofText('trim(text)', 'text', text => text.trim())],
  ['length', ofText('length(text)', 'number', text => text.length)],
  ['number', ofText('number(text)', 'number', text => parseNumber(text.trim(), '.'))],
  [
    'contains',
    {
      usage: 'contains(text, part)',
      params: ['text', 'text'],
      returns: 'boolean',
      of: (text, part) => Number(String(text).toLowerCase().includes(String(part).toLowerCase())),
    },
  ],
  [
    'concat',
    {
      usage: 'concat(value, value, …)',
      params: ['text'],
      isOpen: true,
      returns: 'text',
      of: (...texts) => texts.join(''),
    },
  ],
]);

/** Functions that look at missing values themselves. */
export const SPECIAL_USAGE: Readonly<Record<string, string>> = {
  if: 'if(condition, then, else)',
  ismissing: 'isMissing(value)',
  coalesce: 'coalesce(value, value, …)',
  referencedate: 'referenceDate()',
};

/** How a value of each type is written where a text is wanted. */
export function asText(type: FormulaType, value: Value): string {
  if (type === 'date') return isoDate(value as number);
  if (type === 'boolean') return value === 1 ? 'Yes' : 'No';
  return String(value);
}
