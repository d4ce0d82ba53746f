import { describe, expect, test } from 'vitest';
import { drawFolds, foldMoments, smoothedMeans, withoutFold } from '#engine/prepare/encode/targetMeans';
import { applyPreparation, fitPreparation } from '#engine/prepare/pipeline';
import { frequency } from '#engine/prepare/steps/frequency';
import { ordinal } from '#engine/prepare/steps/ordinal';
import type { CategoryColumn, Column, Table } from '#engine/table/Column';
import { stream } from '#engine/random';
import { featureGolden, differencesFrom } from '../support/featureGolden.ts';
import { category, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, stepContext, usePool } from '../support/prepareSteps.ts';
import { fitAlone } from '../support/fitAlone.ts';

const pool = usePool();
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = featureGolden();
const city = category('city', golden.city) as CategoryColumn;

describe('ordinal', () => {
  test('positions by alphabet equal scikit-learn’s OrdinalEncoder, gaps stay gaps', async () => {
    const { values, effect } = await fitAlone(ordinal, tableOf(city), { order: 'alphabet' });
    expect(differencesFrom(values, golden.ordinal.codes, 0)).toEqual([]);
    expect(effect).toBe('Levels replaced by their position: city (Gwadar < Karachi < Lahore < Multan < Quetta).');
  });

  test('a given order, that of the variables, and by frequency', async () => {
    const risk = category('risk', ['High', 'Low', 'Medium', 'Low', null, 'Low', 'Medium', 'Unrated']);
    const given = await fitAlone(ordinal, tableOf(risk), { levels: ['Low', 'Medium', 'High'] });
    expect([...given.values]).toEqual([2, 0, 1, 0, NaN, 0, 1, 3]);
    const ordered = { ...risk, order: ['High', 'Medium', 'Low'] } as Column;
    const known = await fitAlone(ordinal, tableOf(ordered));
    expect([...known.values]).toEqual([0, 2, 1, 2, NaN, 2, 1, 3]);
    const counted = await fitAlone(ordinal, tableOf(risk), { order: 'frequency' });
    expect([...counted.values]).toEqual([1, 3, 2, 3, NaN, 3, 2, 0]);
  });

  test('a level never seen has the position of the middle customer', async () => {
    const { pipeline } = await fit(tableOf(category('c', [...'aabbbcd'])), ['ordinal']);
    const later = await applyPreparation(
      pipeline,
      tableOf(category('c', ['new', 'd'])),
      ['feature'],
      stepContext(pool()),
    );
    expect([...later.values]).toEqual([1, 3]);
  });
});

test('frequencies equal pandas; a level never seen has none', async () => {
  const { values } = await fitAlone(frequency, tableOf(city));
  expect(differencesFrom(values, golden.frequency, 1e-15)).toEqual([]);
  const { pipeline } = await fit(tableOf(category('c', [...'aaab'])), ['frequency']);
  const later = await applyPreparation(
    pipeline,
    tableOf(category('c', ['new', 'a'])),
    ['feature'],
    stepContext(pool()),
  );
  expect([...later.values]).toEqual([0, 0.75]);
});

