import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { StepContext, WorkTable } from '#engine/prepare/defineStep';
import { applyPreparation, fitPreparation } from '#engine/prepare/pipeline';
import { STEPS } from '#engine/prepare/registry';
import { workTable } from '#engine/prepare/workColumns';
import type { Column } from '#engine/table/Column';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';
import { defaults } from '#shared/option';
import { category, days, flags, numbers, sets } from '../support/preparedGolden.ts';
import { rolesFor } from '../support/prepareSteps.ts';
import { testRun } from '../support/testRun.ts';

let pools: Pool[];
beforeAll(async () => {
  pools = [await createPool(1), await createPool(4)];
});
afterAll(() => Promise.all(pools.map(pool => pool.close())));
const context = (pool = pools[0]): StepContext => ({ run: testRun({ pool }), referenceDay: 20_000 });

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
    const { state, effect } = await step.fit(table, defaults(step.options), context());
    expect(json(state)).toEqual(state);
    expect(effect).toMatch(/^\S.*\.$/);
    const applied = await step.apply(table, json(state), context());
    expect(applied.nRows).toBe(200);
    expect(applied.roles).toHaveLength(applied.columns.length);
    expect(applied.lineage).toHaveLength(applied.columns.length);
    expect(new Set(applied.columns.map(column => column.name)).size).toBe(applied.columns.length);
    expect(await step.apply(table, state, context())).toEqual(applied);
    expect(json(table)).toEqual(before);
    const few = await step.apply(working(3, id), state, context());
    expect(few.columns.map(column => [column.name, column.kind])).toEqual(
      applied.columns.map(column => [column.name, column.kind]),
    );
  });

  test('one thread and four learn the same bits', async () => {
    const table = working(5000, id);
    const [one, four] = await Promise.all(pools.map(pool => step.fit(table, defaults(step.options), context(pool))));
    expect(JSON.stringify(four.state)).toBe(JSON.stringify(one.state));
    const tables = await Promise.all(pools.map(pool => step.apply(table, one.state, context(pool))));
    expect(tables[1]).toEqual(tables[0]);
  });

  test('few rows, and none to apply to', async () => {
    const table = working(2, id);
    const { state } = await step.fit(table, defaults(step.options), context());
    expect((await step.apply(table, state, context())).nRows).toBe(2);
    expect((await step.apply(working(0, id), state, context())).nRows).toBe(0);
  });
});

test('a cancel stops the pipeline', async () => {
  const stop = new AbortController();
  // Cancelled by its own first word of progress, so that what is stopped has begun and no clock decides where.
  const run = { ...testRun({ pool: pools[1], signal: stop.signal }), progress: () => stop.abort() };
  const recipe = STEPS.filter(step => step.id !== 'pca').map(step => ({ step: step.id, options: {} }));
  const few = working(200, 'all');
  const fitted = await fitPreparation(few, rolesFor(few), recipe, context());
  const table = working(2000, 'all');
  await expect(fitPreparation(table, rolesFor(table), recipe, { run, referenceDay: 20_000 })).rejects.toMatchObject({
    name: 'Cancelled',
  });
  expect(stop.signal.aborted).toBe(true);
  await expect(
    applyPreparation(fitted.pipeline, table, rolesFor(table), { run, referenceDay: 0 }),
  ).rejects.toMatchObject({ name: 'Cancelled' });
});
