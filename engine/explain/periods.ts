import type { ColumnRole } from '#shared/columns';
import { areYearMonths, namesPeriods } from '../import/roles/namesPeriods.ts';
import { columnConcept } from '../import/dictionary/conceptOf.ts';
import type { Column, Table } from '../table/Column.ts';

/** As many periods as a picture can hold. */
export const MOST_PERIODS = 24;
const PERIOD_NAME = /(^|[^a-z])(year|yr|quarter|qtr|month|period|vintage|cohort)([^a-z]|$)/;
const COUNTS_NAME = /(^|[^a-z])(num|number|nr|count|per|avg|average|mean|sum|total)([^a-z]|$)/;
const NOT_FOR: readonly ColumnRole[] = ['identifier', 'target', 'protected'];
const MS_PER_DAY = 86_400_000;
/** Days between the first and the last that are looked up in a list: of some 700 years. */
const MOST_DAYS = 2 ** 18;
/** Years put together where single years would be too many. */
const YEAR_STEPS = [1, 2, 5, 10, 20, 50, 100, 500];

/** Customers put into periods. */
export interface Periods {
  readonly labels: readonly string[];
  /** What one period is. */
  readonly grain: 'month' | 'quarter' | 'year' | 'years' | 'value';
  /** [nRows], -1 where the customer has none. */
  readonly codes: Int32Array;
}

/**
 * The columns that customers can be put into periods by, the most telling first: dates a customer joined, other dates, columns called year, quarter,
 * month or period; dates of birth last, because they say nothing of change.
 */
export function periodColumns(table: Table, roles: readonly ColumnRole[]): string[] {
  return table.columns
    .map((column, i) => ({ name: column.name, weight: weightOf(column, roles[i]), i }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.i - b.i)
    .map(({ name }) => name);
}

function weightOf(column: Column, role: ColumnRole): number {
  // A column of periods is no input of segments, which is what it can be used for all the same.
  if (role === 'ignore' ? !namesPeriods(column) : NOT_FOR.includes(role)) return 0;
  if (!holdsPeriods(column)) return 0;
  const concept = columnConcept(column)?.id;
  if (concept === 'birthDate' || concept === 'birthYear') return 1;
  if (column.kind !== 'date') return 2;
  return concept === 'customerSince' ? 4 : 3;
}

function holdsPeriods(column: Column): boolean {
  if (column.kind === 'date') return hasTwo(column.values);
  if (!hasPeriodName(column.name) && !namesPeriods(column)) return false;
  if (column.kind === 'number') return isPeriodNumber(column.values);
  if (column.kind !== 'category' && column.kind !== 'text') return false;
  return column.levels.length >= 2 && column.levels.every(level => placeOf(level) !== null);
}

/** "join_year", "Quarter", "statementMonth"; not "NumWebVisitsMonth" or "calls per month", which count what happens in one. */
function hasPeriodName(name: string): boolean {
  const words = name.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  const found = PERIOD_NAME.exec(words);
  return found !== null && !COUNTS_NAME.test(words.slice(0, found.index));
}

function hasTwo(values: Float64Array): boolean {
  let first = Number.NaN;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (Number.isNaN(first)) first = value;
    else if (value !== first) return true;
  }
  return false;
}

/** Whole numbers: years, months from 1 to 12, months of years as 202403, or few different numbers of periods. */
function isPeriodNumber(values: Float64Array): boolean {
  if (areYearMonths(values)) return hasTwo(values);
  const distinct = new Set<number>();
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (!Number.isInteger(value)) return false;
    distinct.add(value);
    if (distinct.size > 400) return false;
  }
  const isYears = [...distinct].every(value => value >= 1800 && value <= 2200);
  return distinct.size >= 2 && (isYears || distinct.size <= MOST_PERIODS);
}

/** @returns null for a column that holds no periods */
export function periodsOf(column: Column): Periods | null {
  if (column.kind === 'date') return datePeriods(column.values);
  if (column.kind === 'number') return isPeriodNumber(column.values) ? numberPeriods(column.values) : null;
  if (column.kind !== 'category' && column.kind !== 'text') return null;
  return levelPeriods(column.codes, column.levels);
}

/** Months where there are few, else quarters, years, or several years together. */
function datePeriods(days: Float64Array): Periods | null {
  return monthPeriods(monthsOf(days));
}

/** @param months since year 0 */
function monthPeriods(months: Float64Array): Periods | null {
  const [first, last] = extent(months);
  if (!(last >= first)) return null;
  if (last - first < MOST_PERIODS)
    return steps(months, 1, 'month', month => `${yearOf(month)}-${two((month % 12) + 1)}`);
  if (span(months, 3) <= MOST_PERIODS)
    return steps(months, 3, 'quarter', quarter => `${Math.floor(quarter / 4)} Q${(quarter % 4) + 1}`);
  return yearPeriods(months.map(yearOf));
}

