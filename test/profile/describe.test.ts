import { describe, expect, test } from 'vitest';
import type { ColumnRole } from '#shared/columns';
import { describeColumn } from '#engine/profile/describe';
import { summarise } from '#engine/profile/summarise';
import { countBins, histogram } from '#engine/profile/histogram';
import { preparedGolden, category, flags, numbers, sets, tableOf } from '../support/preparedGolden.ts';

describe('summarise', () => {
  test('equals numpy and pandas', () => {
    const { columns, summaries } = preparedGolden();
    for (const [name, values] of Object.entries(columns)) {
      const found = summarise(Float64Array.from(values, value => value ?? NaN));
      for (const [key, expected] of Object.entries(summaries[name])) {
        expect(Math.abs(found[key as keyof typeof found] - expected), `${name} ${key}`).toBeLessThanOrEqual(
          Math.abs(expected) * 1e-12,
        );
      }
    }
  });

  test('by hand: 1, 2, 3, 4 and a gap', () => {
    // mean 10/4; sd = sqrt((2.25 + 0.25 + 0.25 + 2.25) / 3); q1 at position 0.75
    expect(summarise(Float64Array.from([4, NaN, 2, 1, 3]))).toEqual({
      n: 4,
      missing: 1,
      mean: 2.5,
      sd: Math.sqrt(5 / 3),
      min: 1,
      q1: 1.75,
      median: 2.5,
      q3: 3.25,
      max: 4,
    });
  });

  test('one value has no spread, none has nothing', () => {
    expect(summarise(Float64Array.from([7]))).toMatchObject({ n: 1, mean: 7, sd: NaN, median: 7 });
    expect(summarise(Float64Array.from([NaN]))).toMatchObject({ n: 0, missing: 1, mean: NaN, max: NaN });
  });

  test('large values keep their digits', () => {
    const found = summarise(Float64Array.from([1e9 + 1, 1e9 + 2, 1e9 + 3]));
    expect(found).toMatchObject({ mean: 1e9 + 2, sd: 1 });
  });
});

describe('histogram', () => {
  const sorted = (n: number, f: (i: number) => number) => Float64Array.from({ length: n }, (_none, i) => f(i)).sort();

  test('counts every value once, between five and forty bins, at round edges', () => {
    for (const values of [
      sorted(1000, i => i / 10),
      sorted(50, i => i ** 3),
      sorted(7, i => i),
      sorted(5000, i => Math.exp((i % 97) / 10)),
      sorted(300, i => -i * 1e-7),
    ]) {
      const { edges, counts } = histogram(values)!;
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(values.length);
      expect(counts.length).toBeGreaterThanOrEqual(5);
      expect(counts.length).toBeLessThanOrEqual(40);
      expect(edges).toHaveLength(counts.length + 1);
      expect(edges[0]).toBeLessThanOrEqual(values[0]);
      expect(edges[edges.length - 1]).toBeGreaterThanOrEqual(values[values.length - 1]);
      for (const edge of edges) expect(String(edge).length, String(edge)).toBeLessThan(12);
    }
  });

  test('by hand: a value on an edge belongs to the bin above, the largest to the last', () => {
    expect(countBins(Float64Array.from([0, 1, 1, 2, 2]), [0, 1, 2])).toEqual([1, 4]);
  });

  test('whole numbers of small range have a bin each', () => {
    const { edges, counts } = histogram(Float64Array.from([0, 0, 0, 1, 1, 2, 3, 3, 3, 7]))!;
    expect(edges).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(counts).toEqual([3, 2, 1, 3, 0, 0, 0, 1]);
  });

  test('one value only, and none', () => {
    expect(histogram(Float64Array.from([4, 4]))).toEqual({ edges: [3.5, 4.5], counts: [2] });
    expect(histogram(new Float64Array(0))).toBeNull();
  });
});

describe('describeColumn', () => {
  test('every kind', () => {
    const many = Array.from({ length: 30 }, (_none, i) => `level ${String(i).padStart(2, '0')}`);
    const table = tableOf(
      numbers(
        'n',
        Array.from({ length: 60 }, (_none, i) => (i < 3 ? null : i % 10)),
      ),
      category('c', [...many, ...many.slice(0, 29), null]),
      flags(
        'f',
        Array.from({ length: 60 }, (_none, i) => (i === 0 ? null : i % 3 === 0 ? 1 : 0)),
      ),
      sets(
        's',
        Array.from({ length: 60 }, (_none, i) => (i === 0 ? [] : i % 2 ? ['ATM'] : ['ATM', 'Mobile'])),
      ),
      numbers(
        'one',
        Array.from({ length: 60 }, () => 5),
      ),
      numbers(
        'none',
        Array.from({ length: 60 }, () => null),
      ),
    );
    const roles: ColumnRole[] = ['feature', 'feature', 'flag', 'feature', 'ignore', 'ignore'];
    const [n, c, f, s, one, none] = table.columns.map((column, i) => describeColumn(column, roles[i], table.nRows));
    expect(n).toMatchObject({
      kind: 'number',
      role: 'feature',
      missing: 3,
      distinct: 10,
      levels: [],
      summary: { n: 57 },
    });
    expect(c).toMatchObject({ missing: 1, distinct: 30, summary: null, histogram: null, otherCount: 59 - 40 });
    expect(c.levels).toHaveLength(20);
    expect(c.levels[0]).toEqual({ level: 'level 00', count: 2 });
    expect(f.levels).toEqual([
      { level: 'No', count: 40 },
      { level: 'Yes', count: 19 },
    ]);
    expect(f.missing).toBe(1);
    expect(s).toMatchObject({
      missing: 1,
      distinct: 2,
      levels: [
        { level: 'ATM', count: 59 },
        { level: 'Mobile', count: 29 },
      ],
    });
    expect(one.notes).toEqual([{ code: 'column.constant', args: { column: 'one' } }]);
    expect(none).toMatchObject({ histogram: null, notes: [{ code: 'column.allMissing', args: { column: 'none' } }] });
  });
});
