import { beforeAll, describe, expect, test } from 'vitest';
import { cleanStepOf, learnSteps, nothingLearned } from '#engine/clean/runSteps';
import { CLEAN_STEPS } from '#engine/clean/registry';
import type { Pool } from '#engine/workers/Pool';
import { checkOptions } from '#shared/option';
import { CLEAN_SAMPLES, manyKinds } from '../support/cleanSamples.ts';
import { cleanContext } from '../support/cleanSteps.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

let pools: Pool[];
beforeAll(async () => {
  pools = [await sharedPool(1), await sharedPool(4)];
});
/** Shared by all steps, which leave their input alone. */
const LONG_TABLE = manyKinds(17_000);
const json = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const context = (pool = pools[0]) => cleanContext({ run: testRun({ pool }) });

test('every step has options to be tried with', () => {
  expect(Object.keys(CLEAN_SAMPLES).sort()).toEqual(CLEAN_STEPS.map(step => step.id).sort());
});

describe.each(CLEAN_STEPS.map(step => [step.id, step] as const))('cleaning step %s', (id, step) => {
  const options = [{}, ...CLEAN_SAMPLES[id]].map(given => checkOptions(step.options, given));

  test('its state is plain, its table whole, its input unchanged, and what was learned gives the same again', async () => {
    for (const given of options) {
      const table = manyKinds(240);
      const before = json(table);
      const { state, effect, made = [] } = await step.fit(table, given, context());
      expect(json(state)).toEqual(state);
      expect(effect).toMatch(/^\S.*\.$/s);
      const applied = await step.apply(table, json(state), context());
      expect(await step.apply(table, state, context())).toEqual(applied);
      expect(applied.roles).toHaveLength(applied.columns.length);
      expect(applied.sourceRows).toHaveLength(applied.nRows);
      for (const column of applied.columns) {
        if (column.kind === 'set') expect(column.offsets).toHaveLength(applied.nRows + 1);
        else expect('codes' in column ? column.codes : column.values).toHaveLength(applied.nRows);
      }
      const names = applied.columns.map(column => column.name);
      expect(new Set(names).size).toBe(names.length);
      const old = table.columns.map(column => column.name);
      for (const name of names.filter(known => !old.includes(known))) expect(made.map(one => one.name)).toContain(name);
      for (const { from } of made) for (const name of from) expect(old).toContain(name);
      expect(json(table)).toEqual(before);
    }
  });

  test('where other customers are placed, no row is lost', async () => {
    for (const given of options) {
      const { state } = await step.fit(manyKinds(240), given, context());
      for (const n of [0, 1, 3, 240]) {
        const placed = await step.apply(manyKinds(n), state, { ...context(), removesRows: false });
        expect(placed.nRows).toBe(n);
        expect(Array.from(placed.sourceRows)).toEqual(Array.from(manyKinds(n).sourceRows));
      }
    }
  });

  test('one thread and four learn the same bits', async () => {
    for (const given of options) {
      const [one, four] = await Promise.all(pools.map(pool => step.fit(LONG_TABLE, given, context(pool))));
      expect(JSON.stringify(four)).toBe(JSON.stringify(one));
      const tables = await Promise.all(pools.map(pool => step.apply(LONG_TABLE, one.state, context(pool))));
      expect(tables[1]).toEqual(tables[0]);
    }
  });

  test('few rows and columns without a value', async () => {
    for (const given of options) {
      for (const table of [manyKinds(1), manyKinds(2), manyKinds(30, true)]) {
        const { state } = await step.fit(table, given, context());
        const applied = await step.apply(table, state, context());
        expect(applied.nRows).toBeLessThanOrEqual(table.nRows);
      }
    }
  });

  test('a column that is not there is named with the step', async () => {
    const chooses = Object.entries(step.options).filter(
      ([, option]) => option.kind === 'columns' || option.kind === 'column',
    );
    for (const [name, option] of chooses) {
      const given = checkOptions(step.options, {
        ...CLEAN_SAMPLES[id][0],
        [name]: option.kind === 'column' ? 'nowhere' : ['nowhere'],
      });
      await expect(step.fit(manyKinds(30), given, context())).rejects.toMatchObject({
        code: 'clean.missingColumn',
        args: { step: '1, Step', column: 'nowhere' },
      });
    }
  });
});

test('a cancel stops the steps', async () => {
  const stop = new AbortController();
  const run = { ...testRun({ pool: pools[1], signal: stop.signal }), progress: () => stop.abort() };
  const steps = CLEAN_STEPS.map(step => ({ step: step.id, options: CLEAN_SAMPLES[step.id][0] }));
  await expect(
    learnSteps(nothingLearned(manyKinds(2000)), steps, { ...context(), run }, () => undefined),
  ).rejects.toMatchObject({
    name: 'Cancelled',
  });
});

test('a step that does not exist is named', () => {
  expect(() => cleanStepOf('polish')).toThrow(expect.objectContaining({ code: 'recipe.invalid' }));
});
