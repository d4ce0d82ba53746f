import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  fitGaussianNaiveBayes,
  GaussianNaiveBayes,
  type GaussianNaiveBayesModel,
} from '#engine/algorithms/gaussianNaiveBayes';
import { squaredDistance } from '#engine/segments/centreDistances';
import { figuresOf } from '#engine/segments/evaluateClassifier';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenCase {
  shape: BlobShape;
  labels: number[];
  classes: number[];
  theta: number[][];
  variance: number[][];
  prior: number[];
  probabilities: number[][];
  predicted: number[];
  nearestCentroid: number[];
  accuracy: number;
  present: number[];
  macroF1: number;
  precision: number[];
  recall: number[];
  f1: number[];
  confusion: number[][];
}
const golden = JSON.parse(readFileSync(new URL('../golden/gaussianNaiveBayes.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

/** The blobs with a constant column and a flag beside them. */
function rowsOf(shape: BlobShape): Matrix {
  const blobs = lcgBlobs(shape);
  const x = newMatrix(blobs.nRows, [...blobs.columnNames, 'constant', 'flag']);
  for (let row = 0; row < x.nRows; row++) {
    const own = blobs.values.subarray(row * blobs.nColumns, (row + 1) * blobs.nColumns);
    x.values.set([...own, 1, own[0] > 7 ? 1 : 0], row * x.nColumns);
  }
  return x;
}

/** The means of the classes are their centroids. */
function nearest({ nClasses, nColumns, theta, classPrior }: GaussianNaiveBayesModel, x: Matrix, row: number): number {
  const centres = { nClusters: nClasses, nColumns, centers: theta };
  const distances = [...classPrior].map((prior, k) =>
    prior > 0 ? squaredDistance(x.values, row, centres, k) : Infinity,
  );
  return distances.indexOf(Math.min(...distances));
}

describe('Gaussian naive Bayes', () => {
  it.each(golden.cases)('equals scikit-learn, $shape.nRows × $shape.nColumns', async given => {
    const x = rowsOf(given.shape);
    const labels = Int32Array.from(given.labels);
    const half = Math.floor(x.nRows / 2);
    const rows = Int32Array.from({ length: half }, (_none, row) => row);
    const { nGroups } = given.shape;
    const model = await fitGaussianNaiveBayes(x, labels, nGroups, testRun(), rows);
    given.classes.forEach((k, i) => {
      expect(model.classPrior[k]).toBe(given.prior[i]);
      for (let j = 0; j < x.nColumns; j++) {
        expect(model.theta[k * x.nColumns + j]).toBeCloseTo(given.theta[i][j], 12);
        expect(model.variance[k * x.nColumns + j] / given.variance[i][j]).toBeCloseTo(1, 8);
      }
    });
    const classifier = new GaussianNaiveBayes(model);
    const confusion = new Float64Array(nGroups * nGroups);
    const into = new Float64Array(nGroups);
    for (let row = half; row < x.nRows; row++) {
      const predicted = classifier.predict(x.values, row * x.nColumns);
      expect(predicted).toBe(given.predicted[row - half]);
      confusion[labels[row] * nGroups + predicted]++;
      expect(nearest(model, x, row)).toBe(given.nearestCentroid[row - half]);
      classifier.probabilities(x.values, row * x.nColumns, into);
      given.classes.forEach((k, i) => expect(into[k]).toBeCloseTo(given.probabilities[row - half][i], 9));
    }
    const figures = figuresOf(confusion, nGroups);
    expect(figures.confusion).toEqual(given.confusion);
    expect(figures.accuracy.value).toBeCloseTo(given.accuracy, 12);
    expect(figures.macroF1).toBeCloseTo(given.macroF1, 12);
    for (const k of given.present) {
      expect(figures.segments[k].recall.value).toBeCloseTo(given.recall[k], 12);
      expect(figures.segments[k].f1).toBeCloseTo(given.f1[k], 12);
      if (figures.segments[k].precision.n > 0)
        expect(figures.segments[k].precision.value).toBeCloseTo(given.precision[k], 12);
    }
  });

  it('by hand: one column, two classes', async () => {
    // Class 0: 1, 3 (mean 2, variance 1); class 1: 6, 10 (mean 8, variance 4). The middle of all is 5, the variance 11.5.
    const x = matrixOf([[1], [3], [6], [10]]);
    const model = await fitGaussianNaiveBayes(x, Int32Array.of(0, 0, 1, 1), 2, testRun());
    expect([...model.theta]).toEqual([2, 8]);
    expect([...model.variance]).toEqual([1 + 11.5e-9, 4 + 11.5e-9]);
    // At 4: ½ exp(−2)/√2π against ½ exp(−2)/(2√2π): two to one.
    const [first, second] = new GaussianNaiveBayes(model).probabilities(Float64Array.of(4), 0, new Float64Array(2));
    expect(first).toBeCloseTo(2 / 3, 7);
    expect(first + second).toBeCloseTo(1, 12);
  });

  it('takes a class without rows, one row, and rows that are all equal', async () => {
    const equal = matrixOf([[5], [5], [5]]);
    const model = await fitGaussianNaiveBayes(equal, Int32Array.of(0, 0, 2), 3, testRun());
    const found = new GaussianNaiveBayes(model).probabilities(Float64Array.of(5), 0, new Float64Array(3));
    expect(found[1]).toBe(0);
    expect([...found].every(Number.isFinite)).toBe(true);
    expect(found.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  });

  it('stops when it is asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const work = fitGaussianNaiveBayes(matrixOf([[1], [2]]), Int32Array.of(0, 1), 2, testRun({ signal: stop.signal }));
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
  });
});
