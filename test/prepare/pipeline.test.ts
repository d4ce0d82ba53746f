import { beforeAll, describe, expect, test } from 'vitest';
import type { Column, Table } from '#engine/table/Column';
import { applyPreparation, checkSteps, fitPreparation } from '#engine/prepare/pipeline';
import { STEPS } from '#engine/prepare/registry';
import { dayNumber } from '#engine/table/cellValue';
import type { Pool } from '#engine/workers/Pool';
import type { ColumnRole } from '#shared/columns';
import { defaultRecipe } from '#shared/recipe';
import { category, days, flags, numbers, sets, tableOf } from '../support/preparedGolden.ts';
import { importRows } from '../support/importRows.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

const context = () => ({ run: testRun({ pool }), referenceDay: dayNumber('2024-12-31') });
const steps = defaultRecipe().prepare;

/** Every kind of column, with gaps. */
function book(n: number, shift = 0): Table {
  const at = (i: number) => i + shift;
  const each = <T>(f: (i: number) => T) => Array.from({ length: n }, (_none, i) => f(at(i)));
  return tableOf(
    numbers(
      'CustomerID',
      each(i => 1000 + i),
    ),
    numbers(
      'AvgBalance',
      each(i => (i % 9 === 4 ? null : Math.exp((i * 37) % 11))),
    ),
    numbers(
      'Alerts',
      each(i => (i % 13 === 2 ? null : (i * 5) % 4)),
    ),
    flags(
      'Is PEP',
      each(i => (i % 17 === 3 ? null : i % 5 === 0 ? 1 : 0)),
    ),
    category(
      'City',
      each(i => (i % 7 === 6 ? null : ['Lahore', 'Karachi', 'Quetta'][i % 3])),
    ),
    sets(
      'Channels',
      each(i => (i % 4 === 0 ? [] : i % 2 ? ['ATM'] : ['ATM', 'Mobile'])),
    ),
    days(
      'CustomerSince',
      each(i => 15_000 + ((i * 71) % 2000)),
    ),
    category(
      'Gender',
      each(i => (i % 2 ? 'M' : 'F')),
    ),
    flags(
      'Exited',
      each(i => (i % 3 === 0 ? 1 : 0)),
    ),
  );
}
const ROLES: ColumnRole[] = [
  'identifier',
  'feature',
  'feature',
  'flag',
  'feature',
  'feature',
  'date',
  'protected',
  'target',
];

