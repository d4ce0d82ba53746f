import type { CellValue } from '#shared/columns';
import { formatFixed, formatNumber } from '#shared/format';
import { isYear } from '#shared/years';
import { systemDate } from '../../text/sentences.ts';

const ISO_DAY = /^\d{4}-\d{2}-\d{2}$/;

/**
 * A cell as it is shown; missing cells are drawn by the grid itself. An identifier is a name, even when it is made of digits, and a year is no amount.
 * @param name of the column, by which years are known
 */
export function cellText(value: CellValue, kind: string, role?: string, name = ''): string {
  if (value === null) return '';
  if (role === 'identifier') return String(value);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') {
    if (role === 'result') return formatFixed(value, 1);
    return Number.isInteger(value) && isYear(name, value) ? String(value) : amountText(value);
  }
  return kind === 'date' && ISO_DAY.test(value) ? systemDate(value) : value;
}

/** Beyond it a number keeps no hundredths. */
const MOST_AMOUNT = 1e13;

/** Six digits, and of large amounts the hundredths too: what stands in a cell is not rounded to whole units. */
function amountText(value: number): string {
  if (Math.abs(value) >= MOST_AMOUNT) return formatNumber(value, 6);
  const wholeDigits = Math.floor(Math.abs(value)).toString().length;
  return formatNumber(value, Math.max(6, wholeDigits + 2));
}

/** A cell for another program: plain numbers, ISO dates, no line breaks or tabs, and no text that a sheet would run as a formula. */
export function plainCell(value: CellValue): string {
  if (value === null) return '';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  const text = value.replace(/[\t\r\n]+/g, ' ');
  return /^[=+\-@]/.test(text) ? `'${text}` : text;
}
