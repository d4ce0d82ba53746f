import { describe, expect, test } from 'vitest';
import { applyPreparation } from '#engine/prepare/pipeline';
import type { Column, Table } from '#engine/table/Column';
import { category, flags, numbers, preparedGolden, sets, tableOf } from '../support/preparedGolden.ts';
import { expectClose, fitSteps, matrixColumn, stepContext, usePool } from '../support/prepareSteps.ts';

const pool = usePool();
const context = () => stepContext(pool());
const fit = (table: Table, ...steps: [string, Record<string, unknown>?][]) => fitSteps(pool(), table, steps);
const golden = preparedGolden();

describe('rareLevels', () => {
  const letters = [...'aaaaaaaaaabbbbbbbbbbccd'].map(letter => letter);

  test('few customers together are "Other", at most so many levels', async () => {
    const { matrix } = await fit(tableOf(category('c', letters)), ['rareLevels', { minShare: 0.1 }], ['oneHot']);
    expect(matrix.columnNames).toEqual(['c: a', 'c: b', 'c: Other']);
    expect(matrixColumn(matrix, 2)).toEqual([...Array(20).fill(0), 1, 1, 1]);
    const one = await fit(tableOf(category('c', letters)), ['rareLevels', { minShare: 0, maxLevels: 1 }], ['oneHot']);
    expect(one.matrix.columnNames).toEqual(['c: a', 'c: Other']);
  });

  test('levels never seen become "Other" where there is one, and no level where there is not', async () => {
    const { pipeline } = await fit(tableOf(category('c', letters)), ['rareLevels', { minShare: 0.1 }], ['oneHot']);
    const later = await applyPreparation(
      pipeline,
      tableOf(category('c', ['d', 'new', 'b', null])),
      ['feature'],
      context(),
    );
    expect([...later.values]).toEqual([0, 0, 1, 0, 0, 1, 0, 1, 0, 0, 0, 0]);
    const plain = await fit(tableOf(category('c', [...'aabb'])), ['rareLevels'], ['oneHot']);
    const unseen = await applyPreparation(plain.pipeline, tableOf(category('c', ['new', 'a'])), ['feature'], context());
    expect([...unseen.values]).toEqual([0, 0, 1, 0]);
  });

  test('members of sets too', async () => {
    const table = tableOf(
      sets('s', [...Array.from({ length: 18 }, () => ['ATM', 'Mobile']), ['Fax', 'ATM'], ['Telex', 'Fax']]),
    );
    const { matrix } = await fit(table, ['rareLevels', { minShare: 0.2 }], ['multiValue']);
    expect(matrix.columnNames).toEqual(['s: ATM', 's: Mobile', 's: Other']);
    expect(matrixColumn(matrix, 2)).toEqual([...Array(18).fill(0), 1, 1]);
  });

  test('what names customers, or leaves nothing, is not used', async () => {
    const names = Array.from({ length: 30 }, (_none, i) => `town ${i % 20}`);
    const even = Array.from({ length: 300 }, (_none, i) => `town ${i % 150}`);
    const found = await fit(
      tableOf(
        category('c', names),
        numbers(
          'x',
          names.map((_name, i) => i),
        ),
      ),
      ['rareLevels'],
    );
    expect(found.matrix.columnNames).toEqual(['x']);
    expect(found.notes).toEqual([{ code: 'column.tooManyLevels', args: { column: 'c', levels: 20 } }]);
    const spread = await fit(
      tableOf(
        category('c', even),
        numbers(
          'x',
          even.map((_name, i) => i),
        ),
      ),
      ['rareLevels'],
    );
    expect(spread.notes).toEqual([{ code: 'column.tooManyLevels', args: { column: 'c', levels: 150 } }]);
  });
});

describe('multiValue and oneHot', () => {
  test('one flag per member, none for an empty cell', async () => {
    const { matrix, features } = await fit(tableOf(sets('Channels', [['ATM', 'Mobile'], [], ['Mobile'], ['ATM']])), [
      'multiValue',
    ]);
    expect([...matrix.values]).toEqual([1, 1, 0, 0, 0, 1, 1, 0]);
    expect(features[1]).toEqual({
      name: 'Channels: Mobile',
      column: 'Channels',
      level: 'Mobile',
      transform: '1 when Mobile',
    });
  });

  test('too many members or levels are left out with a note', async () => {
    const many = Array.from({ length: 60 }, (_none, i) => `m${i}`);
    const table = tableOf(
      sets(
        's',
        many.map(member => [member]),
      ),
      category('c', many),
      numbers(
        'x',
        many.map((_m, i) => i),
      ),
    );
    const { matrix, notes } = await fit(table, ['multiValue'], ['oneHot']);
    expect(matrix.columnNames).toEqual(['x']);
    expect(notes).toEqual([
      { code: 'column.tooManyLevels', args: { column: 's', levels: 60 } },
      { code: 'column.tooManyLevels', args: { column: 'c', levels: 60 } },
    ]);
  });

  test('made names never meet a name that is there', async () => {
    const { matrix } = await fit(tableOf(category('c', ['a', 'b', 'a']), numbers('c: a', [7, 8, 9])), ['oneHot']);
    expect(matrix.columnNames).toEqual(['c: a', 'c: b', 'c: a (2)']);
    expect([...matrix.values]).toEqual([1, 0, 7, 0, 1, 8, 1, 0, 9]);
  });
});

