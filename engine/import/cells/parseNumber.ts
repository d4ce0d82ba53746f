import { isIsoDay } from './parseDate.ts';

/**
 * Numbers as people type them: "1,234.50", "1.234,50", "(123)", "45 %", "Rs. 1 200", "123-". Whether a comma is a decimal mark or a
 * thousands mark is a property of the column, decided by the votes of all its values.
 */
export type DecimalMark = '.' | ',';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]\d{1,3})?$/;
const CURRENCY = /\p{Sc}|\b(?:PKR|INR|USD|EUR|GBP|AED|SAR|QAR|KWD|BDT|CHF|JPY|CNY|Rs)\b\.?/giu;
/** As most amounts are written: nothing beside the digits and marks but a currency in front, which `strip` would find too. */
const USUAL = /^(?:(?:PKR|INR|USD|EUR|GBP|AED|SAR|QAR|KWD|BDT|CHF|JPY|CNY|Rs)(?:\.\s*|\s+)|[$€£₹] ?)?(\d[\d.,]*)$/i;
const ANY_CURRENCY = /\p{Sc}|[A-Za-z]+\.?/u;
const NO_SIGN = /^[+-]?[\d.,]+(?:[eE][+-]\d{1,3})?$/;
const HAS_DIGIT = /\d/;
const MARK_SPACES = /[\s'’]/;
const SPACE_GROUPS = /^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/;
const EITHER_MARK = /^[1-9]\d{0,2}[.,]\d{3}$/;
const DIGITS_AND_MARKS = /^\d[\d.,]*$|^[.,]\d+$/;

/** Sign, share and bare digits with their marks; null where the text is no number in any style. */
function strip(text: string): Stripped | null {
  if (!HAS_DIGIT.test(text)) return null;
  const usual = USUAL.exec(text);
  return usual ? { body: usual[1], sign: 1, isPercent: false } : stripAll(text);
}

interface Stripped {
  body: string;
  sign: number;
  isPercent: boolean;
}

function stripAll(text: string): Stripped | null {
  let body = text.replace(CURRENCY, '').trim();
  let sign = 1;
  let isPercent = false;
  if (body.startsWith('(') && body.endsWith(')')) {
    body = body.slice(1, -1).replace(CURRENCY, '').trim();
    sign = -1;
  }
  if (body.endsWith('%')) {
    body = body.slice(0, -1).trim();
    isPercent = true;
  }
  if (body.endsWith('-')) {
    body = body.slice(0, -1).trim();
    sign = -sign;
  } else if (body.startsWith('-') || body.startsWith('−')) {
    body = body.slice(1).trim();
    sign = -sign;
  } else if (body.startsWith('+')) body = body.slice(1).trim();
  if (MARK_SPACES.test(body)) {
    if (!SPACE_GROUPS.test(body)) return null;
    body = body.replace(/[\s'’]/g, '');
  }
  return DIGITS_AND_MARKS.test(body) ? { body, sign, isPercent } : null;
}

/**
 * The currency or percent sign that a number is written with, as it stands there; empty where it has none.
 * @param text a number, as `parseNumber` reads them: all letters in it are a currency
 */
export function signOf(text: string): string {
  if (NO_SIGN.test(text)) return '';
  if (text.includes('%')) return '%';
  return ANY_CURRENCY.exec(text)?.[0] ?? '';
}

/** Which mark this text shows to be the decimal one; null where it could be read either way or is no number. */
export function decimalVote(text: string): DecimalMark | null {
  if (!text.includes(',') && !text.includes('.')) return null;
  const stripped = strip(text);
  if (!stripped) return null;
  const comma = stripped.body.lastIndexOf(',');
  const point = stripped.body.lastIndexOf('.');
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  if (comma < 0 && point < 0) return null;
  return comma >= 0 ? markVote(stripped.body, ',') : markVote(stripped.body, '.');
}

/** Whether this text is a number with either mark: "1,234" and "1.234". */
export function hasEitherMark(text: string): boolean {
  return EITHER_MARK.test(strip(text)?.body ?? '');
}

/** Of a text with one kind of mark: twice there it parts thousands; three digits after it leave it open. */
function markVote(body: string, mark: DecimalMark): DecimalMark | null {
  const at = body.indexOf(mark);
  if (body.lastIndexOf(mark) !== at) return mark === ',' ? '.' : ',';
  return EITHER_MARK.test(body) ? null : mark;
}

/** @returns NaN where the text is no number in this style */
export function parseNumber(text: string, mark: DecimalMark): number {
  if (isIsoDay(text)) return NaN;
  if (mark === '.' && PLAIN.test(text)) return Number(text);
  const stripped = text.length <= 60 ? strip(text) : null;
  if (!stripped) return NaN;
  const value = bodyValue(stripped.body, mark, stripped.isPercent);
  return stripped.sign < 0 && value !== 0 ? -value : value;
}

/** A percentage is scaled before it is rounded, so that 75.9 % is 0.759 and not its neighbour. */
function bodyValue(body: string, mark: DecimalMark, isPercent: boolean): number {
  const value = usualValue(body, mark, isPercent ? 2 : 0);
  if (!Number.isNaN(value)) return value;
  const [whole, fraction = '', ...rest] = body.split(mark);
  const thousands = mark === ',' ? '.' : ',';
  if (rest.length > 0 || fraction.includes(thousands)) return NaN;
  const groups = whole.split(thousands);
  return groups.length === 1 || areGroups(groups)
    ? Number(`${groups.join('')}.${fraction}0${isPercent ? 'e-2' : ''}`)
    : NaN;
}

const DIGITS_OF_INTEGER = 15;
const POWERS_OF_TEN = Array.from({ length: DIGITS_OF_INTEGER + 3 }, (_none, places) => Number(`1e${places}`));

/**
 * Fifteen digits at most, in groups of three or none: a whole number and a power of ten that float64 both holds, so that dividing them rounds once, as
 * reading the text does.
 * @returns NaN where it is written otherwise
 */
function usualValue(body: string, mark: DecimalMark, places: number): number {
  if (body.length > DIGITS_OF_INTEGER + 5) return NaN;
  const decimal = mark.charCodeAt(0);
  let value = 0;
  let digits = 0;
  // Digits since a mark, and whether that was one of thousands, of decimals, or none yet.
  let group = 0;
  let nGroups = 0;
  let nDecimals = -1;
  for (let i = 0; i < body.length; i++) {
    const c = body.charCodeAt(i);
    if (c >= 48 && c <= 57) {
      value = value * 10 + (c - 48);
      digits++;
      if (nDecimals >= 0) nDecimals++;
      else group++;
    } else if (nDecimals >= 0 || !isGroup(group, nGroups, c === decimal)) return NaN;
    else if (c === decimal) nDecimals = 0;
    else {
      nGroups++;
      group = 0;
    }
  }
  if (digits > DIGITS_OF_INTEGER || (nDecimals < 0 && !isGroup(group, nGroups, true))) return NaN;
  return value / POWERS_OF_TEN[Math.max(0, nDecimals) + places];
}

/** Whether so many digits may stand before a mark of thousands, or before the decimal mark or the end. */
function isGroup(digits: number, nBefore: number, isLast: boolean): boolean {
  if (nBefore > 0) return digits === 3;
  return isLast || (digits >= 1 && digits <= 3);
}

/** Groups of three, or the Indian way: twos and a last three. */
function areGroups(groups: readonly string[]): boolean {
  const [first, ...rest] = groups;
  const last = rest[rest.length - 1];
  if (first.length === 0 || first.length > 3 || last.length !== 3) return false;
  const between = rest.slice(0, -1);
  return (
    between.every(group => group.length === 3) || (first.length <= 2 && between.every(group => group.length === 2))
  );
}

/** Digits with a zero in front, as codes and telephone numbers have. */
export function hasLeadingZero(text: string): boolean {
  return text.length > 1 && text.charCodeAt(0) === 48 && text.charCodeAt(1) >= 48 && text.charCodeAt(1) <= 57;
}
