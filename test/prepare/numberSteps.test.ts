import { describe, expect, test } from 'vitest';
import { dayNumber } from '#engine/table/cellValue';
import { medianOf } from '#engine/prepare/medianOf';
import { applyPreparation, fitPreparation } from '#engine/prepare/pipeline';
import { skewness } from '#engine/prepare/steps/logAmounts';
import type { Table } from '#engine/table/Column';
import { category, days, flags, numbers, preparedGolden, tableOf } from '../support/preparedGolden.ts';
import {
  expectClose,
  fitSteps,
  matrixColumn,
  REFERENCE_DAY,
  rolesFor,
  stepContext,
  usePool,
} from '../support/prepareSteps.ts';

const pool = usePool();
const context = () => stepContext(pool());
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = preparedGolden();
const goldenTable = () => tableOf(...Object.entries(golden.columns).map(([name, values]) => numbers(name, values)));

describe('dates', () => {
  test('years before the reference day; an age for births', async () => {
    // 2024-12-31 minus 2014-12-31 is 3653 days; 3653 / 365.25
    const table = tableOf(
      days('CustomerSince', [dayNumber('2014-12-31'), REFERENCE_DAY]),
      days('DateofBirth', [dayNumber('1984-12-31'), dayNumber('2004-12-31')]),
    );
    const { matrix, features, effects } = await fit(table, ['dates']);
    expectClose(matrixColumn(matrix, 0), [3653 / 365.25, 0], 1e-15);
    expectClose(matrixColumn(matrix, 1), [14_610 / 365.25, 7305 / 365.25], 1e-15);
    expect(features).toEqual([
      { name: 'CustomerSince', column: 'CustomerSince', level: null, transform: 'years at 2024-12-31' },
      { name: 'DateofBirth', column: 'DateofBirth', level: null, transform: 'age in years at 2024-12-31' },
    ]);
    expect(effects).toEqual([
      {
        step: 'dates',
        title: 'Dates to years',
        effect: 'CustomerSince and DateofBirth measured in years before 2024-12-31.',
      },
    ]);
  });

  test('later customers are measured at the day that was learned', async () => {
    const { pipeline } = await fit(tableOf(days('CustomerSince', [0, 365.25, 730.5])), ['dates']);
    const later = await applyPreparation(pipeline, tableOf(days('CustomerSince', [0, 0])), ['date'], {
      ...context(),
      referenceDay: 0,
    });
    expectClose(matrixColumn(later, 0), [REFERENCE_DAY / 365.25, REFERENCE_DAY / 365.25], 1e-15);
  });

  test('without a reference day dates are left out with a note', async () => {
    const table = tableOf(days('CustomerSince', [1, 2, 3]), numbers('x', [1, 2, 3]));
    const steps = [{ step: 'dates', options: {} }];
    const { matrix, notes } = await fitPreparation(table, rolesFor(table), steps, { ...context(), referenceDay: NaN });
    expect(matrix.columnNames).toEqual(['x']);
    expect(notes).toEqual([{ code: 'dates.noReference', args: { column: 'CustomerSince' } }]);
  });
});

describe('logAmounts', () => {
  test('skewness equals pandas', () => {
    for (const [name, values] of Object.entries(golden.columns))
      expectClose([skewness(Float64Array.from(values, value => value ?? NaN))], [golden.skewness[name]], 1e-12);
    expect(skewness(Float64Array.from([5, 5, 5]))).toBe(0);
  });

  test('long tails only, and both signs', async () => {
    const wanted = Object.entries(golden.skewness)
      .filter(([, skew]) => skew >= 2)
      .map(([name]) => name);
    expect(wanted).toEqual(['income']);
    const table = goldenTable();
    const { matrix, features } = await fit(table, ['logAmounts'], ['impute', { numeric: 'median' }]);
    expect(features.map(feature => feature.transform)).toEqual(['log(1 + x)', '', '', '']);
    golden.logged.income.forEach((value, row) => {
      if (value !== null) expect(matrix.values[row * 4]).toBeCloseTo(value, 12);
    });
    const all = await fit(table, ['logAmounts', { mode: 'all' }], ['impute', { numeric: 'median' }]);
    golden.logged.balance.forEach((value, row) => {
      if (value !== null) expect(all.matrix.values[row * 4 + 1]).toBeCloseTo(value, 12);
    });
    expect(all.features[1].transform).toBe('sign(x) · log(1 + |x|)');
    const never = await fit(table, ['logAmounts', { mode: 'never' }], ['impute', { numeric: 'median' }]);
    expect(never.features.every(feature => feature.transform === '')).toBe(true);
  });
});

