import { beforeAll, describe, expect, test } from 'vitest';
import type { FitContext, WorkTable } from '#engine/prepare/defineStep';
import { applyPreparation, fitPreparation } from '#engine/prepare/pipeline';
import { STEPS } from '#engine/prepare/registry';
import { workTable } from '#engine/prepare/workColumns';
import type { Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { defaults } from '#shared/option';
import { category, days, flags, numbers, sets } from '../support/preparedGolden.ts';
import { rolesFor } from '../support/prepareSteps.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let pools: Pool[];
beforeAll(async () => {
  pools = [await sharedPool(1), await sharedPool(4)];
});
/** With a target of two outcomes, one in three. */
const context = (nRows: number, pool = pools[0]): FitContext => ({
  run: testRun({ pool }),
  referenceDay: 20_000,
  targets: [outcome(nRows)],
});
const outcome = (n: number) =>
  flags(
    'outcome',
    Array.from({ length: n }, (_none, i) => Number(i % 3 === 1 || i % 11 === 5)),
  );

/** Columns of every kind a step can meet; PCA stands behind all others and meets numbers only. */
function working(n: number, step: string): WorkTable {
  const each = <T>(f: (i: number) => T) => Array.from({ length: n }, (_none, i) => f(i));
  const whole: Column[] = [
    numbers(
      'a',
      each(i => (i * 37) % 101),
    ),
    numbers(
      'b',
      each(i => Math.exp((i * 13) % 9)),
    ),
    numbers(
      'same',
      each(() => 4),
    ),
  ];
  const rest: Column[] = [
    numbers(
      'gaps',
      each(i => (i % 5 === 1 ? null : i % 11)),
    ),
    flags(
      'f',
      each(i => (i % 7 === 2 ? null : i % 2)),
    ),
    category(
      'c',
      each(i => (i % 6 === 5 ? null : ['x', 'y', 'z', `rare ${i}`][i % 40 === 39 ? 3 : i % 3])),
    ),
    sets(
      's',
      each(i => (i % 4 === 0 ? [] : i % 3 ? ['m'] : ['m', 'n'])),
    ),
    days(
      'd',
      each(i => (i % 9 === 8 ? null : 10_000 + i)),
    ),
  ];
  const columns = step === 'pca' ? whole : [...whole, ...rest];
  return allFeatures(columns, n);
}
function allFeatures(columns: readonly Column[], n: number): WorkTable {
  return workTable(
    n,
    columns.map(column => ({
      column,
      role: 'feature' as const,
      lineage: { column: column.name, level: null, transform: [] },
    })),
  );
}
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

describe.each(STEPS.map(step => [step.id, step] as const))('step %s', (id, step) => {
  test('its state is plain and treats rows alone as it treats them together', async () => {
    const table = working(200, id);
    const before = json(table);
    const { state, effect } = await step.fit(table, defaults(step.options), context(200));
    expect(json(state)).toEqual(state);
    expect(effect).toMatch(/^\S.*\.$/);
    const applied = await step.apply(table, json(state), context(0));
    expect(applied.nRows).toBe(200);
    expect(applied.roles).toHaveLength(applied.columns.length);
    expect(applied.lineage).toHaveLength(applied.columns.length);
    expect(new Set(applied.columns.map(column => column.name)).size).toBe(applied.columns.length);
    expect(await step.apply(table, state, context(0))).toEqual(applied);
    expect(json(table)).toEqual(before);
    const few = await step.apply(working(3, id), state, context(0));
    expect(few.columns.map(column => [column.name, column.kind])).toEqual(
      applied.columns.map(column => [column.name, column.kind]),
    );
  });

  test('one thread and four learn the same bits', async () => {
    const table = working(5000, id);
    const [one, four] = await Promise.all(
      pools.map(pool => step.fit(table, defaults(step.options), context(5000, pool))),
    );
    expect(JSON.stringify(four.state)).toBe(JSON.stringify(one.state));
    const tables = await Promise.all(pools.map(pool => step.apply(table, one.state, context(0, pool))));
    expect(tables[1]).toEqual(tables[0]);
  });

  test('few rows, and none to apply to', async () => {
    for (const n of [1, 2]) {
      const table = working(n, id);
      if (id === 'pca' && n === 1) {
        const alone = step.fit(table, defaults(step.options), context(n));
        await expect(alone).rejects.toMatchObject({ code: 'data.tooFewRows' });
        continue;
      }
      const { state, effect } = await step.fit(table, defaults(step.options), context(n));
      expect(effect).not.toMatch(/NaN|undefined|Infinity/);
      expect((await step.apply(table, json(state), context(0))).nRows).toBe(n);
      expect((await step.apply(working(0, id), json(state), context(0))).nRows).toBe(0);
    }
  });

  test('only gaps, only one value, only categories: a right answer', async () => {
    const gaps = [numbers('gaps', Array<null>(30).fill(null)), category('none', Array<null>(30).fill(null))];
    const same = [numbers('same', Array<number>(30).fill(7)), flags('yes', Array<1>(30).fill(1))];
    const words = [category('c', [...'abcabdabcaabcabdabcaabcabdabca']), category('one', Array<string>(30).fill('x'))];
    const numeric: Column[][] = [same];
    for (const columns of id === 'pca' ? numeric : [gaps, same, words]) {
      const table = allFeatures(columns, 30);
      const { state, effect } = await step.fit(table, defaults(step.options), context(30));
      expect(effect).toMatch(/^\S.*\.$/);
      expect(effect).not.toMatch(/NaN|undefined|Infinity/);
      expect(json(state)).toEqual(state);
      expect((await step.apply(table, state, context(0))).nRows).toBe(30);
    }
  });

  test('a column that a person chose and that is not there is named, and so is the step', async () => {
    if (!('columns' in step.options)) return;
    const options = { ...defaults(step.options), columns: ['Kredit'] };
    await expect(step.fit(working(50, id), options, context(50))).rejects.toMatchObject({
      code: 'prepare.missingColumn',
      args: { step: step.title, column: 'Kredit' },
    });
  });

  test('857 columns: a right answer or a sentence', async () => {
    const wide = Array.from({ length: 857 }, (_none, j) =>
      numbers(
        `v${j}`,
        Array.from({ length: 40 }, (_row, i) => ((i + 1) * (j + 3)) % 17),
      ),
    );
    const table = allFeatures(wide, 40);
    try {
      const { state } = await step.fit(table, defaults(step.options), context(40));
      expect((await step.apply(table, state, context(0))).nRows).toBe(40);
    } catch (error) {
      expect(error).toMatchObject({ name: 'AppError', args: { step: step.title } });
    }
  });
});

test('no step can make an input of the target', async () => {
  const n = 300;
  const few = working(n, 'all');
  const table = { nRows: n, columns: [...few.columns, outcome(n)] };
  const roles = rolesFor(table).with(-1, 'target');
  for (const step of STEPS.filter(({ id }) => id !== 'pca')) {
    const { features, pipeline } = await fitPreparation(
      table,
      roles,
      [
        { step: step.id, options: {} },
        { step: 'dates', options: {} },
        { step: 'impute', options: {} },
      ],
      context(n),
    );
    expect(pipeline.inputs).not.toContain('outcome');
    expect(features.map(feature => feature.column)).not.toContain('outcome');
    if ('columns' in step.options)
      await expect(
        fitPreparation(table, roles, [{ step: step.id, options: { columns: ['outcome'] } }], context(n)),
      ).rejects.toMatchObject({ code: 'prepare.missingColumn' });
  }
});

test('a customer’s own outcome never enters the value its category is replaced by', async () => {
  const step = STEPS.find(({ id }) => id === 'targetEncoding')!;
  const n = 400;
  // Two customers to a level: with its own outcome in it, the mean would give it away.
  const cells = Array.from({ length: n }, (_none, i) => `level ${i >> 1}`);
  const table = allFeatures([category('pairs', cells)], n);
  const target = outcome(n) as { values: Uint8Array };
  const valuesWith = async (values: Uint8Array) => {
    const targets = [flags('outcome', [...values])];
    const { treated } = await step.fit(table, defaults(step.options), { ...context(n), targets });
    return (treated!.columns[0] as { values: Float64Array }).values;
  };
  const before = await valuesWith(target.values);
  for (const row of [0, 1, 57, 399]) {
    const turned = target.values.slice();
    turned[row] = 1 - turned[row];
    const after = await valuesWith(turned);
    expect(after[row]).toBe(before[row]);
    expect(after).not.toEqual(before);
  }
});

test('a cancel stops the pipeline', async () => {
  const stop = new AbortController();
  // Cancelled by its own first word of progress, so that what is stopped has begun and no clock decides where.
  const run = { ...testRun({ pool: pools[1], signal: stop.signal }), progress: () => stop.abort() };
  const recipe = STEPS.filter(step => step.id !== 'pca').map(step => ({ step: step.id, options: {} }));
  const withOutcome = (n: number) => ({ nRows: n, columns: [...working(n, 'all').columns, outcome(n)] });
  const few = withOutcome(200);
  const roles = rolesFor(few).with(-1, 'target');
  const fitted = await fitPreparation(few, roles, recipe, context(0));
  const table = withOutcome(2000);
  await expect(fitPreparation(table, roles, recipe, { run, referenceDay: 20_000 })).rejects.toMatchObject({
    name: 'Cancelled',
  });
  expect(stop.signal.aborted).toBe(true);
  await expect(applyPreparation(fitted.pipeline, table, roles, { run, referenceDay: 0 })).rejects.toMatchObject({
    name: 'Cancelled',
  });
});
