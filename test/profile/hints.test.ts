import { describe, expect, test } from 'vitest';
import { mixedUnits } from '#engine/profile/mixedUnits';
import { isWithinEdits, nearEqualLevels } from '#engine/profile/nearEqual';
import { specialCodes } from '#engine/profile/specialCodes';
import { stream } from '#engine/random';

const sorted = (...values: number[]) => Float64Array.from(values).sort();
const repeat = (value: number, times: number) => Array.from({ length: times }, () => value);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_none, i) => from + i);

describe('special codes', () => {
  test('999 among small counts, with what is nearest to it', () => {
    expect(specialCodes(sorted(...range(0, 27), ...repeat(999, 50)))).toEqual([{ value: 999, count: 50, nearest: 27 }]);
  });

  test('several codes at once, and -1 below counts', () => {
    const codes = specialCodes(sorted(...repeat(-1, 9), ...range(0, 30), ...repeat(888, 3), ...repeat(9999, 4)));
    expect(codes).toEqual([
      { value: -1, count: 9, nearest: 0 },
      { value: 888, count: 3, nearest: 30 },
      { value: 9999, count: 4, nearest: 30 },
    ]);
  });

  test('99999999 and a single 666666, which need no crowd', () => {
    expect(specialCodes(sorted(...range(1, 50), 99_999_999))).toMatchObject([{ value: 99_999_999, count: 1 }]);
    expect(specialCodes(sorted(...range(20_000, 20_100), 666_666))).toMatchObject([{ value: 666_666, count: 1 }]);
  });

  test('999 of those without a score, though scores go up to 850', () => {
    const scores = range(300, 850).flatMap(score => repeat(score, 3));
    expect(specialCodes(sorted(...scores, ...repeat(999, 80)))).toEqual([{ value: 999, count: 80, nearest: 850 }]);
  });

  test.each([
    [
      '999 that is as frequent as other scores',
      [...range(300, 850).flatMap(score => repeat(score, 9)), ...repeat(999, 30)],
    ],
    ['999 where amounts are cut off', [...range(1, 990), ...repeat(999, 200)]],
    ['99 above few marks', [...range(1, 8).flatMap(mark => repeat(10 * mark, 9)), ...repeat(99, 90)]],
    ['99 at the end of ages', [...range(18, 97), ...repeat(99, 4)]],
    ['999 in the middle of amounts', [...range(900, 1100), ...repeat(999, 30)]],
    ['-1 in a column that goes below it', [...range(-9, 30), ...repeat(-1, 20)]],
    ['-1 in a scale of few steps', [...repeat(-1, 20), ...repeat(0, 20), ...repeat(1, 20)]],
    ['-1 once', [-1, ...range(0, 3000)]],
    ['1000, which has no repeated digits', [...range(0, 30), ...repeat(1000, 20)]],
    ['11, which is a number like another', [...range(0, 3), ...repeat(11, 20)]],
    ['nothing but codes', repeat(999, 20)],
  ])('no false alarm: %s', (_name, values) => {
    expect(specialCodes(sorted(...values))).toEqual([]);
  });
});

describe('mixed units', () => {
  const random = stream(3, 'mixed units');
  const around = (median: number, n: number) =>
    Array.from({ length: n }, () => median * Math.exp(0.3 * random.normal()));

  test.each([10, 12, 100, 1000] as const)('two heaps a factor of %i apart', factor => {
    const found = mixedUnits(sorted(...around(40, 700), ...around(40 * factor, 300)))!;
    expect(found.factor).toBe(factor);
    expect(found.nLow + found.nHigh).toBe(1000);
    expect(Math.abs(found.nLow - 700)).toBeLessThan(5);
  });

  test.each([
    ['one heap', around(40, 1000)],
    ['a factor of 30', [...around(40, 500), ...around(1200, 500)]],
    ['heaps of different spread', [...around(40, 500), ...around(4, 500).map(value => (value / 4) ** 4 * 400)]],
    ['a few in other units, which are outliers', [...around(40, 990), ...around(4000, 10)]],
    ['amounts with a long tail', Array.from({ length: 2000 }, () => Math.exp(2 * random.normal()))],
    ['few different values', [...repeat(10, 300), ...repeat(100, 300)]],
    ['mostly zero', [...repeat(0, 900), ...around(40, 200), ...around(400, 200)]],
  ])('no false alarm: %s', (_name, values) => {
    expect(mixedUnits(sorted(...values))).toBeNull();
  });
});

describe('levels that are nearly equal', () => {
  const pairs = (counts: Record<string, number>) => {
    const levels = Object.keys(counts).sort((a, b) => counts[b] - counts[a]);
    return nearEqualLevels(
      levels,
      levels.map(level => counts[level]),
    ).map(({ from, to }) => `${from} → ${to}`);
  };

  test('a slip of the pen, an accent, punctuation, two slips in a long word', () => {
    expect(pairs({ Punjab: 900, Punjb: 20, Sindh: 500, Sindhh: 3 })).toEqual(['Punjb → Punjab', 'Sindhh → Sindh']);
    expect(pairs({ 'São Paulo': 50, 'Sao Paulo': 45 })).toEqual(['Sao Paulo → São Paulo']);
    expect(pairs({ 'self-employed': 300, 'self employed': 200, 'self.employed': 100 })).toHaveLength(2);
    expect(pairs({ Manufacturing: 200, Manufactruign: 4 })).toEqual(['Manufactruign → Manufacturing']);
  });

  test.each([
    ['short words', { Iran: 900, Iraq: 20, male: 500, female: 400 }],
    ['other first letters', { Gambia: 900, Zambia: 20 }],
    ['codes', { A1201: 900, A1202: 20, 'basic.4y': 900, 'basic.6y': 100 }],
    ['levels as frequent as each other', { Austria: 900, Austrie: 800 }],
    ['two letters in a short word', { Austria: 900, Australia: 20 }],
    ['other endings', { married: 900, unmarried: 20, Niger: 900, Nigerian: 3 }],
    ['bands of numbers', { '0-5': 300, '05': 200, '<5': 300, '>5': 300 }],
  ])('no false alarm: %s', (_name, counts) => {
    expect(pairs(counts as unknown as Record<string, number>)).toEqual([]);
  });

  test('names of people are no levels', () => {
    const names = Object.fromEntries(
      range(1, 40).map(i => [`Smith${'y'.repeat(i % 3)}${String.fromCharCode(97 + (i % 26))}`, 2]),
    );
    expect(pairs(names)).toEqual([]);
  });

  test('edits by hand: a letter more, another letter, two that changed places', () => {
    expect(isWithinEdits('punjab', 'punjb', 1)).toBe(true);
    expect(isWithinEdits('punjab', 'pumjab', 1)).toBe(true);
    expect(isWithinEdits('punjab', 'pujnab', 1)).toBe(true);
    expect(isWithinEdits('punjab', 'pumjb', 1)).toBe(false);
    expect(isWithinEdits('punjab', 'pumjb', 2)).toBe(true);
    expect(isWithinEdits('', 'abc', 2)).toBe(false);
  });
});