describe('the pipeline', () => {
  test('identifiers, targets and protected columns never come in', async () => {
    const { features, pipeline } = await fitPreparation(book(80), ROLES, steps, context());
    expect([...new Set(features.map(feature => feature.column))]).toEqual([
      'AvgBalance',
      'Alerts',
      'Is PEP',
      'City',
      'Channels',
      'CustomerSince',
    ]);
    expect(pipeline.inputs).toEqual(['AvgBalance', 'Alerts', 'Is PEP', 'City', 'Channels', 'CustomerSince']);
    expect(JSON.stringify(pipeline)).not.toMatch(/CustomerID|Gender|Exited/);
  });

  test('the matrix is finite and names every column', async () => {
    const { matrix, features } = await fitPreparation(book(80), ROLES, steps, context());
    expect(matrix.values.every(Number.isFinite)).toBe(true);
    expect(matrix.values.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(matrix.columnNames).toEqual(features.map(feature => feature.name));
    expect(matrix.columnNames).toEqual([
      'AvgBalance', 'Alerts', 'Is PEP', 'City: Lahore', 'City: Karachi', 'City: Quetta', 'Channels: ATM', 'Channels: Mobile', 'CustomerSince',
    ]); // prettier-ignore
  });

  test('a state that went through JSON treats the same customers the same', async () => {
    const table = book(80);
    const { matrix, pipeline } = await fitPreparation(table, ROLES, steps, context());
    const again = await applyPreparation(JSON.parse(JSON.stringify(pipeline)), table, ROLES, context());
    expect(again).toEqual(matrix);
  });

  test('what is learned never depends on the new customers', async () => {
    const { pipeline } = await fitPreparation(book(80), ROLES, steps, context());
    const before = JSON.stringify(pipeline);
    const together = await applyPreparation(pipeline, book(30, 200), ROLES, context());
    for (const row of [0, 7, 29]) {
      const alone = await applyPreparation(pipeline, book(1, 200 + row), ROLES, context());
      const from = row * together.nColumns;
      expect([...alone.values]).toEqual([...together.values.subarray(from, from + together.nColumns)]);
    }
    expect(JSON.stringify(pipeline)).toBe(before);
  });

  test('columns may come in another order, or with fewer kinds of values', async () => {
    const { pipeline, matrix } = await fitPreparation(book(80), ROLES, steps, context());
    const turned = { nRows: 80, columns: [...book(80).columns].reverse() };
    expect((await applyPreparation(pipeline, turned, [...ROLES].reverse(), context())).values).toEqual(matrix.values);
    const single = book(2, 1);
    const columns = single.columns.map(column =>
      column.name === 'Channels' ? category('Channels', ['ATM', 'Mobile']) : column,
    );
    const found = await applyPreparation(pipeline, { nRows: 2, columns }, ROLES, context());
    const [atm, mobile] = ['Channels: ATM', 'Channels: Mobile'].map(name => found.columnNames.indexOf(name));
    expect(found.values[atm]).toBeGreaterThan(found.values[found.nColumns + atm]);
    expect(found.values[mobile]).toBeLessThan(found.values[found.nColumns + mobile]);
  });

  test('a column that is missing, or holds something else, is named', async () => {
    const { pipeline } = await fitPreparation(book(80), ROLES, steps, context());
    const without = { nRows: 5, columns: book(5).columns.filter(column => column.name !== 'City') };
    await expect(applyPreparation(pipeline, without, ROLES, context())).rejects.toMatchObject({
      code: 'data.unknownColumn',
      args: { column: 'City' },
    });
    const columns = book(3).columns.map(column =>
      column.name === 'AvgBalance' ? category('AvgBalance', ['high', 'low', 'high']) : column,
    );
    await expect(applyPreparation(pipeline, { nRows: 3, columns }, ROLES, context())).rejects.toMatchObject({
      code: 'recipe.invalid',
      args: { where: 'AvgBalance' },
    });
  });

  test('nothing to compare by, nothing that differs, too few', async () => {
    const only = tableOf(numbers('CustomerID', [1, 2, 3]));
    await expect(fitPreparation(only, ['identifier'], steps, context())).rejects.toMatchObject({
      code: 'data.noFeatures',
    });
    const left = tableOf(numbers('CustomerID', [1, 2, 3]), numbers('a', [5, 5, 5]), category('b', ['x', 'x', 'x']));
    await expect(fitPreparation(left, ['identifier', 'ignore', 'ignore'], steps, context())).rejects.toMatchObject({
      code: 'data.allIdentical',
      args: { features: 'a and b' },
    });
    const text = tableOf(numbers('a', [5, 5, 5]), category('b', ['x', 'y', 'x']));
    await expect(fitPreparation(text, ['ignore', 'ignore'], steps, context())).rejects.toMatchObject({
      code: 'data.noFeatures',
    });
    const same = tableOf(numbers('a', [5, 5, 5]), category('b', ['x', 'x', 'x']));
    await expect(fitPreparation(same, ['feature', 'feature'], steps, context())).rejects.toMatchObject({
      code: 'data.allIdentical',
      args: { features: 'a and b' },
    });
    await expect(fitPreparation(tableOf(numbers('a', [5])), ['feature'], steps, context())).rejects.toMatchObject({
      code: 'data.tooFewRows',
      args: { need: 2, got: 1 },
    });
  });

  test('columns that no step makes numeric are left out with a note; gaps that no step fills are an error', async () => {
    const table = tableOf(numbers('a', [1, 2, 3]), category('b', ['x', 'y', 'x']), sets('s', [['m'], [], ['m']]));
    const { matrix, notes } = await fitPreparation(table, ['feature', 'feature', 'feature'], [], context());
    expect(matrix.columnNames).toEqual(['a']);
    expect(notes).toEqual([
      { code: 'column.notNumeric', args: { column: 'b', kind: 'category' } },
      { code: 'column.notNumeric', args: { column: 's', kind: 'set' } },
    ]);
    const gap = tableOf(numbers('a', [1, null, 3]));
    await expect(fitPreparation(gap, ['feature'], [{ step: 'scale', options: {} }], context())).rejects.toMatchObject({
      code: 'recipe.invalid',
    });
  });

  test('free text never comes in, whatever its role, and a note says so', async () => {
    const text = { ...category('Remark', ['x', 'y', 'z']), kind: 'text' as const } as Column;
    const { matrix, notes } = await fitPreparation(
      tableOf(text, numbers('a', [1, 2, 3])),
      ['feature', 'feature'],
      steps,
      context(),
    );
    expect(matrix.columnNames).toEqual(['a']);
    expect(notes).toEqual([{ code: 'column.notNumeric', args: { column: 'Remark', kind: 'text' } }]);
  });

  test('steps and options are checked before anything is done', async () => {
    expect(() => checkSteps(steps)).not.toThrow();
    expect(() => checkSteps([{ step: 'smooth', options: {} }])).toThrow(
      expect.objectContaining({ code: 'recipe.invalid' }),
    );
    expect(() => checkSteps([{ step: 'inputs', options: {} }])).toThrow(
      expect.objectContaining({ code: 'recipe.invalid' }),
    );
    expect(() => checkSteps([{ step: 'impute', options: { nNeighbors: 0 } }])).toThrow(
      expect.objectContaining({ code: 'option.invalid' }),
    );
    expect(() => checkSteps([{ step: 'impute', options: { k: 5 } }])).toThrow(
      expect.objectContaining({ code: 'option.invalid' }),
    );
  });

  test('every step of the default recipe is registered, and ids are unique', () => {
    const ids = STEPS.map(step => step.id);
    expect(ids).toEqual(expect.arrayContaining(steps.map(step => step.step)));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('one thread and two give the same bits', async () => {
    const one = await sharedPool(1);
    const table = book(3000);
    const first = await fitPreparation(table, ROLES, steps, { ...context(), run: testRun({ pool: one }) });
    const second = await fitPreparation(table, ROLES, steps, context());
    expect(second.matrix.values).toEqual(first.matrix.values);
    expect(JSON.stringify(second.pipeline)).toBe(JSON.stringify(first.pipeline));
  });

  test('22 customers work', async () => {
    const cities = ['Lahore', 'Karachi', 'Quetta'];
    const rows = Array.from({ length: 22 }, (_none, i) => [
      i + 1,
      cities[i % 3],
      i % 6 === 0 ? 'NULL' : 100 * i * i,
      i % 2 ? 'Y' : 'N',
      i % 4 ? 'ATM; Mobile' : 'Branch',
    ]);
    const imported = await importRows([['CustomerID', 'City', 'AvgBalance', 'Is PEP', 'SubscribedChannels'], ...rows]);
    const prepared = await fitPreparation(imported.table, imported.roles, steps, {
      ...context(),
      referenceDay: imported.referenceDay,
    });
    expect(prepared.matrix.nRows).toBe(22);
    expect(prepared.matrix.values.every(Number.isFinite)).toBe(true);
  });
});
