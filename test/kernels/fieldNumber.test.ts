import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fieldNumber, UNSURE } from '#engine/kernels/typescript/fieldNumber';
import { plainNumber } from '#engine/formats/csv/plainNumber';

function found(text: string): number {
  const bytes = Buffer.from(`;${text};`, 'utf8');
  return fieldNumber(bytes, 1, bytes.length - 1);
}
const KNOWN = [
  '0',
  '-0',
  '0.5',
  '.5',
  '-.5',
  '5.',
  '-',
  '.',
  '-.',
  '007',
  '0.0',
  '12345.678',
  '-1',
  '1-2',
  '--1',
  '+1',
];
const ODD = ['2006-03-28', '12:30', '1e5', '1e-5', '1.5e+05', ' 12', '12 ', '12\u00a0', '9007199254740993', '1.2.3'];

describe('numbers from bytes', () => {
  test.each([...KNOWN, ...ODD, '1234567890123456', '0.1234567890123456', 'Lahore', 'é', '-x', '1_000'])(
    '%j: as its text is judged, or left to it',
    text => {
      const number = found(text);
      if (number !== UNSURE) expect(number).toBe(plainNumber(text));
    },
  );

  test('plain numbers and dates are never left to the text', () => {
    for (const text of [...KNOWN.filter(text => text !== '--1' && text !== '+1'), '2006-03-28', '12:30', '1.2.3'])
      expect(found(text)).not.toBe(UNSURE);
  });

  test('any text of digits, marks and signs', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0123456789.-+eE \u00a0:x'), minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(fc.oneof(text, fc.double().map(String), fc.integer().map(String)), given => {
        const number = found(given);
        if (number !== UNSURE) expect(number).toBe(plainNumber(given));
      }),
      { seed: 8, numRuns: 5_000 },
    );
  });
});