function numberPeriods(values: Float64Array): Periods | null {
  if (areYearMonths(values)) return monthPeriods(values.map(value => Math.floor(value / 100) * 12 + (value % 100) - 1));
  const [first] = extent(values);
  return first >= 1800 ? yearPeriods(values) : steps(values, 1, 'value', String);
}

function yearPeriods(years: Float64Array): Periods {
  const step = YEAR_STEPS.find(size => span(years, size) <= MOST_PERIODS) ?? YEAR_STEPS[YEAR_STEPS.length - 1];
  if (step === 1) return steps(years, 1, 'year', String);
  return steps(years, step, 'years', place => `${place * step}–${place * step + step - 1}`);
}

/** Months since year 0 of each day; a day is worked out once however many customers have it. */
function monthsOf(days: Float64Array): Float64Array {
  const [first, last] = extent(days);
  const low = Math.floor(first);
  const span = last - low;
  // Days that lie close together are found again by their number.
  const known = new Float64Array(span >= 0 && span < MOST_DAYS ? Math.floor(span) + 1 : 0).fill(NaN);
  const months = new Float64Array(days.length);
  for (let row = 0; row < days.length; row++) {
    const at = Math.floor(days[row]) - low;
    const isNear = at >= 0 && at < known.length;
    let month = isNear ? known[at] : NaN;
    if (month !== month) {
      month = monthOf(days[row]);
      if (isNear) known[at] = month;
    }
    months[row] = month;
  }
  return months;
}

/** Months since year 0. */
function monthOf(day: number): number {
  if (!Number.isFinite(day)) return Number.NaN;
  const date = new Date(Math.floor(day) * MS_PER_DAY);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function yearOf(month: number): number {
  return Math.floor(month / 12);
}

function two(month: number): string {
  return String(month).padStart(2, '0');
}

function extent(values: Float64Array): [number, number] {
  let [first, last] = [Infinity, -Infinity];
  for (let row = 0; row < values.length; row++) {
    if (values[row] < first) first = values[row];
    if (values[row] > last) last = values[row];
  }
  return [first, last];
}

function span(values: Float64Array, size: number): number {
  const [first, last] = extent(values);
  return Math.floor(last / size) - Math.floor(first / size) + 1;
}

/** One period per step of the values, those without customers among them where they are months to years. */
function steps(values: Float64Array, size: number, grain: Periods['grain'], label: (place: number) => string): Periods {
  const places = values.map(value => Math.floor(value / size));
  const [first, last] = extent(places);
  const labels = Array.from({ length: last - first + 1 }, (_none, i) => label(first + i));
  const codes = new Int32Array(places.length);
  for (let row = 0; row < codes.length; row++) codes[row] = Number.isFinite(places[row]) ? places[row] - first : -1;
  return { labels, grain, codes };
}

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

/** Where a period in words stands in time; null for what is no period. */
export function placeOf(text: string): number | null {
  const words = text.trim().toLowerCase();
  const year = /(?:^|\D)((?:19|20)\d{2})(?:\D|$)/.exec(` ${words} `)?.[1];
  const yearPart = year === undefined ? 0 : Number(year) * 12;
  const quarter = /q([1-4])(?!\d)/.exec(words)?.[1];
  if (quarter !== undefined) return yearPart + (Number(quarter) - 1) * 3;
  const month = MONTHS.findIndex(name => new RegExp(`(^|[^a-z])${name}`).test(words));
  if (month >= 0) return yearPart + month;
  const numbered =
    /^(?:19|20)\d{2}[-/. ]?(0[1-9]|1[0-2])$/.exec(words)?.[1] ??
    /^(0?[1-9]|1[0-2])[-/. ](?:19|20)\d{2}$/.exec(words)?.[1];
  if (numbered !== undefined) return Number(/(?:19|20)\d{2}/.exec(words)![0]) * 12 + Number(numbered) - 1;
  return /^(?:19|20)\d{2}$/.test(words) ? yearPart : null;
}

function levelPeriods(codes: Int32Array, levels: readonly string[]): Periods | null {
  const places = levels.map(placeOf);
  if (places.includes(null)) return null;
  const used = new Set(codes);
  const order = levels
    .map((_level, code) => code)
    .filter(code => used.has(code))
    .sort((a, b) => places[a]! - places[b]! || a - b);
  if (order.length > MOST_PERIODS)
    return yearPeriods(Float64Array.from(codes, code => (code < 0 ? NaN : yearOf(places[code]!))));
  const position = new Int32Array(levels.length).fill(-1);
  order.forEach((code, i) => (position[code] = i));
  return {
    labels: order.map(code => levels[code]),
    grain: 'value',
    codes: codes.map(code => (code < 0 ? -1 : position[code])),
  };
}
