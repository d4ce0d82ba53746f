import { expect, test } from 'vitest';
import { applyPreparation } from '#engine/prepare/pipeline';
import { minimizeBounded } from '#engine/prepare/minimizeBounded';
import { powerTransform } from '#engine/prepare/steps/powerTransform';
import { yeoJohnson } from '#engine/prepare/yeoJohnson';
import type { NumberColumn } from '#engine/table/Column';
import { differencesFrom, featureGolden, numberColumns } from '../support/featureGolden.ts';
import { fitAlone } from '../support/fitAlone.ts';
import { numbers, tableOf } from '../support/preparedGolden.ts';
import { fitSteps, rolesFor, stepContext, usePool } from '../support/prepareSteps.ts';

const pool = usePool();

const { gappy, power } = featureGolden();

test('powers and values equal scikit-learn’s PowerTransformer', async () => {
  const { columns, state, effect } = await fitAlone(powerTransform, tableOf(...numberColumns(gappy)));
  for (const { name, lambda } of state.columns) expect(Math.abs(lambda - power.lambdas[name])).toBeLessThan(1e-6);
  for (const column of columns)
    expect(differencesFrom((column as NumberColumn).values, power.transformed[column.name], 1e-6)).toEqual([]);
  expect(effect).toBe(
    'Power chosen for income (λ -0.06), balance (λ 0.99), score (λ 0.86) and tenure (λ -0.01); λ 1 changes nothing, 0 is the logarithm.',
  );
});

test('by hand', () => {
  expect(yeoJohnson(3, 2)).toBeCloseTo((4 ** 2 - 1) / 2, 14);
  expect(yeoJohnson(3, 0)).toBeCloseTo(Math.log(4), 15);
  expect(yeoJohnson(-3, 0)).toBeCloseTo(-(4 ** 2 - 1) / 2, 14);
  expect(yeoJohnson(-3, 2)).toBeCloseTo(-Math.log(4), 15);
  for (const x of [-5, 0, 0.25, 1e6]) expect(yeoJohnson(x, 1)).toBeCloseTo(x, 8);
  expect(yeoJohnson(NaN, 0.5)).toBeNaN();
});

test('the same values everywhere, none at all and huge ones are left in peace', async () => {
  const table = tableOf(
    numbers('same', [4, 4, 4, 4]),
    numbers('none', [null, null, null, null]),
    numbers('huge', [-1e150, 0, 3, 1e150]),
  );
  const { columns, state } = await fitAlone(powerTransform, table);
  expect(state.columns.slice(0, 2).map(({ lambda }) => lambda)).toEqual([1, 1]);
  expect([...(columns[2] as NumberColumn).values].every(Number.isFinite)).toBe(true);
});

test('a later customer with far more than any before has the farthest place, and not a gap', async () => {
  // Most near the upper end: the power is large.
  const many = Array.from({ length: 200 }, (_none, i) => 1000 + 10 * Math.sqrt(i / 200));
  const steps: [string][] = [['powerTransform'], ['scale']];
  const { pipeline } = await fitSteps(pool(), tableOf(numbers('narrow', many)), steps);
  const later = tableOf(numbers('narrow', [1005, 1e15, 1e300]));
  const { values } = await applyPreparation(pipeline, later, rolesFor(later), stepContext(pool()));
  expect(values[0]).toBeLessThan(values[1]);
  expect(values[1]).toBe(values[2]);
  expect(Number.isFinite(values[2] * values[2])).toBe(true);
});

test('the least point of a curve, inside and at a bound', async () => {
  expect(await minimizeBounded(async x => (x - 1.25) ** 2 + 3, [-4, 9], 1e-9)).toBeCloseTo(1.25, 7);
  expect(await minimizeBounded(async x => Math.exp(x) - 2 * x, [-4, 9], 1e-9)).toBeCloseTo(Math.log(2), 7);
  expect(await minimizeBounded(async x => x, [-4, 9], 1e-9)).toBeCloseTo(-4, 6);
});
