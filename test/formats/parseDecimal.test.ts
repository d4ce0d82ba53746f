import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDecimal } from '#engine/formats/xlsx/parseDecimal';

function parse(text: string): number {
  const bytes = Buffer.from(`<v>${text}</v>`);
  return parseDecimal(bytes, 3, 3 + text.length);
}
function expectSame(text: string): void {
  if (!Object.is(parse(text), Number(text))) throw new Error(`${text}: ${parse(text)}, not ${Number(text)}`);
}
const times = { numRuns: 3000, seed: 2026 };

test('any double as JavaScript writes it', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => expectSame(String(value))),
    times,
  );
});

test('any double with 15, 16 and 17 digits, as Excel and C write it', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 }),
      fc.integer({ min: 1, max: 17 }),
      (value, digits) => {
        expectSame(value.toPrecision(digits));
        if (Math.abs(value) < 1e20) expectSame(value.toFixed(digits));
      },
    ),
    times,
  );
});

test('any digits around a point', () => {
  const digits = fc.stringMatching(/^\d{1,25}$/);
  fc.assert(
    fc.property(digits, digits, fc.constantFrom('', '-'), (whole, fraction, sign) => {
      expectSame(`${sign}${whole}.${fraction}`);
      expectSame(`${sign}${whole}`);
      expectSame(`${sign}.${fraction}`);
    }),
    times,
  );
});

test.each([
  '9007199254740991',
  '9007199254740992',
  '9007199254740993',
  '0.1',
  '5e-324',
  '1.7976931348623157e308',
  '123.',
  '-0',
  '-0.0',
  '1e22',
  '1e23',
  '8.5e-9',
])('%s', expectSame);

test.each([
  '',
  '-',
  '.',
  '-.',
  '+',
  '1e',
  '1e+',
  'e5',
  '1.2.3',
  '1,5',
  '0x10',
  'NaN',
  'Infinity',
  '1e999',
  '1 2',
  '--1',
  '1-',
])('%j is no number', text => {
  expect(parse(text)).toBeNaN();
});
