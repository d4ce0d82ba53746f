import { describe, expect, test } from 'vitest';
import { applyPreparation } from '#engine/prepare/pipeline';
import { productsOf, countProducts } from '#engine/prepare/products';
import { polynomial } from '#engine/prepare/steps/polynomial';
import type { NumberColumn, Table } from '#engine/table/Column';
import { featureGolden, numberColumns } from '../support/featureGolden.ts';
import { fitAlone } from '../support/fitAlone.ts';
import { category, numbers, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, stepContext, usePool } from '../support/prepareSteps.ts';

const pool = usePool();
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = featureGolden();

describe('polynomial', () => {
  test.each([
    ['degree2', { degree: 2 }],
    ['degree3', { degree: 3 }],
    ['interactions3', { degree: 3, interactionOnly: true }],
  ] as const)('equals scikit-learn’s PolynomialFeatures: %s', async (name, options) => {
    const { powers, first } = golden.polynomial[name];
    const { columns } = await fitAlone(polynomial, tableOf(...numberColumns(golden.complete)), options);
    expect(columns).toHaveLength(powers.length);
    columns.forEach(
      (column, j) =>
      expectClose([...(column as NumberColumn).values.subarray(0, 12)], first.map(row => row[j]), 1e-14), // prettier-ignore
    );
    const made = productsOf(4, options.degree, 'interactionOnly' in options);
    expect(made.map(product => [0, 1, 2, 3].map(j => product.find(([column]) => column === j)?.[1] ?? 0))).toEqual(
      powers.filter(row => row.reduce((sum, power) => sum + power, 0) > 1),
    );
  });

  test('names, words and the count beforehand', async () => {
    const table = tableOf(numbers('a', [1, 2, 3]), numbers('b', [2, null, 5]));
    const { columns, effect } = await fitAlone(polynomial, table);
    expect(columns.map(column => column.name)).toEqual(['a', 'b', 'a²', 'a × b', 'b²']);
    expect([...(columns[3] as NumberColumn).values]).toEqual([2, NaN, 15]);
    expect(effect).toBe('3 new columns made of 2 columns: a², a × b and b².');
    // 40 columns: 40 · 41 / 2 pairs and squares; 40 · 39 / 2 pairs
    expect(countProducts(40, 2, false)).toBe(820);
    expect(countProducts(40, 2, true)).toBe(780);
    expect(countProducts(4, 3, false)).toBe(productsOf(4, 3, false).length);
  });

  test('too many new columns are refused with the counts, too large numbers left out with a note', async () => {
    const table = tableOf(...numberColumns(golden.complete));
    await expect(fit(table, ['polynomial', { degree: 3, maxFeatures: 20 }])).rejects.toMatchObject({
      code: 'prepare.tooManyFeatures',
      args: { step: 'Powers and products', features: 30, allowed: 20, columns: 4 },
    });
    const huge = await fit(tableOf(numbers('x', [1e200, 1, 2])), ['polynomial']);
    expect(huge.matrix.columnNames).toEqual(['x']);
    expect(huge.notes).toEqual([{ code: 'polynomial.tooLarge', args: { column: 'x²' } }]);
  });
});

describe('ratios', () => {
  const table = tableOf(
    numbers('debt', [10, 30, 5, null, 8]),
    numbers('income', [100, 60, 0, 50, 80]),
    category('c', [...'aabab']),
  );

  test('a division by zero has the median, is counted, and later too', async () => {
    const { matrix, pipeline, effects, features } = await fit(
      table,
      ['ratios', { ratios: [['debt', 'income']] }],
      ['impute', { numeric: 'median' }],
    );
    expect(matrix.columnNames).toEqual(['debt', 'income', 'debt / income']);
    expectClose(matrixColumn(matrix, 2), [0.1, 0.5, 0.1, 0.1, 0.1], 1e-15);
    expect(features[2]).toEqual({
      name: 'debt / income',
      column: 'debt / income',
      level: null,
      transform: 'ratio',
      from: ['debt', 'income'],
    });
    expect(effects[0].effect).toBe(
      '1 ratio added: debt / income (2 without a value, because the divisor is 0 or one of the two is missing, got the median 0.1).',
    );
    const rows = tableOf(numbers('debt', [0, 4]), numbers('income', [0, 8]), category('c', ['a', 'b']));
    const later = await applyPreparation(pipeline, rows, ['feature', 'feature', 'feature'], stepContext(pool()));
    expect(matrixColumn(later, 2)).toEqual([0.1, 0.5]);
  });

  test('a column that is not there, or is no number, is named with the step', async () => {
    await expect(fit(table, ['ratios', { ratios: [['debt', 'wage']] }])).rejects.toMatchObject({
      code: 'prepare.missingColumn',
      args: { step: 'Ratios', column: 'wage', columns: 'debt, income and c' },
    });
    await expect(fit(table, ['ratios', { ratios: [['c', 'debt']] }])).rejects.toMatchObject({
      code: 'prepare.wrongColumn',
      args: { step: 'Ratios', column: 'c', kind: 'category', need: 'numbers' },
    });
  });

  test('a divisor that is always 0 makes no column', async () => {
    const none = tableOf(numbers('a', [1, 2, 3]), numbers('zero', [0, 0, 0]));
    const { matrix, notes } = await fit(none, ['ratios', { ratios: [['a', 'zero']] }]);
    expect(matrix.columnNames).toEqual(['a']);
    expect(notes[0]).toEqual({ code: 'ratios.noValue', args: { column: 'a / zero' } });
  });
});
