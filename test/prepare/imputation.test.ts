import { describe, expect, test } from 'vitest';
import { applyPreparation } from '#engine/prepare/pipeline';
import { iterativeImpute } from '#engine/prepare/steps/iterativeImpute';
import { impute } from '#engine/prepare/steps/impute';
import type { Column, NumberColumn, Table } from '#engine/table/Column';
import { dayNumber } from '#engine/table/cellValue';
import { differencesFrom, featureGolden, numberColumns } from '../support/featureGolden.ts';
import { fitAlone } from '../support/fitAlone.ts';
import { category, days, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, stepContext, usePool } from '../support/prepareSteps.ts';

const pool = usePool();
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = featureGolden();
const gappy = () => tableOf(...numberColumns(golden.gappy));
const valuesOf = (columns: readonly Column[], name: string) =>
  (columns.find(column => column.name === name) as NumberColumn).values;

describe('one value for every gap', () => {
  test.each([
    ['mean', 'mean'],
    ['mode', 'most_frequent'],
  ] as const)('%s equals scikit-learn’s SimpleImputer', async (numeric, strategy) => {
    const { columns } = await fitAlone(impute, gappy(), { numeric });
    for (const [name, values] of Object.entries(golden.simple[strategy]))
      expect(differencesFrom(valuesOf(columns, name), values, 1e-14)).toEqual([]);
  });

  test('a given number, flags, a level with a name of its own, and dates', async () => {
    const table = tableOf(
      numbers('limit', [1, null, 3, null]),
      flags('pep', [1, null, 1, 1]),
      category('city', ['Lahore', null, 'Lahore', 'Quetta']),
      days('since', [dayNumber('2020-01-01'), null, dayNumber('2020-01-03'), dayNumber('2020-01-07')]),
    );
    const options = { numeric: 'constant', fillValue: -1, flags: 'no', categories: 'level', fillText: 'Unknown' };
    const { columns, effect } = await fitAlone(impute, table, options);
    expect([...valuesOf(columns, 'limit')]).toEqual([1, -1, 3, -1]);
    expect([...valuesOf(columns, 'pep')]).toEqual([1, 0, 1, 1]);
    expect(columns[2]).toMatchObject({ levels: ['Lahore', 'Quetta', 'Unknown'], codes: Int32Array.of(0, 2, 0, 1) });
    expect(valuesOf(columns, 'since')[1]).toBe(dayNumber('2020-01-03'));
    expect(effect).toBe(
      '5 gaps filled in limit (2), pep (1), city (1) and since (1): numbers with -1, flags with no, "Unknown" in city, dates with the median.',
    );
  });

  test('where gaps were is kept on request, and replayed', async () => {
    const table = tableOf(
      numbers('a', [1, null, 3, 4]),
      numbers('b', [1, 2, 3, 5]),
      category('c', ['x', null, 'x', 'y']),
    );
    const { matrix, features, pipeline, effects } = await fit(
      table,
      ['impute', { numeric: 'median', addIndicator: true, categories: 'mode' }],
      ['oneHot'],
    );
    expect(matrix.columnNames).toEqual(['a', 'a: missing', 'b', 'c: x', 'c: y', 'c: missing']);
    expect(matrixColumn(matrix, 1)).toEqual([0, 1, 0, 0]);
    expect(features[1]).toEqual({ name: 'a: missing', column: 'a', level: 'missing', transform: '1 when missing' });
    expect(effects[0].effect).toMatch(/ 2 yes-or-no columns added that say where a gap was\.$/);
    const rows = tableOf(numbers('a', [null, 2]), numbers('b', [null, 2]), category('c', ['y', null]));
    const later = await applyPreparation(pipeline, rows, ['feature', 'feature', 'feature'], stepContext(pool()));
    expect([...later.values]).toEqual([3, 1, 2.5, 0, 1, 0, 2, 0, 2, 1, 0, 1]);
  });

  test('only chosen columns are filled', async () => {
    const table = tableOf(numbers('a', [1, null, 3]), numbers('b', [null, 2, 3]));
    const { columns } = await fitAlone(impute, table, { numeric: 'mean', columns: ['b'] });
    expect(valuesOf(columns, 'a')[1]).toBeNaN();
    expect(valuesOf(columns, 'b')[0]).toBe(2.5);
  });
});

describe('by regression', () => {
  test.each([
    ['mean', { withinRange: false }],
    ['median', { withinRange: false, initialStrategy: 'median' }],
    ['clipped', {}],
    ['tenRounds', { withinRange: false, tol: 0 }],
  ] as const)('equals scikit-learn’s IterativeImputer: %s', async (name, options) => {
    const { columns, state } = await fitAlone(iterativeImpute, gappy(), options);
    const expected = golden.iterative[name];
    expect(state.regressions).toHaveLength(4 * expected.rounds);
    for (const [column, values] of Object.entries(expected.filled))
      expect(differencesFrom(valuesOf(columns, column), values, 1e-9)).toEqual([]);
  });

  test('learned from the first 160 customers and replayed on all', async () => {
    const first = Object.fromEntries(
      Object.entries(golden.gappy).map(([name, values]) => [name, values.slice(0, 160)]),
    );
    const { pipeline } = await fit(tableOf(...numberColumns(first)), ['iterativeImpute', { withinRange: false }]);
    const roles = Object.keys(first).map(() => 'feature' as const);
    const later = await applyPreparation(pipeline, gappy(), roles, stepContext(pool()));
    Object.values(golden.iterative.replayed.filled).forEach((values, j) =>
      expectClose(matrixColumn(later, j), values, 1e-9),
    );
  });

  test('by hand: b is twice a, so a gap in b is twice its a', async () => {
    const a = Array.from({ length: 60 }, (_none, i) => i);
    const b = a.map(value => (value === 20 ? null : 2 * value));
    const { columns, effect } = await fitAlone(iterativeImpute, tableOf(numbers('a', a), numbers('b', b)));
    expect(valuesOf(columns, 'b')[20]).toBeCloseTo(40, 3);
    expect(effect).toMatch(/^1 gap filled in b \(1\): estimated from 1 other column in \d rounds?\.$/);
  });

  test('rounds that do not settle, columns without values and a column alone', async () => {
    const { pipeline, notes } = await fit(gappy(), ['iterativeImpute', { maxIter: 1 }]);
    expect(notes).toEqual([{ code: 'impute.notSettled', args: { rounds: 1 } }]);
    expect(pipeline.inputs).toHaveLength(4);
    const none = tableOf(numbers('none', [null, null, null]), numbers('x', [1, null, 5]));
    const alone = await fit(none, ['iterativeImpute']);
    expect(alone.notes).toEqual([{ code: 'impute.allMissing', args: { column: 'none' } }]);
    expect(matrixColumn(alone.matrix, 0)).toEqual([1, 3, 5]);
    expect(alone.effects[0].effect).toContain('because there is no other column');
  });

  test('at most so many predictors, those that go along with a column most', async () => {
    const { state } = await fitAlone(iterativeImpute, gappy(), { nNearestFeatures: 1, maxIter: 1 });
    const { regressions } = state;
    expect(regressions.map(({ from }) => from.length)).toEqual([1, 1, 1, 1]);
    expect(regressions.find(({ column }) => column === 1)!.from).not.toEqual([3]);
  });
});
