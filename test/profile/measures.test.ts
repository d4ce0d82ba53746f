import { beforeAll, describe, expect, test } from 'vitest';
import { associate } from '#engine/profile/associations/associate';
import { correlationRatio, cramersV, crossTable, pearson, spearman } from '#engine/profile/associations/measures';
import { numberDetail } from '#engine/profile/numberDetail';
import { sortedPresent, summariseSorted } from '#engine/profile/summarise';
import type { Pool } from '#engine/workers/Pool';
import { category, numbers, tableOf } from '../support/preparedGolden.ts';
import { profileGolden } from '../support/profileGolden.ts';
import { importedOf, profileOfTable } from '../support/profileOfTable.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

const golden = profileGolden();
const close = (found: number | null | undefined, expected: number, rtol = 1e-10) =>
  expect(Math.abs(found! - expected)).toBeLessThanOrEqual(rtol * Math.max(1, Math.abs(expected)));
const codesOf = (values: readonly (string | null)[]) => {
  const levels = [...new Set(values.filter(value => value !== null))];
  return {
    codes: Int32Array.from(values, value => (value === null ? -1 : levels.indexOf(value))),
    nCodes: levels.length,
  };
};
const ranks = (values: readonly (number | null)[]) => {
  const distinct = [...new Set(values.filter(value => value !== null))].sort((a, b) => a - b);
  const codes = Int32Array.from(values, value => (value === null ? -1 : distinct.indexOf(value)));
  return { codes, nCodes: distinct.length };
};
const floats = (values: readonly (number | null)[]) => Float64Array.from(values, value => value ?? NaN);

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(1);
});

describe('golden: pandas, scipy and scikit-learn', () => {
  test('Pearson and Spearman, pairwise complete, with ties and gaps, through the threads', async () => {
    const table = tableOf(...Object.entries(golden.columns).map(([name, values]) => numbers(name, values)));
    const { correlations } = await profileOfTable(table, pool);
    expect(correlations.pairs).toHaveLength(golden.pairs.length);
    for (const expected of golden.pairs) {
      const found = correlations.pairs.find(({ a, b }) => a === expected.a && b === expected.b);
      if (found?.kind !== 'numbers') throw new Error(`${expected.a} and ${expected.b} were not compared`);
      expect(found.n).toBe(expected.n);
      close(found.pearson, expected.pearson);
      close(found.spearman, expected.spearman);
    }
  });

  test("Cramér's V, corrected for bias", () => {
    const flag = golden.flag.map(value => (value === null ? null : String(value)));
    const sides: Record<string, (string | null)[]> = { region: golden.region, product: golden.product, flag };
    for (const [pair, expected] of Object.entries(golden.cramersV)) {
      const [a, b] = pair.split(' ');
      const found = cramersV(codesOf(sides[a]), codesOf(sides[b]));
      expect(found.n).toBe(expected.n);
      close(found.value, expected.value);
    }
  });

  test('correlation ratio', () => {
    for (const [pair, expected] of Object.entries(golden.eta)) {
      const values = floats(golden.columns[pair.split(' ')[1]]);
      const found = correlationRatio(codesOf(golden.region), values, sortedPresent(values)[0]);
      expect(found.n).toBe(expected.n);
      close(found.value, expected.value);
    }
  });

  test('quantiles, skewness, fences and outliers', () => {
    for (const [name, expected] of Object.entries(golden.details)) {
      const sorted = sortedPresent(floats(golden.columns[name]));
      const { mean, sd } = summariseSorted(sorted, sorted.length);
      const found = numberDetail(sorted, mean, sd);
      found.quantiles.forEach((value, i) => close(value, expected.quantiles[i], 1e-12));
      close(found.skewness, expected.skewness);
      close(found.fences.low, expected.low, 1e-12);
      close(found.fences.high, expected.high, 1e-12);
      const { nBelow, nAbove, nFar } = expected;
      expect(found).toMatchObject({ nBelow, nAbove, nFar });
    }
  });
});

