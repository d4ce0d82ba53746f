import { describe, expect, it } from 'vitest';
import { parametersOf, logisticRegression, type LogisticRegressionModel } from '#engine/algorithms/logisticRegression';
import { applyDesign } from '#engine/algorithms/linear/tiles';
import { naiveBayes, type NaiveBayesModel } from '#engine/algorithms/naiveBayes';
import { contributionsOf } from '#engine/scoring/explain/contributionsOf';
import { checkOptions } from '#shared/option';
import { categoryFeature, numberFeature, scoredBook } from '../../support/featureTables.ts';
import { testRun } from '../../support/testRun.ts';

const run = testRun();
const fitLogistic = async (training: ReturnType<typeof scoredBook>) => {
  const options = checkOptions(logisticRegression.options, {});
  return (await logisticRegression.fit({ ...training, weights: null }, options, run)).model as LogisticRegressionModel;
};
const fitBayes = async (training: ReturnType<typeof scoredBook>) => {
  const options = checkOptions(naiveBayes.options, {});
  return (await naiveBayes.fit({ ...training, weights: null }, options, run)).model as NaiveBayesModel;
};
const sumOf = (values: Float64Array, start = 0) => values.reduce((sum, value) => sum + value, start);

describe('contributions to log-odds that are sums', () => {
  it('of a logistic regression are coefficient times value less its mean, by feature', async () => {
    const book = scoredBook(3000);
    const model = await fitLogistic(book);
    const found = await contributionsOf(model, book.x, null, run);
    expect([found.scale, found.nRows, found.nFeatures]).toEqual(['logOdds', 3000, 6]);
    const design = applyDesign(model.design, book.x);
    const [intercept, ...slopes] = parametersOf(model);
    const means = slopes.map((_slope, c) => {
      let sum = 0;
      for (let row = 0; row < 3000; row++) sum += design.values[row * design.nColumns + c];
      return sum / 3000;
    });
    for (let row = 0; row < 3000; row += 97) {
      const wanted = new Float64Array(6);
      let logOdds = intercept;
      slopes.forEach((slope, c) => {
        const value = design.values[row * design.nColumns + c];
        wanted[model.design.columns[c].feature] += slope * (value - means[c]);
        logOdds += slope * value;
      });
      const own = found.values.subarray(row * 6, row * 6 + 6);
      wanted.forEach((value, j) => expect(Math.abs(own[j] - value)).toBeLessThan(1e-9));
      expect(Math.abs(sumOf(own, found.baseline) - logOdds)).toBeLessThan(1e-9);
    }
  });

  it('of naive Bayes add up to its log-odds and are 0 on average', async () => {
    const book = scoredBook(3000);
    const model = await fitBayes(book);
    const found = await contributionsOf(model, book.x, null, run);
    const answers = await naiveBayes.predict(model, book.x, run);
    let most = 0;
    for (let row = 0; row < 3000; row++) {
      const sum = sumOf(found.values.subarray(row * 6, row * 6 + 6), found.baseline);
      most = Math.max(most, Math.abs(1 / (1 + Math.exp(-sum)) - answers[row]));
    }
    expect(most).toBeLessThan(1e-9);
    for (let j = 0; j < 6; j++) {
      let mean = 0;
      for (let row = 0; row < 3000; row++) mean += found.values[row * 6 + j] / 3000;
      expect(Math.abs(mean)).toBeLessThan(1e-5);
    }
  });

  it('of naive Bayes, by hand: one column', async () => {
    // Without the event 1 and 3 (mean 2, variance 1), with it 6 and 10 (mean 8, variance 4).
    const x = { nRows: 4, features: [numberFeature('f', [1, 3, 6, 10])] };
    const model = await fitBayes({ x, y: Uint8Array.of(0, 0, 1, 1) });
    const { values, baseline } = await contributionsOf(model, x, Int32Array.of(0, 2), run);
    const logOdds = (v: number) => (v - 2) ** 2 / 2 - (v - 8) ** 2 / 8 - Math.log(2);
    const mean = (logOdds(1) + logOdds(3) + logOdds(6) + logOdds(10)) / 4;
    expect(baseline).toBeCloseTo(mean, 6);
    expect(values[0]).toBeCloseTo(logOdds(1) - mean, 6);
    expect(values[1]).toBeCloseTo(logOdds(6) - mean, 6);
  });

  it('take gaps, unseen levels, constants and rows in any order', async () => {
    const book = scoredBook(500);
    const model = await fitLogistic(book);
    const x = {
      nRows: 2,
      features: book.x.features.map(({ name, kind }) =>
        kind === 'number' ? numberFeature(name, [NaN, 7]) : categoryFeature(name, [-1, 13], 14),
      ),
    };
    const both = await contributionsOf(model, x, null, run);
    expect(both.values.every(Number.isFinite)).toBe(true);
    const turned = await contributionsOf(model, x, Int32Array.of(1, 0, 1), run);
    expect([...turned.values]).toEqual([6, 0, 6].flatMap(from => Array.from(both.values.subarray(from, from + 6))));
  });
});