describe('target means', () => {
  const nLevels = city.levels.length;
  const codes = Int32Array.from(city.codes, code => (code < 0 ? nLevels : code));
  const nameOf = (code: number) => (code === nLevels ? '(gap)' : city.levels[code]);
  const exited = Float64Array.from(golden.exited);

  test.each([
    ['auto', null, exited],
    ['smooth20', 20, exited],
    ['continuous', null, Float64Array.from(golden.loss)],
  ] as const)('equal scikit-learn’s TargetEncoder: %s', (name, smoothing, target) => {
    const expected = golden.target[name];
    const folds = Uint8Array.from(golden.folds);
    const moments = foldMoments(codes, nLevels + 1, target, folds, 5);
    const { numbers: found, prior } = smoothedMeans(withoutFold(moments, -1), smoothing);
    expectClose([prior], [expected.prior], 1e-13);
    expectClose([...found], [...found.keys()].map(code => expected.encodings[nameOf(code)]), 1e-12); // prettier-ignore
    const others = moments.map((_fold, f) => smoothedMeans(withoutFold(moments, f), smoothing).numbers);
    expectClose(
      Array.from(codes, (code, row) => others[folds[row]][code]),
      expected.outOfFold,
      1e-12,
    );
  });

  test('by hand: two levels, smoothed by 2 average customers', () => {
    // level 0: 1, 1, 0; level 1: 0, 0. Prior 2/5; (2 + 2 · 0.4) / (3 + 2) = 0.56; (0 + 0.8) / (2 + 2) = 0.2
    const [all] = foldMoments(Int32Array.of(0, 0, 0, 1, 1), 2, Float64Array.of(1, 1, 0, 0, 0), null, 1);
    const { numbers: found } = smoothedMeans(all, 2);
    expectClose([...found], [0.56, 0.2], 1e-15);
  });

  test('folds are of one size, and drawn by lot', () => {
    const folds = drawFolds(103, 5, stream(1, 'folds'));
    expect([0, 1, 2, 3, 4].map(f => folds.filter(fold => fold === f).length)).toEqual([21, 21, 21, 20, 20]);
    expect(drawFolds(103, 5, stream(2, 'folds'))).not.toEqual(folds);
  });

  test('new customers get what all say, levels never seen the mean of all, and the words say so', async () => {
    const table = tableOf(city, flags('Exited', golden.exited), numbers('x', golden.loss));
    const steps = [{ step: 'targetEncoding', options: {} }];
    const context = stepContext(pool());
    const { matrix, pipeline, effects, features } = await fitPreparation(
      table,
      ['feature', 'target', 'feature'],
      steps,
      context,
    );
    expect(features[0]).toEqual({ name: 'city', column: 'city', level: null, transform: 'smoothed mean of Exited' });
    expect(effects[0].effect).toBe(
      "Levels replaced by the share of customers whose Exited is Yes (27.5 % over all 240 with a known outcome), each customer's from the other 4 folds: city (5 levels).",
    );
    const rows = tableOf(category('city', ['Lahore', 'Karachi', null, 'Sibi']), numbers('x', [1, 2, 3, 4]));
    const later = await applyPreparation(pipeline, rows, ['feature', 'feature'], context);
    const { encodings, prior } = golden.target.auto;
    expectClose(matrixColumn(later, 0), [encodings.Lahore, encodings.Karachi, encodings['(gap)'], prior], 1e-12);
    expect(new Set(matrixColumn(matrix, 0)).size).toBeGreaterThan(20);
  });

  test('without a target, or with one of many levels, a sentence names the step', async () => {
    const steps = [{ step: 'targetEncoding', options: {} }];
    await expect(fitPreparation(tableOf(city), ['feature'], steps, stepContext(pool()))).rejects.toMatchObject({
      code: 'prepare.needsTarget',
      args: { step: 'Categories to target means', targets: '' },
    });
    const many = tableOf(city, category('Outcome', golden.city));
    await expect(fitPreparation(many, ['feature', 'target'], steps, stepContext(pool()))).rejects.toMatchObject({
      code: 'prepare.wrongTarget',
      args: { column: 'Outcome' },
    });
    const named = [{ step: 'targetEncoding', options: { target: 'city' } }];
    await expect(fitPreparation(many, ['feature', 'target'], named, stepContext(pool()))).rejects.toMatchObject({
      code: 'prepare.needsTarget',
      args: { targets: 'Outcome' },
    });
  });
});

describe('oneHot', () => {
  const letters = category('c', [...'aaaabbbccd']);

  test('more levels than allowed: the rest together, with a note', async () => {
    const { matrix, notes, pipeline } = await fit(tableOf(letters), ['oneHot', { maxLevels: 3, whenMore: 'group' }]);
    expect(matrix.columnNames).toEqual(['c: a', 'c: b', 'c: Other']);
    expect(matrixColumn(matrix, 2)).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1]);
    expect(notes).toEqual([{ code: 'oneHot.levelsGrouped', args: { column: 'c', levels: 4, kept: 2 } }]);
    const later = await applyPreparation(
      pipeline,
      tableOf(category('c', ['z', 'b', null])),
      ['feature'],
      stepContext(pool()),
    );
    expect([...later.values]).toEqual([0, 0, 1, 0, 1, 0, 0, 0, 0]);
  });

  test('the most frequent level without a flag', async () => {
    const first = await fit(tableOf(letters), ['oneHot', { drop: 'first' }]);
    expect(first.matrix.columnNames).toEqual(['c: b', 'c: c', 'c: d']);
    expect([...first.matrix.values.subarray(0, 3)]).toEqual([0, 0, 0]);
    expect(first.effects[0].effect).toBe('One flag per level of c (3 flags, none for a).');
    const two = tableOf(letters, category('sex', [...'mfmfmmmmff']));
    const binary = await fit(two, ['oneHot', { drop: 'ifBinary' }]);
    expect(binary.matrix.columnNames).toEqual(['c: a', 'c: b', 'c: c', 'c: d', 'sex: f']);
  });

  test('columns not chosen stay categories for a later step', async () => {
    const table = tableOf(letters, category('e', [...'xxyyxxyyxz']));
    const { matrix } = await fit(table, ['oneHot', { columns: ['e'] }], ['ordinal']);
    expect(matrix.columnNames).toEqual(['c', 'e: x', 'e: y', 'e: z']);
  });
});
