/**
 * Numbers as people type them: "1,234.50", "1.234,50", "(123)", "45 %", "Rs. 1 200", "123-". Whether a comma is a decimal mark or a
 * thousands mark is a property of the column, decided by `decimalMarkOf`.
 */
export type DecimalMark = '.' | ',';

const PLAIN = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const CURRENCY = /\p{Sc}|\b(?:PKR|INR|USD|EUR|GBP|AED|SAR|QAR|KWD|BDT|CHF|JPY|CNY|Rs)\b\.?/giu;
const HAS_DIGIT = /\d/;
const MARK_SPACES = /[\s'’]/;
const SPACE_GROUPS = /^\d{1,3}(?:[\s'’]\d{3})+(?:[.,]\d+)?$/;
const DIGITS_AND_MARKS = /^\d[\d.,]*$|^[.,]\d+$/;

/** Sign, share and bare digits with their marks; null where the text is no number in any style. */
function strip(text: string): { body: string; factor: number } | null {
  if (!HAS_DIGIT.test(text)) return null;
  let body = text.replace(CURRENCY, '').trim();
  let factor = 1;
  if (body.startsWith('(') && body.endsWith(')')) {
    body = body.slice(1, -1).replace(CURRENCY, '').trim();
    factor = -1;
  }
  if (body.endsWith('%')) {
    body = body.slice(0, -1).trim();
    factor /= 100;
  }
  if (body.endsWith('-')) {
    body = body.slice(0, -1).trim();
    factor = -factor;
  } else if (body.startsWith('-') || body.startsWith('−')) {
    body = body.slice(1).trim();
    factor = -factor;
  } else if (body.startsWith('+')) body = body.slice(1).trim();
  if (MARK_SPACES.test(body)) {
    if (!SPACE_GROUPS.test(body)) return null;
    body = body.replace(/[\s'’]/g, '');
  }
  return DIGITS_AND_MARKS.test(body) ? { body, factor } : null;
}

/** Which mark this text shows to be the decimal one; null where it could be read either way or is no number. */
export function decimalVote(text: string): DecimalMark | null {
  if (!text.includes(',') && !text.includes('.')) return null;
  const stripped = strip(text);
  if (!stripped) return null;
  const { body } = stripped;
  const comma = body.lastIndexOf(',');
  const point = body.lastIndexOf('.');
  if (comma >= 0 && point >= 0) return comma > point ? ',' : '.';
  const [mark, at] = comma >= 0 ? ([',', comma] as const) : (['.', point] as const);
  const other = mark === ',' ? '.' : ',';
  if (body.indexOf(mark) !== at) return other;
  const digitsAfter = body.length - at - 1;
  return digitsAfter === 3 && at >= 1 && at <= 3 && body[0] !== '0' ? null : mark;
}

/** @returns NaN where the text is no number in this style */
export function parseNumber(text: string, mark: DecimalMark): number {
  if (mark === '.' && PLAIN.test(text)) return Number(text);
  if (text.length > 60) return NaN;
  const stripped = strip(text);
  if (!stripped) return NaN;
  const thousands = mark === ',' ? '.' : ',';
  const parts = stripped.body.split(mark);
  if (parts.length > 2 || (parts.length === 2 && parts[1].includes(thousands))) return NaN;
  const groups = parts[0].split(thousands);
  if (groups.length > 1 && !areGroups(groups)) return NaN;
  const value = Number(`${groups.join('') || '0'}.${parts[1] || '0'}`) * Math.abs(stripped.factor);
  return stripped.factor < 0 && value !== 0 ? -value : value;
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
