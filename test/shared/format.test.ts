import { describe, expect, it } from 'vitest';
import {
  formatBytes,
  formatCompact,
  formatTight,
  formatCompared,
  formatCount,
  formatDate,
  formatFixed,
  formatNumber,
  formatPart,
  formatPercent,
  formatPercents,
  formatQuantity,
  formatThings,
  joinWords,
  listSome,
} from '#shared/format';

describe('numbers in words', () => {
  it.each([
    [0, '0'],
    [1, '1'],
    [2.8, '2.8'],
    [9.996, '10'],
    [99.95, '100'],
    [999.6, '1,000'],
    [1234.5, '1,235'],
    [61_234.4, '61,234'],
    [38.92, '38.9'],
    [0.01234, '0.0123'],
    [-0.4, '-0.4'],
    [-1_234_567.8, '-1,234,568'],
    [0.1 + 0.2, '0.3'],
    [100, '100'],
    [Number.NaN, '–'],
    [Number.POSITIVE_INFINITY, '–'],
  ])('%d is %s', (value, text) => expect(formatNumber(value)).toBe(text));

  it.each([
    [0, 140_000, '0.0 %'],
    [21, 140_000, '< 0.1 %'],
    [70, 140_000, '0.1 %'],
    [9_983, 10_000, '99.8 %'],
    [9_999, 10_000, '> 99.9 %'],
    [10_000, 10_000, '100.0 %'],
    [0, 0, '–'],
  ])('%d of %d is %s, never none nor all unless it is', (part, whole, text) =>
    expect(formatPart(part, whole)).toBe(text),
  );

  it('counts, shares and fixed decimals', () => {
    expect(formatCount(4812)).toBe('4,812');
    expect(formatCount(1_000_000)).toBe('1,000,000');
    expect(formatCount(-0.2)).toBe('0');
    expect(formatPercent(0.0648)).toBe('6.5 %');
    expect(formatPercent(-0.0001)).toBe('0.0 %');
    expect(formatPercent(12.5)).toBe('1,250.0 %');
    expect(formatFixed(0.5, 2)).toBe('0.50');
    expect(formatFixed(1234.5678, 2)).toBe('1,234.57');
  });

  it('gives two values that are compared the same decimals, and never rounds the smaller to nothing', () => {
    expect(formatCompared(0.0313, 0.183)).toEqual(['0.031', '0.183']);
    expect(formatCompared(15.02, 7.97)).toEqual(['15', '8']);
    expect(formatCompared(0.842, 0.986)).toEqual(['0.842', '0.986']);
    expect(formatCompared(-1.94, 0.0819)).toEqual(['-1.94', '0.08']);
    expect(formatCompared(0.02, 1500)).toEqual(['0.02', '1,500']);
    expect(formatCompared(248_861, 13_930_885.4)).toEqual(['248,861', '13,930,885']);
    expect(formatCompared(0, 0)).toEqual(['0', '0']);
    expect(formatCompared(3, Number.NaN)).toEqual(['3', '–']);
  });

  it('compact numbers and bytes', () => {
    expect(formatCompact(1_234_567)).toBe('1.23 M');
    expect([0.1234, 1].map(share => formatTight(share, 'percent'))).toEqual(['12%', '100%']);
    expect([1_234_567, 999_600, 45_200, -12.34, 0.0123].map(value => formatTight(value, 'number'))).toEqual([
      '1.2M',
      '1M',
      '45k',
      '-12',
      '0.012',
    ]);
    expect(formatTight(Number.NaN, 'years')).toBe('–');
    expect(formatCompact(45_200)).toBe('45.2 k');
    expect(formatCompact(-2_100_000_000)).toBe('-2.1 bn');
    expect(formatCompact(12)).toBe('12');
    expect(formatBytes(999)).toBe('999 bytes');
    expect(formatBytes(2_500_000)).toBe('2.5 MB');
  });

  it('dates are ISO days in UTC whatever the time zone', () => {
    expect(formatDate(0)).toBe('1970-01-01');
    expect(formatDate(20_088)).toBe('2024-12-31');
    expect(formatDate(0.5)).toBe('1970-01-01 12:00');
    expect(formatDate(-0.25)).toBe('1969-12-31 18:00');
    expect(formatDate(Number.NaN)).toBe('–');
  });

  it('shares that are compared get the decimals that tell them apart', () => {
    expect(formatPercents(0.125, 0.405)).toEqual(['12.5 %', '40.5 %']);
    expect(formatPercents(0.0548, 0.0005)).toEqual(['5.5 %', '0.05 %']);
    expect(formatPercents(0.000_21, 0.000_38)).toEqual(['0.021 %', '0.038 %']);
    expect(formatPercents(0.0542, 0.0538)).toEqual(['5.42 %', '5.38 %']);
    expect(formatPercents(0.25, 0.25)).toEqual(['25.0 %', '25.0 %']);
    expect(formatPercents(Number.NaN, 0.25)).toEqual(['–', '25.0 %']);
  });

  it('quantities carry their unit', () => {
    expect(formatQuantity(0.31, 'percent')).toBe('31.0 %');
    expect(formatQuantity(0.0005, 'percent')).toBe('0.05 %');
    expect(formatQuantity(-0.000_42, 'percent')).toBe('-0.042 %');
    expect(formatQuantity(0, 'percent')).toBe('0.0 %');
    expect(formatQuantity(41.26, 'years')).toBe('41.3 years');
    expect(formatQuantity(1500, 'number')).toBe('1,500');
  });

  it('lists and plurals', () => {
    expect(formatThings(1, 'row')).toBe('1 row');
    expect(formatThings(0, 'row')).toBe('0 rows');
    expect(formatThings(2, 'customer differs', 'customers differ')).toBe('2 customers differ');
    expect(joinWords([])).toBe('');
    expect(joinWords(['a'])).toBe('a');
    expect(joinWords(['a', 'b', 'c'])).toBe('a, b and c');
    expect(listSome(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more');
  });
});
