const PLAIN = /^-?(?:(?:0|[1-9]\d*)(?:\.\d+)?|\.\d+)(?:[eE][+-]\d{1,3})?$/;
const DECIMAL_COMMA = /^-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?$/;
/** An integer of more digits is not exact as a number, and mostly an identifier. */
const MAX_FRACTION_DIGITS = 17;

/**
 * The number a text spells out exactly: no leading zeros, no thousands separators, an exponent only with its sign (1.5e-05, but not the
 * code 12E3), at most 17 digits. NaN for everything else.
 */
export function plainNumber(text: string): number {
  const first = text.charCodeAt(0);
  if (first > 57 || text.length > 40) return NaN;
  const trimmed = text.trim();
  if (!PLAIN.test(trimmed)) return NaN;
  const value = Number(trimmed);
  if (!Number.isFinite(value)) return NaN;
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) return NaN;
  return trimmed.length <= MAX_FRACTION_DIGITS || significantDigits(trimmed) <= MAX_FRACTION_DIGITS ? value : NaN;
}

/** Whether a number gives back its text: not 12.500, 1e5 or -0. */
export function isSpelledBack(text: string, value: number): boolean {
  return String(value) === text;
}

/** Whether a point of this number may part thousands: 12.500. */
export function mayPartThousands(text: string): boolean {
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(text);
}

/** As plainNumber for a column that writes 1.234,50. */
export function decimalCommaNumber(text: string): number {
  const trimmed = text.trim();
  if (!DECIMAL_COMMA.test(trimmed) || /^-?0\d/.test(trimmed)) return NaN;
  return plainNumber(trimmed.replaceAll('.', '').replace(',', '.'));
}

export type CommaUse = 'none' | 'decimal' | 'either' | 'other';

/** Whether a text can only be a number with a decimal comma ("12,5"), could also have thousands ("1,234"), or is something else. */
export function commaUse(text: string): CommaUse {
  if (Number.isNaN(decimalCommaNumber(text))) return 'other';
  if (!text.includes(',')) return 'none';
  return /^-?[1-9]\d{0,2},\d{3}$/.test(text.trim()) ? 'either' : 'decimal';
}

function significantDigits(text: string): number {
  const [mantissa] = text.toLowerCase().split('e');
  return mantissa.replace(/[-.]/g, '').replace(/^0+/, '').length;
}
