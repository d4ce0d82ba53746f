import { describe, expect, it } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { contrastsByColumn, toProfileTable } from '#engine/explain/contrasts';
import { rankDifferences } from '#engine/explain/differences';
import { cohenH } from '#engine/explain/intervals';
import { numberContrast } from '#engine/explain/numberContrast';
import type { Column } from '#engine/table/Column';
import { categories, dates, flags, numbers, sets } from '../segments/support/tables.ts';

const LABELS = Int32Array.of(0, 0, 0, 0, 1, 1);
const DAY = Date.parse('2024-12-31T00:00:00Z') / 86_400_000;

function contrast(column: Column, role: ColumnRole = 'feature', labels = LABELS) {
  const table = { nRows: labels.length, columns: [column] };
  return [...contrastsByColumn({ table, roles: [role], referenceDay: DAY, labels, nSegments: 2 })].flat();
}

describe('numbers', () => {
  it('means and effects by hand, missing values left out', () => {
    // segment 0: 1, 2, 3 (one missing) → 2; segment 1: 8, 10 → 9; book 24/5 = 4.8;
    // squares 3.8² + 2.8² + 1.8² + 3.2² + 5.2² = 62.8, sd √(62.8/4) = 3.962323
    const [found] = contrast(numbers('Income', [1, 2, 3, null, 8, 10]));
    expect(found).toMatchObject({ measure: 'mean', unit: 'number', values: [2, 9] });
    expect(found.book).toBeCloseTo(4.8, 12);
    expect(found.effects[0]).toBeCloseTo((2 - 4.8) / Math.sqrt(62.8 / 4), 12);
    expect(found.effects[1]).toBeCloseTo((9 - 4.8) / Math.sqrt(62.8 / 4), 12);
    // segment 0: sd 1, t(2) = 4.302653, 4.302653·1/√3 = 2.484138
    expect(found.lows[0]).toBeCloseTo(2 - 2.484138, 5);
    expect(found.highs[0]).toBeCloseTo(2 + 2.484138, 5);
  });

  it('a value of one customer in seven says nothing of their segment, be it a mean, a median or a yes', () => {
    // Seven customers each; in the second one value is known, in the third four, which is more than half.
    const labels = Int32Array.from({ length: 21 }, (_none, i) => Math.floor(i / 7));
    const known = (i: number) => i < 7 || i === 7 || (i >= 14 && i < 18);
    const sparse = (value: (i: number) => number) => Array.from(labels, (_s, i) => (known(i) ? value(i) : null));
    const columns = [
      numbers(
        'Age',
        sparse(i => (i < 7 ? 40 + i : i === 7 ? 55 : 20 + i)),
      ),
      numbers(
        'Volume',
        sparse(i => (i < 7 ? 1 + i : i === 7 ? 1e6 : 20 + i)),
      ),
      flags(
        'Active',
        sparse(i => (i === 7 ? 1 : i % 2)).map(v => (v === null ? null : v === 1)),
      ),
    ];
    const table = { nRows: labels.length, columns };
    const roles = columns.map((): ColumnRole => 'feature');
    const found = [...contrastsByColumn({ table, roles, referenceDay: DAY, labels, nSegments: 3 })].flat();
    expect(found.map(one => one.measure)).toEqual(['mean', 'median', 'share']);
    expect(found.map(one => one.values[1])).toEqual([55, 1e6, 1]);
    for (const one of found)
      for (const ends of [one.effects, one.effectLows, one.effectHighs])
        expect(ends.map(Number.isFinite)).toEqual([true, false, true]);
    expect(rankDifferences(found, 1)).toEqual([]);
    expect(rankDifferences(found, 2).length).toBe(3);
  });

  it('heavy tails speak in medians, with the effect on ranks', () => {
    // 1 … 39 and one of 10,000: skewed far beyond 2; the second half is segment 1
    const values = Array.from({ length: 40 }, (_none, i) => (i === 39 ? 10_000 : i + 1));
    const labels = Int32Array.from(values, (_value, i) => Number(i >= 20));
    const found = numberContrast(
      { column: 'V', role: 'feature', unit: 'number', values: Float64Array.from(values) },
      labels,
      2,
    );
    expect(found).toMatchObject({ measure: 'median', values: [10.5, 30.5], book: 20.5 });
    // mean ranks 9.5 and 29.5 of 0 … 39 (mean 19.5, sd √((40² − 1)/12) = 11.543396)
    expect(found?.effects[0]).toBeCloseTo(-10 / Math.sqrt((1600 - 1) / 12), 12);
    expect(found?.effects[1]).toBeCloseTo(10 / Math.sqrt((1600 - 1) / 12), 12);
  });

  it('ties share the mean of their ranks', () => {
    // 40 values: ten each of 1, 2, 3 and a tail; the tie of ten takes ranks 0 … 9, so 4.5
    const values = Array.from({ length: 40 }, (_none, i) => (i < 30 ? 1 + Math.floor(i / 10) : i < 39 ? 4 : 5000));
    const labels = Int32Array.from(values, (_value, i) => Number(i >= 10));
    const found = numberContrast(
      { column: 'V', role: 'feature', unit: 'number', values: Float64Array.from(values) },
      labels,
      2,
    );
    const squares =
      10 * (4.5 - 19.5) ** 2 +
      10 * (14.5 - 19.5) ** 2 +
      10 * (24.5 - 19.5) ** 2 +
      9 * (34 - 19.5) ** 2 +
      (39 - 19.5) ** 2;
    expect(found?.measure).toBe('median');
    expect(found?.effects[0]).toBeCloseTo((4.5 - 19.5) / Math.sqrt(squares / 40), 12);
  });

  it('mostly zeros stay with the mean, because their median says nothing', () => {
    const values = Array.from({ length: 100 }, (_none, i) => (i < 95 ? 0 : i));
    const labels = Int32Array.from(values, (_value, i) => Number(i >= 90));
    const found = numberContrast(
      { column: 'V', role: 'feature', unit: 'number', values: Float64Array.from(values) },
      labels,
      2,
    );
    expect(found?.measure).toBe('mean');
  });

  it('a column without spread, and one wholly missing, contrast nothing', () => {
    expect(contrast(numbers('Same', [3, 3, 3, 3, 3, 3]))).toEqual([]);
    expect(contrast(numbers('None', [null, null, null, null, null, null]))).toEqual([]);
  });
});

