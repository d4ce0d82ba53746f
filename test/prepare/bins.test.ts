import { describe, expect, test } from 'vitest';
import { binsOf, quantileCuts, uniformCuts } from '#engine/prepare/bins/cuts';
import { monotoneCuts } from '#engine/prepare/bins/monotoneCuts';
import { treeCuts } from '#engine/prepare/bins/treeCuts';
import { countOutcomes, weightOfEvidence } from '#engine/prepare/bins/weightOfEvidence';
import { applyPreparation, fitPreparation } from '#engine/prepare/pipeline';
import { binLabels, bins } from '#engine/prepare/steps/bins';
import { stream } from '#engine/random';
import type { NumberColumn, Table } from '#engine/table/Column';
import { featureGolden, numberColumns } from '../support/featureGolden.ts';
import { fitAlone } from '../support/fitAlone.ts';
import { category, flags, numbers, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, stepContext, usePool } from '../support/prepareSteps.ts';

const pool = usePool();
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = featureGolden();
const exited = Float64Array.from(golden.exited);
const target = flags('Exited', golden.exited);
const column = (values: readonly (number | null)[]) => Float64Array.from(values, value => value ?? NaN);

describe('cuts without a target', () => {
  test.each([
    ['quantile', quantileCuts],
    ['uniform', uniformCuts],
  ] as const)('equal scikit-learn’s KBinsDiscretizer: %s', (name, cutsOf) => {
    for (const [key, values] of Object.entries(golden.complete)) {
      const expected = golden.bins[name][key];
      const cuts = cutsOf(column(values), 5);
      expectClose(cuts, expected.edges.slice(1, -1), 1e-13);
      expect([...binsOf(column(values), cuts)]).toEqual(expected.codes);
    }
  });

  test('repeated values share a bin, gaps have their own, one value needs no cut', () => {
    // nine values: the quantiles at 0.2, 0.4 and 0.6 are 0, the least; that at 0.8 lies 0.4 of the way from 1 to 2
    expectClose(quantileCuts(column([0, 0, 0, 0, 0, 0, 1, 2, 3, null]), 5), [1.4], 1e-14);
    expect([...binsOf(column([-1, 0, 5, 7, null]), [0, 5])]).toEqual([0, 1, 2, 2, 3]);
    for (const cutsOf of [quantileCuts, uniformCuts]) {
      expect(cutsOf(column([4, 4, 4]), 5)).toEqual([]);
      expect(cutsOf(column([null, null]), 5)).toEqual([]);
    }
  });
});

describe('cuts by the target', () => {
  test('equal scikit-learn’s DecisionTreeClassifier, within the 32 bits it rounds to', () => {
    for (const [name, expected] of Object.entries(golden.tree))
      expectClose(treeCuts(column(golden.gappy[name]), exited, 5, 0.05), expected.cuts, 1e-6);
  });

  test('one-way cuts equal isotonic regression over the bins', () => {
    for (const [name, expected] of Object.entries(golden.tree)) {
      const values = column(golden.gappy[name]);
      const cuts = treeCuts(values, exited, 5, 0.05);
      const { events, others } = countOutcomes(binsOf(values, cuts), cuts.length + 2, exited);
      const counts = [...events].map((count, bin) => count + others[bin]);
      const kept = monotoneCuts(cuts, counts.slice(0, -1), [...events].slice(0, -1));
      expectClose(kept, expected.monotoneCuts, 1e-6);
    }
  });

  test('by hand: rates 0.1, 0.3, 0.2, 0.6 rise when the middle two are one', () => {
    expect(monotoneCuts([1, 2, 3], [10, 10, 10, 10], [1, 3, 2, 6])).toEqual([1, 3]);
    expect(monotoneCuts([1, 2, 3], [10, 10, 10, 10], [6, 3, 2, 1])).toEqual([1, 2, 3]);
    expect(monotoneCuts([1], [10, 10], [2, 2])).toEqual([]);
  });

  test('no bin is smaller than the least share, and a column that tells nothing is not cut', () => {
    const values = column(Array.from({ length: 100 }, (_none, i) => i));
    const events = Float64Array.from({ length: 100 }, (_none, i) => Number(i < 3 || i >= 60));
    expect(treeCuts(values, events, 5, 0.1)[0]).toBeGreaterThanOrEqual(9.5);
    expect(treeCuts(values, new Float64Array(100), 5, 0.05)).toEqual([]);
  });
});

