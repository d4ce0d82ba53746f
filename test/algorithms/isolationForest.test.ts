import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fitIsolationForest,
  isolationScores,
  meanPathLength,
  type IsolationForest,
} from '#engine/algorithms/isolationForest';
import { stream } from '#engine/random';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';

interface GoldenCase {
  shape: BlobShape;
  forest: IsolationForest;
  scores: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/isolationForest.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

describe('scores of an isolation forest', () => {
  it.each(golden.cases)('equal those of scikit-learn on its own trees, $shape.nRows × $shape.nColumns', given => {
    const x = lcgBlobs(given.shape);
    for (let i = 0; i < x.values.length; i++) x.values[i] = Math.round(x.values[i] * 64) / 64;
    const scores = isolationScores(given.forest, x, 0, x.nRows);
    given.scores.forEach((score, row) => expect(scores[row]).toBeCloseTo(score, 12));
  });

  it('follow from the mean path in a search tree', () => {
    // c(4) = 2 (ln 3 + 0.5772…) − 2 · 3 / 4
    expect(meanPathLength(4)).toBeCloseTo(2 * (1.0986122886681098 + 0.5772156649015329) - 1.5, 14);
    // One tree that parts row 2 from the others at once: paths 1 + c(2) = 2, 2 and 1 + c(1) = 1, over c(3).
    const tree = { feature: [0, -1, -1], threshold: [5, 0, 0], left: [1, 0, 0], size: [3, 2, 1] };
    const scores = isolationScores({ sampleSize: 3, trees: [tree] }, matrixOf([[1], [2], [9]]), 0, 3);
    const c3 = 2 * (Math.LN2 + 0.5772156649015329) - 4 / 3;
    expect([...scores]).toEqual([2 ** -(2 / c3), 2 ** -(2 / c3), 2 ** -(1 / c3)]);
  });
});

it('grows trees in which a row far from the others is alone soon', () => {
  const x = lcgBlobs({ seed: 5, nRows: 300, nColumns: 3, nGroups: 2, spread: 1, gapShare: 0 });
  x.values.set([60, -40, 80], 0);
  const forest = fitIsolationForest(x, { nEstimators: 100, maxSamples: 256 }, tree => stream(1, 'isolation', tree));
  const scores = isolationScores(forest, x, 0, x.nRows);
  expect(scores.indexOf(Math.max(...scores))).toBe(0);
  expect(scores[0]).toBeGreaterThan(0.7);
  expect(fitIsolationForest(x, { nEstimators: 100, maxSamples: 256 }, tree => stream(1, 'isolation', tree))).toEqual(
    forest,
  );
});
