import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyDesign, designNames } from '#engine/algorithms/linear/tiles';
import { twoSidedP } from '#engine/algorithms/linear/normalTail';
import { logisticRegression, parametersOf, type LogisticRegressionModel } from '#engine/algorithms/logisticRegression';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { checkOptions } from '#shared/option';
import { lcgBlobs, type BlobShape } from '../golden/lcgBlobs.ts';
import { categoryFeature, featuresOf, numberFeature } from '../support/featureTables.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenFit {
  c: number;
  weighted: boolean;
  intercept: number;
  coefficients: number[];
  probabilities: number[];
}
interface GoldenCase {
  shape: BlobShape;
  codes: number[];
  nLevels: number;
  rareShare: number;
  y: number[];
  weights: number[];
  fits: GoldenFit[];
  logit: {
    standardErrors: number[];
    z: number[];
    p: number[];
    low: number[];
    high: number[];
    logLikelihood: number;
  };
}
const golden = JSON.parse(readFileSync(new URL('../golden/logisticRegression.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

function trainingOf({ shape, codes, nLevels, y, weights }: GoldenCase, weighted: boolean): Training {
  const features = [...featuresOf(lcgBlobs(shape)), categoryFeature('region', codes, nLevels)];
  const x = { nRows: shape.nRows, features };
  return { x, y: Uint8Array.from(y), weights: weighted ? Float64Array.from(weights) : null };
}
async function fit(training: Training, given: Record<string, unknown> = {}): Promise<LogisticRegressionModel> {
  const { model } = await logisticRegression.fit(training, checkOptions(logisticRegression.options, given), testRun());
  return model;
}
const close = (found: number | null, wanted: number, tolerance: number) =>
  expect(Math.abs((found ?? NaN) - wanted)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(wanted)));

describe('logistic regression', () => {
  it.each(golden.cases)('equals scikit-learn, $shape.nRows × $shape.nColumns', async given => {
    for (const wanted of given.fits) {
      const training = trainingOf(given, wanted.weighted);
      const model = await fit(training, { c: wanted.c, rareShare: given.rareShare });
      const { converged, design } = model;
      expect({ converged, columns: design.columns.length }).toEqual({
        converged: true,
        columns: wanted.coefficients.length,
      });
      const [intercept, ...coefficients] = parametersOf(model);
      close(intercept, wanted.intercept, 1e-6);
      coefficients.forEach((value, i) => close(value, wanted.coefficients[i], 1e-6));
      const probabilities = await logisticRegression.predict(model, training.x, testRun());
      wanted.probabilities.forEach((value, row) => close(probabilities[row], value, 1e-6));
    }
  });

  it.each(golden.cases)('has the standard errors of statsmodels without a penalty, $shape.nRows', async given => {
    const model = await fit(trainingOf(given, false), { c: 1e10, rareShare: given.rareShare });
    close(model.logLikelihood, given.logit.logLikelihood, 1e-9);
    [model.intercept, ...model.coefficients].forEach((found, i) => {
      close(found.standardError, given.logit.standardErrors[i], 1e-6);
      close(found.z, given.logit.z[i], 1e-5);
      close(found.pValue, given.logit.p[i], 1e-6);
      close(found.low, given.logit.low[i], 1e-6);
      close(found.high, given.logit.high[i], 1e-6);
    });
  });

  it('by hand: one flag', async () => {
    // 0: one event of four, 1: two of four. Log-odds ln(1/3) and ln 1, one after the other; standard error of a log-odds ratio is the root of the sum of one over the counts.
    const x = { nRows: 8, features: [categoryFeature('f', [0, 0, 0, 0, 1, 1, 1, 1], 2)] };
    const model = await fit({ x, y: Uint8Array.of(1, 0, 0, 0, 1, 1, 0, 0), weights: null }, { c: 1e10 });
    expect(designNames(model.design)).toEqual(['f = f1']);
    expect(model.intercept.estimate).toBeCloseTo(Math.log(1 / 3), 8);
    expect(model.coefficients[0].estimate).toBeCloseTo(Math.log(3), 8);
    expect(model.coefficients[0].standardError).toBeCloseTo(Math.sqrt(1 + 1 / 3 + 1 / 2 + 1 / 2), 8);
  });

  it('writes out the columns that its weights belong to, and answers as they do', async () => {
    const given = golden.cases[1];
    const training = trainingOf(given, false);
    const model = await fit(training);
    const rows = applyDesign(model.design, training.x);
    const [intercept, ...weights] = parametersOf(model);
    const probabilities = await logisticRegression.predict(model, training.x, testRun());
    for (let row = 0; row < rows.nRows; row++) {
      let logit = intercept;
      weights.forEach((weight, j) => (logit += weight * rows.values[row * rows.nColumns + j]));
      expect(probabilities[row]).toBeCloseTo(1 / (1 + Math.exp(-logit)), 12);
    }
    model.design.means.forEach((mean, j) => {
      let sum = 0;
      for (let row = 0; row < rows.nRows; row++) sum += rows.values[row * rows.nColumns + j];
      expect(sum / rows.nRows).toBeCloseTo(mean, 9);
    });
  });

  it('keeps finite weights where a feature tells the event exactly, and where columns follow from others', async () => {
    const values = Float64Array.from({ length: 40 }, (_none, i) => i);
    const twice = values.map(value => 2 * value + 1);
    const x = { nRows: 40, features: [numberFeature('a', values), numberFeature('b', twice)] };
    const y = Uint8Array.from(values, value => (value >= 20 ? 1 : 0));
    for (const c of [1, 1e10]) {
      const model = await fit({ x, y, weights: null }, { c });
      expect([...parametersOf(model)].every(Number.isFinite)).toBe(true);
      const answers = await logisticRegression.predict(model, x, testRun());
      expect([...answers].every(p => p >= 0 && p <= 1)).toBe(true);
      expect(answers[39]).toBeGreaterThan(0.9);
    }
    const noisy = y.map((event, i) => (i % 5 === 0 ? 1 - event : event));
    const { coefficients } = await fit({ x, y: noisy, weights: null }, { c: 1e10 });
    expect(coefficients[1]).toEqual({ estimate: 0, standardError: null, z: null, pValue: null, low: null, high: null });
  });

  it('takes levels that were not seen, and gaps where there were none, for the level that the others are compared with', async () => {
    const codes = Int32Array.from({ length: 60 }, (_none, i) => [0, 0, 0, 1, 2][i % 5]);
    const x = { nRows: 60, features: [categoryFeature('f', codes, 4)] };
    const model = await fit({
      x,
      y: Uint8Array.from(codes, (code, i) => Number(code === 1 || i % 7 === 0)),
      weights: null,
    });
    const asked = { nRows: 4, features: [categoryFeature('f', [0, 3, -1, 1], 4)] };
    const [frequent, unseen, gap, one] = await logisticRegression.predict(model, asked, testRun());
    expect([unseen, gap]).toEqual([frequent, frequent]);
    expect(one).toBeGreaterThan(frequent);
  });

  it('says when it was still moving', async () => {
    const training = trainingOf(golden.cases[0], false);
    const options = checkOptions(logisticRegression.options, { maxIter: 1 });
    const { notes } = await logisticRegression.fit(training, options, testRun());
    expect(notes).toEqual([{ code: 'logistic.notConverged', args: { maxIter: 1 } }]);
  });
});

describe('the two-sided p-value of a standard normal number', () => {
  // scipy.stats.norm.sf(z) * 2, scipy 1.17.1
  it.each([
    [0, 1],
    [0.5, 0.6170750774519738],
    [1.959963984540054, 0.05],
    [2.9999, 0.002700682333],
    [3.0001, 0.002698909],
    [6, 1.973175290075396e-9],
    [30, 9.81343222e-198],
  ])('of %d', (z, wanted) => expect(Math.abs(twoSidedP(z) / wanted - 1)).toBeLessThan(1e-6));
});
