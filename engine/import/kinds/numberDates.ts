import { CELL_NUMBER } from '../../table/RawTable.ts';
import type { ColumnCells } from '../cells/ColumnCells.ts';
import { isSerial, serialToDay } from '../cells/excelSerial.ts';
import { dayOf, parseCompactDay } from '../cells/parseDate.ts';

/** How plain numbers stand for days. */
export interface NumberDates {
  readonly how: 'serial' | 'year' | 'compact';
  readonly dateSystem: 1900 | 1904;
}

/** Real people and firms of today began after 1910: smaller serials are counts of something else. */
const EARLIEST_SERIAL = 3_653;

/**
 * Whether the numbers of a column that is named like a date are Excel serials, years or days as 20241231; null when they are none of these.
 * @param numbers the numbers that are there, missing ones left out
 */
export function numberDates(numbers: Float64Array, dateSystem: 1900 | 1904): NumberDates | null {
  if (numbers.length === 0) return null;
  const share = (test: (value: number) => boolean) => countThat(numbers, test) / numbers.length;
  if (share(isYear) >= 0.98) return { how: 'year', dateSystem };
  if (share(value => !Number.isNaN(parseCompactDay(value))) >= 0.98) return { how: 'compact', dateSystem };
  if (share(isSerial) < 0.98 || share(value => value >= EARLIEST_SERIAL) < 0.9) return null;
  return { how: 'serial', dateSystem };
}

/** Days since 1970-01-01 UTC; NaN where the number is no day. */
export function dayOfNumber({ how, dateSystem }: NumberDates, value: number): number {
  if (how === 'year') return value >= 1850 && value <= 2100 ? dayOf(value, 1, 1) : NaN;
  if (how === 'compact') return parseCompactDay(value);
  return isSerial(value) ? serialToDay(value, dateSystem) : NaN;
}

function countThat(numbers: Float64Array, test: (value: number) => boolean): number {
  let n = 0;
  for (let i = 0; i < numbers.length; i++) if (test(numbers[i])) n++;
  return n;
}

function isYear(value: number): boolean {
  return Number.isInteger(value) && value >= 1850 && value <= 2100;
}

/** The numbers of a column: number cells, then texts that are numbers, by row. */
export function presentNumbers(cells: ColumnCells, parsedTexts: Float64Array): Float64Array {
  const found = new Float64Array(cells.n);
  let n = 0;
  for (let i = 0; i < cells.n; i++) {
    const code = cells.texts.codes[i];
    if (cells.kinds[i] === CELL_NUMBER) found[n++] = cells.values[i];
    else if (code >= 0 && !Number.isNaN(parsedTexts[code])) found[n++] = parsedTexts[code];
  }
  return found.subarray(0, n);
}
