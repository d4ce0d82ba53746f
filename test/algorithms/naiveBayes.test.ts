import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { naiveBayes, type NaiveBayesModel } from '#engine/algorithms/naiveBayes';
import { checkOptions } from '#shared/option';
import { lcgBlobs, type BlobShape } from '../golden/lcgBlobs.ts';
import { categoryFeature, featuresOf } from '../support/featureTables.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenFit {
  weighted: boolean;
  varSmoothing: number;
  theta: number[][];
  variance: number[][];
  prior: number[];
  probabilities: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/naiveBayes.json', import.meta.url), 'utf8')) as {
  cases: { shape: BlobShape; y: number[]; weights: number[]; fits: GoldenFit[] }[];
};

describe('naive Bayes as a classifier', () => {
  it.each(golden.cases)('equals scikit-learn, $shape.nRows × $shape.nColumns', async ({ shape, y, weights, fits }) => {
    const x = { nRows: shape.nRows, features: featuresOf(lcgBlobs(shape)) };
    for (const wanted of fits) {
      const training = { x, y: Uint8Array.from(y), weights: wanted.weighted ? Float64Array.from(weights) : null };
      const options = checkOptions(naiveBayes.options, { varSmoothing: wanted.varSmoothing });
      const model = (await naiveBayes.fit(training, options, testRun())).model as NaiveBayesModel;
      wanted.prior.forEach((prior, k) => expect(model.classes.classPrior[k]).toBeCloseTo(prior, 12));
      wanted.theta.flat().forEach((mean, i) => expect(model.classes.theta[i]).toBeCloseTo(mean, 10));
      wanted.variance.flat().forEach((variance, i) => expect(model.classes.variance[i] / variance).toBeCloseTo(1, 6));
      const found = await naiveBayes.predict(model, x, testRun());
      wanted.probabilities.forEach((probability, row) => expect(found[row]).toBeCloseTo(probability, 7));
    }
  });

  it('by hand: one category', async () => {
    // Level 0 has 3 of the 4 without the event and 1 of the 4 with it; its flag has mean ¾ and ¼, and the same variance ³⁄₁₆ in both.
    const x = { nRows: 8, features: [categoryFeature('f', [0, 0, 0, 1, 0, 1, 1, 1], 2)] };
    const training = { x, y: Uint8Array.of(0, 0, 0, 0, 1, 1, 1, 1), weights: null };
    const { model } = await naiveBayes.fit(training, checkOptions(naiveBayes.options, { varSmoothing: 0 }), testRun());
    const [first] = await naiveBayes.predict(model, x, testRun());
    // Both flags say the same: each ln of the densities' ratio is ((¾)² − (¼)²) / (2 · ³⁄₁₆) = 4⁄3.
    expect(first).toBeCloseTo(1 / (1 + Math.exp(8 / 3)), 12);
  });
});
