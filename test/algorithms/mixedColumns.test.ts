import { describe, expect, it } from 'vitest';
import { findMixedColumns, readMixedRows } from '#engine/algorithms/mixed/MixedColumns';
import type { FeatureInfo } from '#shared/results';
import { matrixOf } from '../support/matrices.ts';
import { testRun } from '../support/testRun.ts';

const run = testRun();
const feature = (column: string, level: string | null): FeatureInfo => ({
  name: level === null ? column : `${column}: ${level}`,
  column,
  level,
  transform: '',
});

describe('reading categories back from a prepared matrix', () => {
  // Income, city as three scaled flags, two channels of which a customer may have both, and a flag of its own.
  const features = [
    feature('income', null),
    feature('city', 'A'),
    feature('channels', 'web'),
    feature('city', 'B'),
    feature('channels', 'branch'),
    feature('city', 'C'),
    feature('pep', null),
  ];
  const x = matrixOf([
    [1.5, 2, -1, -0.5, 0.5, -0.1, 3],
    [0.5, -1, 0.7, 1.5, 0.5, -0.1, -3],
    [2.5, -1, 0.7, -0.5, -2, 9, -3],
    [3.5, -1, -1, -0.5, -2, -0.1, -3],
  ]);

  it('joins exclusive flags to one category, and keeps members of sets and flags apart', async () => {
    const columns = await findMixedColumns(x, features, run);
    expect(columns.numeric).toEqual([0]);
    expect(columns.categories).toEqual([[1, 3, 5], [2], [4], [6]]);
    const rows = await readMixedRows(x, columns, run);
    expect([...rows.numbers]).toEqual([1.5, 0.5, 2.5, 3.5]);
    // City A, B, C and none; then 0 for yes and 1 for no.
    expect([...rows.levels]).toEqual([0, 1, 0, 0, 1, 0, 0, 1, 2, 0, 1, 1, 3, 1, 1, 1]);
  });

  it('reads new rows by what it learned, whatever they hold', async () => {
    const columns = await findMixedColumns(x, features, run);
    const rows = await readMixedRows(matrixOf([[9, 2, -1, -0.5, 0.5, -0.1, -3]]), structuredClone(columns), run);
    expect([...rows.levels]).toEqual([0, 1, 0, 1]);
  });

  it('takes every column as a number where nothing is known of them', async () => {
    const columns = await findMixedColumns(x, undefined, run);
    expect(columns.numeric).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(columns.categories).toEqual([]);
  });

  it('keeps two columns of one source apart from a source of the name of a place', async () => {
    const odd = [feature('1', 'yes'), feature('other', null)];
    const columns = await findMixedColumns(
      matrixOf([
        [0, 1],
        [1, 0],
      ]),
      odd,
      run,
    );
    expect(columns.categories).toEqual([[0], [1]]);
  });

  it('refuses rows of another model', async () => {
    const columns = await findMixedColumns(x, features, run);
    await expect(readMixedRows(matrixOf([[1, 2]]), columns, run)).rejects.toThrow('the model has 7 columns');
  });
});