describe('by hand', () => {
  test('Pearson: (1, 2), (2, 4), (3, 5) and a pair with a gap', () => {
    // means 2 and 11/3; cxy = 1·5/3 + 0 + 1·4/3 = 3; cxx = 2; cyy = 25/9 + 1/9 + 16/9 = 14/3; r = 3 / sqrt(28/3)
    const found = pearson(floats([1, 2, 3, 9]), floats([2, 4, 5, null]), 0, 0);
    expect(found.n).toBe(3);
    close(found.value, 3 / Math.sqrt(28 / 3), 1e-15);
  });

  test('Pearson keeps its digits where values are large, and has no value without variance', () => {
    const shift = (by: number) => [1, 2, 3, 5].map(value => value + by);
    const far = pearson(floats(shift(1e9)), floats([2, 4, 5, 6]), 1e9 + 2, 4);
    close(far.value, pearson(floats(shift(0)), floats([2, 4, 5, 6]), 2, 4).value!, 1e-15);
    expect(pearson(floats([5, 5, 5]), floats([1, 2, 3]), 5, 2).value).toBeNull();
    expect(pearson(floats([0.1 + 0.2, 0.1 + 0.2, 0.1 + 0.2]), floats([1, 2, 3]), 0, 2).value).toBeNull();
    expect(pearson(floats([1, 2]), floats([1, 2]), 0, 0)).toEqual({ value: null, n: 2 });
  });

  test('Spearman: ties at their mean rank, ranks among the rows that both have', () => {
    // Without the gap row: x 10 20 20 40 has ranks 1 2.5 2.5 4, y 3 1 2 5 has ranks 3 1 2 4.
    // From the mean 2.5: x −1.5 0 0 1.5, y 0.5 −1.5 −0.5 1.5: sxy = −0.75 + 2.25 = 1.5; sxx = 4.5; syy = 5; r = 1.5 / sqrt(22.5)
    const found = spearman(ranks([10, 20, 20, 40, 30]), ranks([3, 1, 2, 5, null]));
    expect(found.n).toBe(4);
    close(found.value, 1.5 / Math.sqrt(22.5), 1e-15);
  });

  test("Cramér's V: a perfect 2 × 2 table is 1, an even one 0", () => {
    const yes = codesOf([...'aaabbb']);
    // φ² = 1; corrected 1 − 1/5 = 0.8; r = c = 2 − 1/5 = 1.8; V² = 0.8 / 0.8
    close(cramersV(yes, yes).value, 1, 1e-15);
    expect(cramersV(codesOf([...'aabb']), codesOf([...'abab'])).value).toBe(0);
    expect(cramersV(codesOf([...'aaaa']), codesOf([...'abab'])).value).toBeNull();
    expect(crossTable(codesOf(['a', 'b', null]), codesOf(['x', 'x', 'x']))).toEqual({
      counts: Float64Array.of(1, 1),
      n: 2,
    });
  });

  test('eta: groups 1 2 and 5 6', () => {
    // mean 3.5; total 6.25 + 2.25 + 2.25 + 6.25 = 17; between 2·4 + 2·4 = 16; eta² = 16/17; ε² = 1 − (1/17)·3/2 = 31/34
    const found = correlationRatio(codesOf([...'aabb', null]), floats([1, 2, 5, 6, 7]), 3);
    close(found.value, Math.sqrt(16 / 17), 1e-15);
    close(found.adjusted, Math.sqrt(31 / 34), 1e-15);
  });

  test('fences: 1 2 3 4 100', () => {
    // q1 2, q3 4: fences −1 and 7; 100 is above, the highest value within is 4. sd = sqrt(7610/4) = 43.6, so 100 is within 3 sd of 22.
    const sorted = Float64Array.of(1, 2, 3, 4, 100);
    expect(numberDetail(sorted, 22, Math.sqrt(7610 / 4))).toMatchObject({
      fences: { low: -1, high: 7 },
      nBelow: 0,
      nAbove: 1,
      whiskers: { low: 1, high: 4 },
      nFar: 0,
      extremes: [100],
      mode: { value: 1, count: 1 },
    });
  });

  test('one value, and values that are all alike', () => {
    expect(numberDetail(Float64Array.of(7), 7, NaN)).toMatchObject({ skewness: null, nFar: 0, nBelow: 0, nAbove: 0 });
    expect(numberDetail(Float64Array.of(0, 0, 0), 0, 0)).toMatchObject({ skewness: null, nZero: 3, nNegative: 0 });
    expect(numberDetail(Float64Array.of(-2, -1, 0, 3, 3), 0.6, 2.3)).toMatchObject({
      nZero: 1,
      nNegative: 2,
      mode: { value: 3, count: 2 },
    });
  });
});

describe('the picture of correlations', () => {
  test('draws the 40 columns of the strongest pairs, and says what was not compared', async () => {
    const n = 60;
    const column = (i: number) =>
      numbers(
        `c${i}`,
        Array.from({ length: n }, (_none, row) => (i < 2 ? row : Math.sin(row * (i + 1.7)))),
      );
    const table = tableOf(
      ...Array.from({ length: 45 }, (_none, i) => column(i)),
      category(
        'id',
        Array.from({ length: n }, (_none, i) => `r${i}`),
      ),
    );
    const { correlations } = await profileOfTable(table, pool, { roles: { id: 'identifier' } });
    expect(correlations.nCompared).toBe(45);
    expect(correlations.drawn).toHaveLength(40);
    expect(correlations.drawn.slice(0, 2).map(({ name }) => name)).toEqual(['c0', 'c1']);
    expect(correlations.pairs).toHaveLength((40 * 39) / 2);
    expect(correlations.strongest[0]).toMatchObject({ a: 'c0', b: 'c1', pearson: 1, spearman: 1, n });
    expect(correlations.left).toEqual([{ columns: ['id'], reason: 'names customers' }]);
    expect(correlations.sampled).toBeNull();
  });

  test('the same bits on one thread and on three, with all rows and with a sample', async () => {
    const n = 20_000;
    const table = tableOf(
      ...Array.from({ length: 12 }, (_none, i) =>
        numbers(
          `c${i}`,
          Array.from({ length: n }, (_row, row) => (row % 97 === i ? null : Math.sin(row * 0.37 * (i + 1)) + row / n)),
        ),
      ),
    );
    const three = await sharedPool(3);
    for (const limits of [
      { work: 1e9, smallestSample: 1 },
      { work: 3e5, smallestSample: 1_000 },
    ]) {
      const made = (threads: Pool) => associate(importedOf(table), testRun({ pool: threads }), limits);
      const found = (await made(three)).correlations;
      // 12 · 11 / 2 = 66 pairs; 300,000 / 66 = 4,545, cut to thousands
      expect(found.sampled).toEqual(limits.work === 1e9 ? null : { n: 4_000, of: n, seed: 42 });
      expect(found).toEqual((await made(pool)).correlations);
    }
  }, 90_000);
});
