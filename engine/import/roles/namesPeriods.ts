import type { Column } from '../../table/Column.ts';

const NAME = /(^|[^a-z])(quarter|qtr|month|period|snapshot|as ?of|reporting)([^a-z]|$)/;
const YEAR = '(?:19|20)\\d{2}';
const PART = 'q[1-4]|0?[1-9]|1[0-2]|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*';
const PERIOD = new RegExp(`^(?:${YEAR}[-/. ]?(?:${PART})|(?:${PART})[-/. ]?${YEAR})$`, 'i');

/**
 * Whether a column says which month or quarter of which year a row was taken in, as "2024Q1", "Mar 2024" or 202403 under "Period" do: that is no trait
 * of a customer, and customers would be grouped by the day of the export.
 */
export function namesPeriods(column: Column): boolean {
  const words = column.name.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
  if (!NAME.test(words.toLowerCase())) return false;
  if (column.kind === 'number') return areYearMonths(column.values);
  if (column.kind !== 'category' && column.kind !== 'text') return false;
  return column.levels.length > 0 && column.levels.every(level => PERIOD.test(level.trim()));
}

/** Whole numbers such as 202403; there is at least one. */
export function areYearMonths(values: Float64Array): boolean {
  let n = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const month = value % 100;
    if (!(Number.isInteger(value) && value >= 190_001 && value <= 209_912 && month >= 1 && month <= 12)) return false;
    n++;
  }
  return n > 0;
}
