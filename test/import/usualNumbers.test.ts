import { expect, it } from 'vitest';
import { parseNumber } from '#engine/import/cells/parseNumber';
import { stream } from '#engine/random';

/** Three digits at a time from the right, then the decimals. */
function written(whole: string, decimals: string, thousands: string, mark: string): string {
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, thousands);
  return decimals === '' ? grouped : `${grouped}${mark}${decimals}`;
}

it('amounts are the numbers nearest to what is written, in either style, with signs around them', () => {
  const random = stream(3, 'usual numbers');
  const digits = (n: number) => Array.from({ length: n }, () => random.below(10)).join('');
  for (let i = 0; i < 20_000; i++) {
    const whole = String(Number(digits(1 + random.below(13))));
    const decimals = digits(random.below(8));
    const value = Number(`${whole}.${decimals}0`);
    const [english, german] = [written(whole, decimals, ',', '.'), written(whole, decimals, '.', ',')];
    expect(parseNumber(english, '.')).toBe(value);
    expect(parseNumber(german, ',')).toBe(value);
    expect(parseNumber(`Rs ${english}`, '.')).toBe(value);
    expect(parseNumber(`(€${german})`, ',')).toBe(value === 0 ? 0 : -value);
    expect(parseNumber(`${english} %`, '.')).toBe(Number(`${whole}.${decimals}0e-2`));
  }
});

it.each(['1,23', '1,2345', '12,345,67', ',123', '1.2.3', '1,234.5,6', '1234,567.8'])(
  '%j is no number of the English style',
  text => {
    expect(parseNumber(text, '.')).toBeNaN();
  },
);