describe('weight of evidence', () => {
  test('by hand', () => {
    // events 1 and 3, others 5 and 1, smoothing 0.5: shares of events 1.5/5 and 3.5/5, of others 5.5/7 and 1.5/7
    const { weights, information } = weightOfEvidence(
      { events: Float64Array.of(1, 3), others: Float64Array.of(5, 1) },
      0.5,
    );
    const [first, second] = [Math.log(5.5 / 7 / (1.5 / 5)), Math.log(1.5 / 7 / (3.5 / 5))];
    expectClose(weights, [first, second], 1e-14);
    expect(information).toBeCloseTo((5.5 / 7 - 1.5 / 5) * first + (1.5 / 7 - 3.5 / 5) * second, 14);
  });

  test('equals pandas on the bins of a tree, gaps in their own, and the words give the information value', async () => {
    const table = tableOf(...numberColumns(golden.gappy));
    const { columns, state, effect } = await fitAlone(bins, table, { method: 'tree' }, { targets: [target] });
    for (const found of state.columns) {
      const expected = golden.tree[found.name];
      expectClose(found.numbers!.slice(0, expected.woe.length), expected.woe, 1e-13);
      expectClose([found.information!], [expected.iv], 1e-13);
      const { values } = columns.find(({ name }) => name === found.name) as NumberColumn;
      const gap = golden.gappy[found.name].indexOf(null);
      expect(values[gap]).toBe(found.numbers!.at(-1));
    }
    expect(effect).toBe(
      'Bins replaced by their weight of evidence for Exited is Yes, 0.5 added to every count: income (5 bins, information value 0.68), balance (5 bins, information value 0.75), score (5 bins, information value 0.62) and tenure (5 bins, information value 0.27).',
    );
  });

  test('of the levels of a category; rare ones share a bin, a level never seen has none', async () => {
    const city = category('city', golden.city);
    const all = await fitAlone(bins, tableOf(city), { minShare: 0 }, { targets: [target] });
    const names = ['(gap)', 'Gwadar', 'Karachi', 'Lahore', 'Multan', 'Quetta'];
    const found = new Map(golden.city.map((level, row) => [level ?? '(gap)', all.values[row]]));
    expectClose(names.map(name => found.get(name)!), golden.cityWoe.woe, 1e-13); // prettier-ignore
    const table = tableOf(city, target);
    const steps = [{ step: 'bins', options: { minShare: 0.3 } }];
    const { pipeline } = await fitPreparation(table, ['feature', 'target'], steps, stepContext(pool()));
    const rows = tableOf(category('city', ['Multan', 'Gwadar', 'Quetta', 'Sibi']));
    const later = matrixColumn(await applyPreparation(pipeline, rows, ['feature'], stepContext(pool())), 0);
    expect(later[0]).toBe(later[1]);
    expect(later[0]).toBe(later[2]);
    expect(later[3]).toBe(0);
  });

  test('a column that has nothing to do with the target is said to tell no more than chance, whatever its information value', async () => {
    const random = stream(4, 'noise');
    const noise = numbers('noise', golden.exited.map(() => random.uniform())); // prettier-ignore
    const known = numbers('known', golden.exited.map(event => event + 2 * random.uniform())); // prettier-ignore
    const steps = [{ step: 'bins', options: { method: 'tree' } }];
    const roles = ['feature', 'feature', 'target'] as const;
    const { notes } = await fitPreparation(tableOf(noise, known, target), roles, steps, stepContext(pool()));
    expect(notes.filter(({ code }) => code === 'bins.byChance')).toMatchObject([
      { args: { n: 1, columns: expect.stringMatching(/^noise \(0\.\d\d, by chance 0\.\d\d\)$/) as string } },
    ]);
  });

  test('a column that gives the target away is suspicious', async () => {
    const values = golden.exited.map((event, i) => event * 10 + (i % 3));
    const table = tableOf(numbers('closed', values), target);
    const steps = [{ step: 'bins', options: {} }];
    const { notes } = await fitPreparation(table, ['feature', 'target'], steps, stepContext(pool()));
    expect(notes).toMatchObject([{ code: 'bins.suspicious', args: { column: 'closed', target: 'Exited' } }]);
  });
});

describe('what a bin becomes', () => {
  const table = tableOf(numbers('age', [18, 25, 31, 44, 52, 67, null, 38]));

  test('without a target bins of equal counts become their numbers, and a gap 0', async () => {
    const { matrix, effects, features } = await fit(table, ['bins', { nBins: 3 }]);
    expect(matrixColumn(matrix, 0)).toEqual([1, 1, 2, 3, 3, 3, 0, 2]);
    expect(effects[0].effect).toBe('Values replaced by the number of their bin: age (3 bins).');
    expect(features[0].transform).toBe('number of its bin (1 to 3)');
  });

  test('or levels, for flags', async () => {
    const { matrix } = await fit(table, ['bins', { nBins: 3, encode: 'levels', method: 'uniform' }], ['oneHot']);
    expect(matrix.columnNames).toEqual([
      'age: below 34.3',
      'age: 34.3 to 50.7',
      'age: 50.7 and more',
      'age: Not given',
    ]);
    expect(binLabels([1.0001, 1.0002])).toEqual(['below 1.0001', '1.0001 to 1.0002', '1.0002 and more']);
  });

  test('flags on the common scale are not cut unless they are chosen', async () => {
    const both = tableOf(numbers('age', [18, 25, 31, 44]), category('c', [...'aaab']));
    const { matrix, effects } = await fit(both, ['oneHot'], ['scale'], ['bins', { nBins: 2 }]);
    expect(effects[2].effect).toBe('Values replaced by the number of their bin: age (2 bins).');
    expect(matrix.columnNames).toEqual(['age', 'c: a', 'c: b']);
  });

  test('a weight of evidence needs a target of two outcomes', async () => {
    await expect(fit(table, ['bins', { encode: 'woe' }])).rejects.toMatchObject({ code: 'prepare.needsTarget' });
    const amounts = tableOf(numbers('age', [1, 2, 3]), numbers('loss', [1, 5, 9]));
    const steps = [{ step: 'bins', options: { encode: 'woe' } }];
    await expect(fitPreparation(amounts, ['feature', 'target'], steps, stepContext(pool()))).rejects.toMatchObject({
      code: 'prepare.wrongTarget',
      args: { column: 'loss' },
    });
    const automatic = [{ step: 'bins', options: {} }];
    const { effects } = await fitPreparation(amounts, ['feature', 'target'], automatic, stepContext(pool()));
    expect(effects[0].effect).toMatch(/^Values replaced by the number of their bin/);
  });
});
