import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { answersAt, MOST_POINTS, partialDependence } from '#engine/scoring/explain/partialDependence';
import { selectFeatureRows, type FeatureTable } from '#engine/table/FeatureTable';
import type { BlobShape } from '../../golden/lcgBlobs.ts';
import { categoryFeature, numberFeature } from '../../support/featureTables.ts';
import { testRun } from '../../support/testRun.ts';
import { goldenEnsemble, goldenRows, type GoldenTrees } from './goldenTrees.ts';
import { answersOf, plannedOf } from './plannedOf.ts';

interface GoldenCase {
  shape: BlobShape;
  column: number;
  trees: GoldenTrees;
  grid: number[];
  average: number[];
  individual: number[][];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/partialDependence.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

/** Answers with the first feature, 0.25 for a gap. */
const firstFeature = async ({ nRows, features: [first] }: FeatureTable) =>
  Float64Array.from({ length: nRows }, (_none, row) => {
    const value = first.kind === 'number' ? first.values[row] : first.codes[row] / 10;
    return Number.isNaN(value) || value < 0 ? 0.25 : value;
  });
const curve = (x: FeatureTable, mostRows?: number) =>
  partialDependence({ score: firstFeature, x, planned: plannedOf(x)[0], feature: 0 }, testRun(), mostRows);

describe('partial dependence', () => {
  it.each(golden.cases)('equals scikit-learn, $shape.nRows × $shape.nColumns', async given => {
    const x = goldenRows(given.shape);
    const score = answersOf(goldenEnsemble(given.trees));
    const found = await answersAt(given.grid, { score, x, feature: given.column }, testRun());
    found.forEach((answers, i) => {
      expect(answers.reduce((sum, answer) => sum + answer, 0) / x.nRows).toBeCloseTo(given.average[i], 12);
      answers.forEach((answer, row) => expect(answer).toBeCloseTo(given.individual[row][i], 12));
    });
  });

  it('stands at the distinct values, with a gap as a point of its own', async () => {
    const x = { nRows: 5, features: [numberFeature('age', [0.5, 0.1, NaN, 0.5, 0.9])] };
    const { points, single, n, of, left } = await curve(x);
    expect(points.map(({ label, n: count, mean }) => [label, count, mean])).toEqual([
      ['0.1', 1, 0.1],
      ['0.5', 2, 0.5],
      ['0.9', 1, 0.9],
      ['not given', 1, 0.25],
    ]);
    expect(single).toEqual(Array.from({ length: 5 }, () => [0.1, 0.5, 0.9, 0.25]));
    expect([n, of, left]).toEqual([5, 5, 0]);
  });

  it('stands at quantiles of many values and says how many customers are next to each', async () => {
    const values = Float64Array.from({ length: 5000 }, (_none, row) => (row / 5000) ** 2);
    const { points, n, of, single, sentence } = await curve(
      { nRows: 5000, features: [numberFeature('age', values)] },
      300,
    );
    expect([points.length, n, of, single.length]).toEqual([MOST_POINTS, 300, 5000, 50]);
    expect(points[0].value).toBe(0);
    expect(points.at(-1)?.value).toBe(values[4999]);
    expect(points.reduce((sum, point) => sum + point.n, 0)).toBe(5000);
    expect(sentence).toBe(
      'With everything else as it is, the mean score goes from 0.0 % at 0 to 100.0 % at 1 by age (5,000 customers).',
    );
  });

  it('stands at the most frequent levels', async () => {
    const codes = Int32Array.from({ length: 200 }, (_none, row) => (row < 60 ? row : row < 100 ? 3 : 7));
    const x = { nRows: 200, features: [categoryFeature('region', codes, 100)] };
    const { points, left } = await curve(x);
    expect([points.length, left]).toEqual([40, 20]);
    expect(points[0]).toMatchObject({ label: 'region7', kind: 'level', n: 101 });
    expect(points[0].mean).toBeCloseTo(0.7, 12);
  });

  it('says when a feature makes no difference, and takes one that is all gaps', async () => {
    const constant = { nRows: 3, features: [numberFeature('age', [1, 1, 1])] };
    expect((await curve(constant)).sentence).toBe('Age is the same for all customers.');
    const gaps = { nRows: 3, features: [numberFeature('age', [NaN, NaN, NaN])] };
    expect((await curve(gaps)).points).toMatchObject([{ kind: 'missing', n: 3, share: 1, mean: 0.25 }]);
    const two = { nRows: 3, features: [numberFeature('other', [1, 1, 1]), numberFeature('age', [1, 2, 3])] };
    const other = await partialDependence(
      { score: firstFeature, x: two, planned: plannedOf(two)[1], feature: 1 },
      testRun(),
    );
    expect(other.sentence).toBe('Age makes no difference to the score.');
    expect(selectFeatureRows(two, new Int32Array(0)).nRows).toBe(0);
  });
});
