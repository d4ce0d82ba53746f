import fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance } from '#engine/clean/similarity/editDistance';
import { foldText } from '#engine/clean/similarity/foldText';
import { jaroWinkler } from '#engine/clean/similarity/jaroWinkler';
import { similarLevels } from '#engine/clean/similarity/similarLevels';

test.each([
  // Six letters in common, one exchange: (6/6 + 6/6 + 5/6) / 3 = 0.9444; three first letters: + 3 * 0.1 * 0.0556 = 0.9611.
  ['MARTHA', 'MARHTA', 0.9611],
  // D, W-U out: 4 of 6 and 4 of 5, none exchanged: (4/6 + 4/5 + 1) / 3 = 0.8222; one first letter: 0.84.
  ['DWAYNE', 'DUANE', 0.84],
  // 4 of 5 and 4 of 8: (0.8 + 0.5 + 1) / 3 = 0.7667; two first letters: + 0.2 * 0.2333 = 0.8133.
  ['DIXON', 'DICKSONX', 0.8133],
  // The table that Winkler printed in 1990 and after.
  ['SHACKLEFORD', 'SHACKELFORD', 0.9818],
  ['DUNNINGHAM', 'CUNNIGHAM', 0.8963],
  ['NICHLESON', 'NICHULSON', 0.9556],
  ['JONES', 'JOHNSON', 0.8324],
  ['MASSEY', 'MASSIE', 0.9333],
  ['ABROMS', 'ABRAMS', 0.9222],
  ['JERALDINE', 'GERALDINE', 0.9259],
  ['ABC', 'XYZ', 0],
  ['', 'A', 0],
  ['same', 'same', 1],
])('the likeness of %s and %s is %d', (a, b, expected) => {
  expect(jaroWinkler(a, b)).toBeCloseTo(expected, 4);
  expect(jaroWinkler(b, a)).toBeCloseTo(expected, 4);
});

test('long texts are compared as short ones are', () => {
  // Forty letters each, all in common, one exchange of neighbours: (1 + 1 + 39/40) / 3 = 0.99167; four first letters: + 0.4 * 0.00833 = 0.995.
  const text = 'abcdefghij'.repeat(4);
  expect(jaroWinkler(text, `${text.slice(0, 20)}ba${text.slice(22)}`)).toBeCloseTo(0.995, 12);
});

test.each([
  ['kitten', 'sitting', 3],
  ['saturday', 'sunday', 3],
  ['martha', 'marhta', 1],
  // With what stands between exchanged letters left alone: CA, A, AB, ABC.
  ['CA', 'ABC', 3],
  ['a cat', 'an abct', 4],
  ['', 'abc', 3],
])('from %s to %s it is %d edits', (a, b, expected) => {
  expect(editDistance(a, b)).toBe(expected);
  expect(editDistance(a, b, 3)).toBe(Math.min(expected, 3));
});

test('both measures are the same either way round, and 1 or 0 for equal texts only', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), maxLength: 8 });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(jaroWinkler(a, b)).toBeGreaterThanOrEqual(0);
      expect(jaroWinkler(a, b)).toBeLessThanOrEqual(1);
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
      if (a !== b) expect(jaroWinkler(a, b)).toBeLessThan(1);
    }),
  );
});

test('spelling is set aside: accents, case, punctuation, spaces', () => {
  expect(foldText('  São-PAULO,  (SP) ')).toBe('sao paulo sp');
  expect(foldText('5+ years')).toBe('5+ years');
});

test('levels that are one: equal but for spelling, or a slip a fifth as frequent; frequent ones and digits stay apart', () => {
  const levels = ['Punjab', 'Sindh', 'PUNJAB ', 'Punjb', 'Panjab', 'Grade 1', 'Grade 2', 'Sind'];
  //              100       80       20         3        30       100        10         9
  const found = similarLevels(levels, [100, 80, 20, 3, 30, 100, 10, 9], 0.92);
  // "Panjab" (30 > a fifth of 100) is a level of its own; "Grade 2" differs in its digit; "Sind" is one edit short of "Sindh" only in
  // words from five letters on, and by likeness: (4/4 + 4/5 + 1) / 3 = 0.9333, + 4 * 0.1 * 0.0667 = 0.96.
  expect(found.map(({ from, to }) => [from, to])).toEqual([
    ['PUNJAB ', 'Punjab'],
    ['Sind', 'Sindh'],
    ['Punjb', 'Punjab'],
  ]);
  expect(found[0].similarity).toBe(1);
  expect(found[1].similarity).toBeCloseTo(0.96, 12);
  // 5 of 6 and 5 of 5: (5/6 + 1 + 1) / 3 = 0.9444; four first letters: + 0.4 * 0.0556 = 0.9667.
  expect(found[2].similarity).toBeCloseTo(0.9667, 4);
});