describe('shares', () => {
  it('yes/no columns compare the share of yes among those known', () => {
    // yes: 1 of 3 known in segment 0, 2 of 2 in segment 1, 3 of 5 in the book
    const [found] = contrast(flags('isPep', [true, false, false, null, true, true]));
    expect(found).toMatchObject({ measure: 'share', unit: 'percent', level: null, book: 0.6, values: [1 / 3, 1] });
    expect(found.effects).toEqual([cohenH(1 / 3, 0.6), cohenH(1, 0.6)]);
  });

  it('categories compare each level among all customers, most frequent first', () => {
    const found = contrast(categories('Job', ['a', 'a', 'b', null, 'b', 'c']));
    expect(found.map(c => [c.level, c.book, c.values])).toEqual([
      ['a', 2 / 6, [2 / 4, 0]],
      ['b', 2 / 6, [1 / 4, 0.5]],
      ['c', 1 / 6, [0, 0.5]],
    ]);
  });

  it('sets count each member once per customer with any', () => {
    const found = contrast(sets('Channels', [['atm'], ['atm', 'app'], ['app'], [], ['app'], ['app']]));
    expect(found.map(c => [c.level, c.book, c.values])).toEqual([
      ['app', 4 / 6, [2 / 4, 1]],
      ['atm', 2 / 6, [2 / 4, 0]],
    ]);
  });
});

it('dates are compared as years before the reference day', () => {
  const born = ['2004-12-31', '2004-12-31', '2004-12-31', '2004-12-31', '1984-12-31', '1984-12-31'];
  const [found] = contrast(dates('DateofBirth', born), 'protected');
  expect(found.unit).toBe('years');
  expect(found.values[0]).toBeCloseTo(20, 2);
  expect(found.values[1]).toBeCloseTo(40, 2);
});

it('identifiers and ignored columns are never compared', () => {
  expect(contrast(numbers('Id', [1, 2, 3, 4, 5, 6]), 'identifier')).toEqual([]);
  expect(contrast(numbers('Id', [1, 2, 3, 4, 5, 6]), 'ignore')).toEqual([]);
});

it('differences are ordered by the size of their effect, and a level and its opposite are one', () => {
  const table = {
    nRows: 6,
    columns: [
      numbers('Weak', [1, 9, 2, 8, 3, 8]),
      flags('isPep', [false, false, false, false, true, true]),
      categories('Sex', ['f', 'm', 'f', 'm', 'f', 'f']),
    ],
  };
  const contrasts = [
    ...contrastsByColumn({
      table,
      roles: ['feature', 'flag', 'feature'],
      referenceDay: DAY,
      labels: LABELS,
      nSegments: 2,
    }),
  ].flat();
  const ranked = rankDifferences(contrasts, 1).map(entry => entry.difference);
  expect(ranked.map(d => d.column)).toEqual(['isPep', 'Sex', 'Weak']);
  expect(ranked[1]).toMatchObject({ level: 'f', segmentValue: 1, bookValue: 4 / 6 });
  const sizes = ranked.map(d => Math.abs(d.effect));
  expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  expect(toProfileTable(contrasts, 2).rows.map(row => row.values[1])).toEqual(contrasts.map(c => c.values[1]));
});