describe('scale', () => {
  test('numbers equal scikit-learn’s StandardScaler, flags keep yes and no 2 apart', async () => {
    const { matrix } = await fit(
      tableOf(...Object.entries(golden.knn).map(([name, values]) => numbers(name, values)), flags('pep', golden.pep)),
      ['scale'],
    );
    for (let j = 0; j < 4; j++)
      expectClose(
        matrixColumn(matrix, j),
        golden.zscored.map(row => row[j]),
        1e-12,
      );
    expectClose(matrixColumn(matrix, 4), golden.pepScaled, 1e-12);
    const pep = matrixColumn(matrix, 4);
    expect(Math.max(...pep) - Math.min(...pep)).toBeCloseTo(2, 12);
  });

  test('the flags of one column have a variance of 1 together', async () => {
    const { matrix, features } = await fit(tableOf(category('city', golden.city)), ['impute'], ['oneHot'], ['scale']);
    expect(matrix.columnNames).toEqual(golden.cityLevels.map(level => `city: ${level}`));
    golden.cityLevels.forEach((_level, j) =>
      expectClose(
        matrixColumn(matrix, j),
        golden.cityBlock.map(row => row[j]),
        1e-12,
      ),
    );
    const squares = matrix.values.reduce((sum, value) => sum + value * value, 0);
    expect(squares / matrix.nRows).toBeCloseTo(1, 12);
    expect(features[0].transform).toBe(`1 when ${golden.cityLevels[0]}, centred, its column weighted to one vote`);
    const each = await fit(
      tableOf(category('city', golden.city)),
      ['impute'],
      ['oneHot'],
      ['scale', { blocks: false }],
    );
    for (let j = 0; j < 3; j++) {
      const flag = matrixColumn(each.matrix, j);
      expect(Math.max(...flag) - Math.min(...flag)).toBeCloseTo(2, 12);
    }
  });

  test('a rare flag is not blown up, alone or in a block', async () => {
    const rare = Array.from({ length: 100 }, (_none, i) => (i === 0 ? 1 : 0));
    const table = tableOf(
      flags('f', rare),
      category(
        'c',
        rare.map(value => (value ? 'x' : 'y')),
      ),
    );
    const { matrix } = await fit(table, ['oneHot'], ['scale']);
    for (let j = 0; j < 3; j++) {
      const column = matrixColumn(matrix, j);
      expect(Math.max(...column) - Math.min(...column)).toBeCloseTo(2, 12);
    }
  });

  test('a column with one value is left out', async () => {
    const { matrix, notes } = await fit(tableOf(numbers('same', [3, 3, 3]), numbers('x', [1, 2, 4])), ['scale']);
    expect(matrix.columnNames).toEqual(['x']);
    expect(notes).toEqual([{ code: 'column.constant', args: { column: 'same' } }]);
  });
});

describe('pca', () => {
  const table = (): Table => {
    const x = Array.from({ length: 50 }, (_none, i) => Math.sin(i));
    return tableOf(
      numbers('a', x),
      numbers(
        'b',
        x.map(value => 2 * value + 1),
      ),
      numbers(
        'c',
        x.map((_value, i) => Math.cos(7 * i) / 10),
      ),
    );
  };

  test('two columns that say the same are one component', async () => {
    const { matrix, features, effects, pipeline } = await fit(table(), ['pca', { minVariance: 0.9 }]);
    expect(features).toEqual([
      {
        name: 'Component 1',
        column: 'Component 1',
        level: null,
        transform: 'principal component',
        from: ['a', 'b', 'c'],
      },
    ]);
    expect(effects[0].effect).toMatch(/^3 columns replaced by 1 component that explain 99\.\d % of their variance\.$/);
    const again = await applyPreparation(
      JSON.parse(JSON.stringify(pipeline)),
      table(),
      ['feature', 'feature', 'feature'],
      context(),
    );
    expect(again.values).toEqual(matrix.values);
  });

  test('a given number', async () => {
    const { matrix } = await fit(table(), ['scale'], ['pca', { choose: 'count', nComponents: 2 }]);
    expect(matrix.columnNames).toEqual(['Component 1', 'Component 2']);
  });

  test('gaps and categories before it are an error of the recipe', async () => {
    const gap = tableOf(numbers('a', [1, null, 3]), numbers('b', [1, 2, 3]));
    await expect(fit(gap, ['pca'])).rejects.toMatchObject({ code: 'recipe.invalid' });
    const words: Column = category('a', ['x', 'y', 'x']);
    await expect(fit(tableOf(words, numbers('b', [1, 2, 3])), ['pca'])).rejects.toMatchObject({
      code: 'recipe.invalid',
    });
  });
});
