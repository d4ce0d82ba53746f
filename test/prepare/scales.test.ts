import { describe, expect, test } from 'vitest';
import { scale } from '#engine/prepare/steps/scale';
import type { NumberColumn, Table } from '#engine/table/Column';
import { differencesFrom, featureGolden, numberColumns } from '../support/featureGolden.ts';
import { fitAlone } from '../support/fitAlone.ts';
import { category, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, usePool } from '../support/prepareSteps.ts';

const pool = usePool();
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = featureGolden();

describe('scale', () => {
  test.each([
    ['robust', 'RobustScaler'],
    ['minMax', 'MinMaxScaler'],
  ] as const)('%s equals scikit-learn’s %s, gaps and all', async (method, _name) => {
    const { columns } = await fitAlone(scale, tableOf(...numberColumns(golden.gappy)), { method });
    for (const column of columns)
      expect(differencesFrom((column as NumberColumn).values, golden[method][column.name], 1e-13)).toEqual([]);
  });

  test('from 0 to 1, yes and no are 1 apart, and so are two levels', async () => {
    const table = tableOf(flags('pep', [1, 0, 0, 0]), category('c', ['a', 'b', 'c', 'a']), numbers('x', [5, 7, 9, 15]));
    const { matrix, features } = await fit(table, ['oneHot'], ['scale', { method: 'minMax' }]);
    expect(matrixColumn(matrix, 0)).toEqual([1, 0, 0, 0]);
    const row = (i: number) => [...matrix.values.subarray(i * 5 + 1, i * 5 + 4)];
    expect(Math.hypot(...row(0).map((value, j) => value - row(1)[j]))).toBeCloseTo(1, 14);
    expect(matrixColumn(matrix, 4)).toEqual([0, 0.2, 0.4, 1]);
    expect(features.map(feature => feature.transform)).toEqual([
      'no is 0, yes is 1',
      '1 when a, its column weighted to one vote',
      '1 when b, its column weighted to one vote',
      '1 when c, its column weighted to one vote',
      'from 0 to 1',
    ]);
  });

  test('a column without a quartile range is divided by its standard deviation, with a note', async () => {
    const alerts = [0, 0, 0, 0, 0, 0, 0, 3];
    const { matrix, notes } = await fit(tableOf(numbers('alerts', alerts)), ['scale', { method: 'robust' }]);
    const sd = Math.sqrt(9 / 8 - (3 / 8) ** 2);
    expectClose(matrixColumn(matrix, 0), alerts.map(value => value / sd), 1e-14); // prettier-ignore
    expect(notes).toEqual([{ code: 'scale.noQuartileRange', args: { column: 'alerts' } }]);
  });

  test('columns not chosen keep their unit; a chosen source column stands for its flags', async () => {
    const table = tableOf(numbers('x', [1, 2, 3, 6]), numbers('y', [10, 20, 30, 60]), category('c', [...'abab']));
    const { matrix, effects } = await fit(table, ['oneHot'], ['scale', { columns: ['y', 'c'] }]);
    expect(matrixColumn(matrix, 0)).toEqual([1, 2, 3, 6]);
    expectClose([matrixColumn(matrix, 1).reduce((sum, value) => sum + value ** 2, 0) / 4], [1], 1e-14);
    expect(matrixColumn(matrix, 2).every(value => value !== 0)).toBe(true);
    expect(effects[1].effect).toBe(
      '3 columns brought to one scale, the flags of 1 source column weighted to one vote each; 1 other column left as it is.',
    );
  });
});

describe('pca', () => {
  test('as many components as explain a share of the variance equal scikit-learn’s PCA', async () => {
    for (const { share, n, scores } of golden.pca) {
      const table = tableOf(...numberColumns(golden.complete));
      const { matrix } = await fit(table, ['scale'], ['pca', { minVariance: share }]);
      expect(matrix.nColumns).toBe(n);
      for (let c = 0; c < n; c++) expectClose(matrixColumn(matrix, c), scores.map(row => row[c]), 1e-11); // prettier-ignore
    }
  });

  test('only chosen columns are replaced', async () => {
    const table = tableOf(
      ...numberColumns(golden.complete),
      category(
        'c',
        golden.city.map(level => level ?? 'none'),
      ),
    );
    const { matrix } = await fit(
      table,
      ['scale'],
      ['pca', { columns: ['income', 'score'], choose: 'count', nComponents: 1 }],
      ['oneHot'],
    );
    expect(matrix.columnNames.slice(0, 3)).toEqual(['Component 1', 'balance', 'tenure']);
  });
});