describe('impute', () => {
  test('the median equals pandas', async () => {
    const { matrix } = await fit(goldenTable(), ['impute', { numeric: 'median' }]);
    Object.values(golden.medianFilled).forEach((values, j) => expectClose(matrixColumn(matrix, j), values, 1e-14));
  });

  test('nearest customers equal scikit-learn’s KNNImputer on z-scores', async () => {
    const { matrix } = await fit(goldenTable(), ['logAmounts'], ['impute']);
    Object.values(golden.knn).forEach((values, j) => expectClose(matrixColumn(matrix, j), values, 1e-12));
    expect(golden.knn).not.toEqual(golden.medianFilled);
  });

  test('flags and categories take the most frequent value; many gaps are a level', async () => {
    const table = tableOf(
      flags('f', [1, 1, 0, null, 1, 1, 0, 1, 1, 0]),
      category('c', ['a', 'a', 'b', 'b', 'b', null, 'a', 'b', 'b', 'a']),
      category('d', ['a', null, null, 'b', 'b', null, 'a', 'b', 'b', 'a']),
    );
    const { matrix, effects } = await fit(table, ['impute'], ['oneHot']);
    expect(matrix.columnNames).toEqual(['f', 'c: b', 'c: a', 'd: b', 'd: a', 'd: Not given']);
    expect(matrix.values[3 * 6]).toBe(1);
    expect(matrix.values[5 * 6 + 1]).toBe(1);
    expect(matrixColumn(matrix, 5)).toEqual([0, 1, 1, 0, 0, 1, 0, 0, 0, 0]);
    expect(effects[0].effect).toBe(
      '5 gaps filled in f (1), c (1) and d (3): flags and categories with the most frequent value, "Not given" in d.',
    );
    const plain = await fit(table, ['impute', { categories: 'mode' }], ['oneHot']);
    expect(plain.matrix.columnNames).toEqual(['f', 'c: b', 'c: a', 'd: b', 'd: a']);
  });

  test('columns without values, or nearly, are left out', async () => {
    const table = tableOf(
      numbers('none', [null, null, null, null, null]),
      numbers('few', [null, null, null, null, 1]),
      numbers('x', [1, 2, 3, 4, null]),
    );
    const { matrix, notes } = await fit(table, ['impute']);
    expect(matrix.columnNames).toEqual(['x']);
    expect(matrixColumn(matrix, 0)).toEqual([1, 2, 3, 4, 2.5]);
    expect(notes).toEqual([
      { code: 'impute.allMissing', args: { column: 'none' } },
      { code: 'impute.tooManyGaps', args: { column: 'few', missing: 4, of: 5 } },
    ]);
  });

  test('donors are drawn by seed above the limit, and a note says so', async () => {
    const table = tableOf(
      numbers(
        'a',
        Array.from({ length: 40 }, (_none, i) => (i === 7 ? null : i)),
      ),
      numbers(
        'b',
        Array.from({ length: 40 }, (_none, i) => i * 2),
      ),
    );
    const [one, two] = [
      await fit(table, ['impute', { maxDonors: 10 }]),
      await fit(table, ['impute', { maxDonors: 10 }]),
    ];
    expect(one.notes).toEqual([{ code: 'impute.sampledDonors', args: { column: 'a', donors: 10, of: 40 } }]);
    expect(two.matrix.values).toEqual(one.matrix.values);
    const all = await fit(table, ['impute']);
    // the neighbours of row 7 by b (14) are rows 5, 6, 8, 9 and, of the two at distance 6, the earlier: 4
    expect(all.matrix.values[14]).toBeCloseTo((5 + 6 + 8 + 9 + 4) / 5, 10);
  });

  test('the middle value', () => {
    expect(medianOf(Float64Array.from([3, 1, 2]))).toBe(2);
    expect(medianOf(Float64Array.from([4, 1, 3, 2]))).toBe(2.5);
    expect(medianOf(Float64Array.from([5, 5, 5, 5]))).toBe(5);
    expect(medianOf(new Float64Array(0))).toBeNaN();
    for (let n = 1; n < 40; n++) {
      const values = Float64Array.from({ length: n }, (_none, i) => (i * 7919) % 31);
      const sorted = values.slice().sort();
      expect(medianOf(values)).toBe((sorted[(n - 1) >> 1] + sorted[n >> 1]) / 2);
    }
  });
});
