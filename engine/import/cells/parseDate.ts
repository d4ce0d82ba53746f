/**
 * Dates as text, to days since 1970-01-01 UTC. Whether 3/4/2024 is in March or April is a property of the column, decided by
 * `orderVote` over all its values.
 */
export type DayOrder = 'dmy' | 'mdy' | 'ymd';

/** Names that begin as the English ones do; a word of three letters or more that one of them begins with is a month. */
const MONTHS: readonly (readonly string[])[] = [
  ['january', 'januar', 'januari', 'janvier', 'janeiro'],
  ['february', 'februar', 'februari', 'febrero', 'febbraio'],
  ['march', 'mars', 'marzo', 'mart', 'marzec', 'martie'],
  ['april', 'aprile'],
  ['may', 'mayo'],
  ['june', 'juni', 'junio', 'junho'],
  ['july', 'juli', 'julio', 'julho'],
  ['august', 'augusti', 'augustus'],
  ['september', 'septembre', 'septiembre'],
  ['october', 'octobre', 'octubre'],
  ['november', 'novembre', 'noviembre', 'novembro'],
  ['december', 'decembre', 'decembrie'],
];
const TIME = String.raw`(?:[T ,]+(\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?\s*([ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})${TIME}$`, 'i');
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})([-/. ])(\d{1,2})\2(\d{4}|\d{2})${TIME}$`, 'i');
const DAY_MONTH = new RegExp(String.raw`^(\d{1,2})[- /.]?([a-z]{3,9})\.?[- /.,]*(\d{4}|\d{2})${TIME}$`, 'i');
const MONTH_DAY = new RegExp(String.raw`^([a-z]{3,9})\.?\s*(\d{1,2})(?:st|nd|rd|th)?,?[- ]+(\d{4})${TIME}$`, 'i');
const MS_PER_DAY = 86_400_000;

/** Excel's own rule: two digits from 00 to 29 are of this century. */
export function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year < 30 ? 2000 + year : 1900 + year;
}

/** Days since 1970-01-01 UTC of a day that exists; NaN otherwise. */
export function dayOf(year: number, month: number, day: number): number {
  if (!(year >= 1000 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 && day <= 31)) return NaN;
  const ms = Date.UTC(year, month - 1, day);
  // All months have 28 days.
  return day <= 28 || new Date(ms).getUTCMonth() === month - 1 ? ms / MS_PER_DAY : NaN;
}

const HYPHEN = 45;

/** "2024-12-31" and nothing else: how nearly all files write days, seen without an expression. */
export function isIsoDay(text: string): boolean {
  if (text.length !== 10 || text.charCodeAt(4) !== HYPHEN || text.charCodeAt(7) !== HYPHEN) return false;
  for (let i = 0; i < 10; i++) if (i !== 4 && i !== 7 && !isDigit(text, i)) return false;
  return true;
}

function digitAt(text: string, i: number): number {
  return text.charCodeAt(i) - 48;
}

/** Days since 1970-01-01 UTC of a text for which `isIsoDay` holds; NaN for a day that does not exist. */
export function ofIsoDay(text: string): number {
  return dayOf(100 * twoDigits(text, 0) + twoDigits(text, 2), twoDigits(text, 5), twoDigits(text, 8));
}

function twoDigits(text: string, i: number): number {
  return 10 * digitAt(text, i) + digitAt(text, i + 1);
}

/** Share of a day; NaN for a time that does not exist. The zone is left aside: the day meant is the day written. */
function timeOf(
  hours: string | undefined,
  minutes: string | undefined,
  seconds: string | undefined,
  half: string | undefined,
): number {
  if (hours === undefined) return 0;
  let h = Number(hours);
  if (half !== undefined) {
    if (h < 1 || h > 12) return NaN;
    h = (h % 12) + (half[0].toLowerCase() === 'p' ? 12 : 0);
  }
  const m = Number(minutes);
  const s = Number(seconds ?? 0);
  return h < 24 && m < 60 && s < 60 ? (h * 3600 + m * 60 + s) / 86_400 : NaN;
}

function monthOf(word: string): number {
  const given = word.toLowerCase();
  return MONTHS.findIndex(names => names.some(name => name.startsWith(given))) + 1;
}

function couldBeDate(text: string): boolean {
  if (text.length < 6 || text.length > 40) return false;
  const first = text.charCodeAt(0) | 32;
  return (first >= 48 && first <= 57) || (first >= 97 && first <= 122);
}

/** One or two digits and a mark come first. */
function couldBeOrdered(text: string): boolean {
  if (!couldBeDate(text) || !isDigit(text, 0)) return false;
  return !isDigit(text, 1) || !isDigit(text, 2);
}

function isDigit(text: string, i: number): boolean {
  return digitAt(text, i) >= 0 && digitAt(text, i) <= 9;
}

/** Which order this text shows: a first number above 12 is a day, above 31 a year of two digits. */
export function orderVote(text: string): DayOrder | null {
  const match = couldBeOrdered(text) ? YEAR_LAST.exec(text) : null;
  if (!match) return null;
  const [first, second] = [Number(match[1]), Number(match[3])];
  if (first > 31) return match[4].length === 2 && second <= 12 ? 'ymd' : null;
  if (first > 12 && second <= 12) return 'dmy';
  return second > 12 && first <= 12 ? 'mdy' : null;
}

/** A date of numbers alone, in the order of the column. */
export function isOrdered(text: string): boolean {
  return couldBeOrdered(text) && YEAR_LAST.test(text);
}

/** "3/4/94", where the century is left open. */
export function hasShortYear(text: string): boolean {
  return couldBeOrdered(text) && YEAR_LAST.exec(text)?.[4].length === 2;
}

/** Day, month and year of three numbers; a year of four digits at the end is one in every order. */
function partsOf([, first, , second, last]: readonly string[], order: DayOrder): [string, string, string] {
  if (order === 'ymd' && last.length === 2) return [last, second, first];
  return order === 'mdy' ? [second, first, last] : [first, second, last];
}

/** @returns days since 1970-01-01 UTC with the time of day as fraction; NaN where the text is no date */
export function parseDate(text: string, order: DayOrder): number {
  if (isIsoDay(text)) return ofIsoDay(text);
  if (!couldBeDate(text)) return NaN;
  const iso = YEAR_FIRST.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3])) + timeOf(iso[4], iso[5], iso[6], iso[7]);
  const ordered = YEAR_LAST.exec(text);
  if (ordered) {
    const [day, month, year] = partsOf(ordered, order);
    return dayOf(fullYear(year), Number(month), Number(day)) + timeOf(ordered[5], ordered[6], ordered[7], ordered[8]);
  }
  const named = DAY_MONTH.exec(text);
  if (named)
    return (
      dayOf(fullYear(named[3]), monthOf(named[2]), Number(named[1])) + timeOf(named[4], named[5], named[6], named[7])
    );
  const american = MONTH_DAY.exec(text);
  if (american)
    return (
      dayOf(Number(american[3]), monthOf(american[1]), Number(american[2])) +
      timeOf(american[4], american[5], american[6], american[7])
    );
  return NaN;
}

/** 20241231 as a whole number or text; NaN where it is no day. */
export function parseCompactDay(value: number): number {
  if (!Number.isInteger(value) || value < 18_000_101 || value > 21_001_231) return NaN;
  return dayOf(Math.floor(value / 10_000), Math.floor(value / 100) % 100, value % 100);
}
