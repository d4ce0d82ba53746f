import { describe, expect, it } from 'vitest';
import type { Measure } from '#shared/scoring/evaluation';
import { averagePrecision } from '#engine/metrics/classification/averagePrecision';
import { brier } from '#engine/metrics/classification/brier';
import { brierParts } from '#engine/metrics/classification/brierParts';
import { calibrationBins, calibrationCurve } from '#engine/metrics/classification/calibrationCurve';
import { calibrationLine } from '#engine/metrics/classification/calibrationLine';
import { clusteredAuc } from '#engine/metrics/classification/clusteredAuc';
import * as confusion from '#engine/metrics/classification/confusion';
import { ABOVE_ALL, precisionRecallCurve, rocCurve } from '#engine/metrics/classification/curves';
import { gini } from '#engine/metrics/classification/gini';
import { kolmogorovSmirnov } from '#engine/metrics/classification/kolmogorovSmirnov';
import { liftTable } from '#engine/metrics/classification/liftTable';
import { logLoss } from '#engine/metrics/classification/logLoss';
import { pairedDelong } from '#engine/metrics/classification/pairedDelong';
import { aucVariance, rocAuc } from '#engine/metrics/classification/rocAuc';
import { scoreHistogram } from '#engine/metrics/classification/scoreHistogram';
import { thinCurve } from '#engine/metrics/classification/thinCurve';
import { drawnScores, groupsOf, scoreCases } from '../support/scoreCases.ts';
import { testRun } from '../support/testRun.ts';

const run = testRun();
const Z = 1.959963984540054;

function expectClose(found: number, expected: number, tolerance = 1e-11) {
  expect(Math.abs(found - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
}
function expectMeasure(found: Measure, [value, low, high]: readonly number[], tolerance = 1e-11) {
  expectClose(found.value, value, tolerance);
  expectClose(found.low, low, tolerance);
  expectClose(found.high, high, tolerance);
}

describe.each(scoreCases())('beside scikit-learn, scipy and statsmodels: $name', golden => {
  it('what only the order of the scores decides', async () => {
    const groups = await groupsOf(golden.y, golden.p);
    expectMeasure(rocAuc(groups), golden.rocAuc);
    expectClose(aucVariance(groups).variance, golden.aucVariance, 1e-13);
    expectMeasure(
      gini(rocAuc(groups)),
      golden.rocAuc.map(value => 2 * value - 1),
    );
    expectClose(kolmogorovSmirnov(groups).value, golden.ks);
    expectMeasure(averagePrecision(groups), golden.averagePrecision);
  });

  it('rows that belong together', async () => {
    const groups = await groupsOf(golden.y, golden.p);
    const y = Uint8Array.from(golden.y);
    const clusterOf = Int32Array.from(y, (_outcome, i) => ((i * 7) % 11) + 11 * (i % 3));
    expectClose(clusteredAuc(y, groups, clusterOf).variance, golden.clusteredVariance, 1e-13);
    const alone = clusteredAuc(y, groups, Int32Array.from(y.keys()));
    expectClose(alone.variance, golden.aucVariance, 1e-13);
    expect(clusteredAuc(y, groups, new Int32Array(y.length).fill(-1)).variance).toBe(alone.variance);
    expect(rocAuc(groups, clusteredAuc(y, groups, new Int32Array(y.length)))).toMatchObject({ low: 0, high: 1 });
  });

  it('the paired test of two scores', async () => {
    const y = Uint8Array.from(golden.y);
    const { difference } = await pairedDelong(y, Float64Array.from(golden.p), Float64Array.from(golden.other), run);
    expectMeasure(difference, golden.difference);
    const turned = await pairedDelong(y, Float64Array.from(golden.other), Float64Array.from(golden.p), run);
    expectMeasure(turned.difference, [-golden.difference[0], -golden.difference[2], -golden.difference[1]]);
  });

  it('what the probabilities themselves decide', async () => {
    const groups = await groupsOf(golden.y, golden.p);
    expectMeasure(logLoss(groups), golden.logLoss);
    expectMeasure(brier(groups), golden.brier);
    expectClose(brier(groups).value, golden.brierScore);
    const bins = calibrationBins(groups);
    const parts = brierParts(bins, brier(groups).value);
    for (const key of ['reliability', 'resolution', 'uncertainty', 'withinBins'] as const)
      expectClose(parts[key], golden.murphy[key]);
    expect(bins.map(({ n, events }) => [n, events])).toEqual(golden.bins.map(([n, events]) => [n, events]));
    for (const [i, { expected }] of bins.entries()) expectClose(expected, golden.bins[i][2]);
    const { slope, intercept } = await calibrationLine(groups, run);
    expectMeasure(slope, golden.line.slope, 1e-8);
    expectMeasure(intercept, golden.line.intercept, 1e-8);
  });

  it('what a threshold makes of them', async () => {
    const groups = await groupsOf(golden.y, golden.p);
    for (const { threshold, counts, ...expected } of golden.at) {
      const found = confusion.confusionAt(groups, threshold);
      expect([found.truePositives, found.falsePositives, found.trueNegatives, found.falseNegatives]).toEqual(counts);
      expectMeasure(confusion.accuracy(found), expected.accuracy);
      expectMeasure(confusion.recall(found), expected.recall);
      expectMeasure(confusion.specificity(found), expected.specificity);
      expectMeasure(confusion.f1(found), expected.f1);
      expectMeasure(confusion.balancedAccuracy(found), expected.balancedAccuracy);
      if (expected.precision) expectMeasure(confusion.precision(found), expected.precision);
      else expect(confusion.precision(found).value).toBeNaN();
    }
  });

  it('tenths of the customers', async () => {
    const rows = liftTable(await groupsOf(golden.y, golden.p));
    expect(rows.map(({ n }) => n)).toEqual(golden.lift.n);
    for (const [i, row] of rows.entries()) {
      expectClose(row.events, golden.lift.events[i]);
      expectClose(row.capture, golden.lift.capture[i]);
    }
  });
});

describe('by hand', () => {
  // Scores 0.9 event, 0.8 other, 0.6 event and other, 0.2 other.
  const y = [1, 0, 1, 0, 0];
  const p = [0.9, 0.8, 0.6, 0.6, 0.2];

  it('ROC-AUC and its variance', async () => {
    // 0.9 is above all 3 others: 1. 0.6 is above one, equal to one: 1.5 / 3 = 0.5. Mean 0.75.
    // Others: 0.8 has one event above: 0.5; 0.6 one above, one equal: 0.75; 0.2 both: 1. Mean 0.75.
    // ((0.25² + 0.25²) / 1) / 2 + ((0.25² + 0 + 0.25²) / 2) / 3 = 0.0625 + 0.0208333
    const { auc, variance } = aucVariance(await groupsOf(y, p));
    expect(auc).toBe(0.75);
    expectClose(variance, 0.0625 + 0.125 / 6, 1e-15);
    const { low, high, n } = rocAuc(await groupsOf(y, p));
    expectClose(low, 0.75 - Z * Math.sqrt(0.0625 + 0.125 / 6), 1e-15);
    expect([high, n]).toEqual([1, 5]);
  });

  it('KS, at the highest score of equal distances', async () => {
    // Shares at or above: 0.9: 1/2 − 0; 0.8: 1/2 − 1/3; 0.6: 1 − 2/3; 0.2: 0. Largest 1/2 at 0.9.
    const { value, at, low, high } = kolmogorovSmirnov(await groupsOf(y, p));
    expect([value, at]).toEqual([0.5, 0.9]);
    expect(low).toBeGreaterThanOrEqual(0);
    expect(high).toBeLessThanOrEqual(1);
  });

  it('average precision', async () => {
    // Recall 1/2 is gained at precision 1, and 1/2 at precision 2/4: 0.5 + 0.25.
    expectClose(averagePrecision(await groupsOf(y, p)).value, 0.75, 1e-15);
  });

  it('log loss and Brier score', async () => {
    const groups = await groupsOf(y, p);
    expectClose(
      logLoss(groups).value,
      -(Math.log(0.9) + Math.log(0.2) + Math.log(0.6) + Math.log(0.4) + Math.log(0.8)) / 5,
      1e-15,
    );
    // 0.01 + 0.64 + 0.16 + 0.36 + 0.04
    expectClose(brier(groups).value, 1.21 / 5, 1e-15);
  });

  it('Murphy’s parts', async () => {
    // Four scores, each a bin of its own (middles 0.5, 2, 3.5, 4.5 of 5): 0.2 (0 of 1), 0.6 (1 of 2), 0.8 (0 of 1), 0.9 (1 of 1); share 0.4.
    // Reliability: (0.2² + 2 × 0.1² + 0.8² + 0.1²) / 5 = 0.71 / 5. Resolution: (0.16 + 2 × 0.01 + 0.16 + 0.36) / 5 = 0.7 / 5.
    const groups = await groupsOf(y, p);
    const parts = brierParts(calibrationBins(groups), brier(groups).value);
    expectClose(parts.reliability, 0.142, 1e-15);
    expectClose(parts.resolution, 0.14, 1e-15);
    expectClose(parts.uncertainty, 0.24, 1e-15);
    expectClose(parts.withinBins, 0, 1e-15);
    expectClose(parts.skill, 1 - 0.242 / 0.24, 1e-14);
    expect(calibrationCurve(calibrationBins(groups)).map(({ rate }) => rate.value)).toEqual([0, 0.5, 0, 1]);
  });

  it('calibration', async () => {
    // Two scores: 0.2 with 1 event of 4, 0.6 with 3 of 4. The line goes through both: slope (logit 0.75 − logit 0.25) / (logit 0.6 − logit 0.2).
    const logit = (share: number) => Math.log(share / (1 - share));
    const { slope } = await calibrationLine(
      await groupsOf([1, 0, 0, 0, 1, 1, 1, 0], [0.2, 0.2, 0.2, 0.2, 0.6, 0.6, 0.6, 0.6]),
      run,
    );
    expectClose(slope.value, (logit(0.75) - logit(0.25)) / (logit(0.6) - logit(0.2)), 1e-9);
    // One score of 0.2 with 2 events of 4: the intercept is logit 0.5 − logit 0.2; its variance 1 / (4 × 0.25). There is no slope.
    const flat = await calibrationLine(await groupsOf([1, 1, 0, 0], [0.2, 0.2, 0.2, 0.2]), run);
    expectMeasure(flat.intercept, [-logit(0.2), -logit(0.2) - Z, -logit(0.2) + Z], 1e-9);
    expect(flat.slope.value).toBeNaN();
  });

  it('F1 and balanced accuracy', () => {
    const counts = { truePositives: 3, falsePositives: 1, trueNegatives: 4, falseNegatives: 2 };
    // 2 × 3 / (6 + 1 + 2); (3/5 + 4/5) / 2
    expectClose(confusion.f1(counts).value, 6 / 9, 1e-15);
    expectClose(confusion.balancedAccuracy(counts).value, 0.7, 1e-15);
    expect([confusion.f1(counts).n, confusion.balancedAccuracy(counts).n]).toEqual([10, 10]);
  });

  it('lift, equal scores shared out between tenths', async () => {
    // 20 customers; the first 3 share a score and have 2 events: the first tenth takes 2 of the 3, so 4/3 events; the second the third one: 2/3.
    const scores = Array.from({ length: 20 }, (_none, i) => (i < 3 ? 0.9 : 0.5 - i / 100));
    const outcomes = scores.map((_score, i) => Number(i < 2 || i === 10));
    const rows = liftTable(await groupsOf(outcomes, scores));
    expectClose(rows[0].events, 4 / 3, 1e-15);
    expectClose(rows[1].events, 2 / 3, 1e-15);
    expectClose(rows[0].lift, 4 / 3 / 2 / (3 / 20), 1e-14);
    expectClose(rows[1].capture, 2 / 3, 1e-15);
    expect(rows.at(-1)?.capture).toBe(1);
  });

  it('curves', async () => {
    const groups = await groupsOf(y, p);
    expect(rocCurve(groups)).toEqual({
      falsePositiveRate: [0, 0, 1 / 3, 2 / 3, 1],
      truePositiveRate: [0, 0.5, 0.5, 1, 1],
      threshold: [ABOVE_ALL, 0.9, 0.8, 0.6, 0.2],
    });
    expect(precisionRecallCurve(groups)).toEqual({
      recall: [0, 0.5, 0.5, 1, 1],
      precision: [1, 1, 0.5, 0.5, 0.4],
      threshold: [ABOVE_ALL, 0.9, 0.8, 0.6, 0.2],
    });
  });

  it('counts by bar', async () => {
    const { edges, events, others } = scoreHistogram(await groupsOf([1, 0, 1], [1, 0, 0.5]));
    expect([edges.length, edges[0], edges[40]]).toEqual([41, 0, 1]);
    expect([events[39], others[0], events[20]]).toEqual([1, 1, 1]);
  });
});

describe('what is odd', () => {
  it('all scores equal: no better than chance, and surely so', async () => {
    const groups = await groupsOf([1, 0, 0, 1, 0], [0.3, 0.3, 0.3, 0.3, 0.3]);
    expect(rocAuc(groups)).toEqual({ value: 0.5, low: 0.5, high: 0.5, n: 5 });
    expect(kolmogorovSmirnov(groups).value).toBe(0);
    expectClose(averagePrecision(groups).value, 0.4, 1e-15);
    expect(rocCurve(groups).falsePositiveRate).toEqual([0, 1]);
    expect(calibrationBins(groups)).toHaveLength(1);
    expect(scoreHistogram(groups).edges).toEqual([0.295, 0.305]);
  });

  it('a perfect score has an interval all the same', async () => {
    const groups = await groupsOf([1, 1, 1, 0, 0, 0, 0], [0.9, 0.8, 0.8, 0.3, 0.2, 0.1, 0]);
    // Wilson's for 3 of 3: 3 / (3 + z²)
    expectMeasure(rocAuc(groups), [1, 3 / (3 + Z * Z), 1], 1e-14);
    expectMeasure(averagePrecision(groups), [1, 3 / (3 + Z * Z), 1], 1e-14);
    expect(kolmogorovSmirnov(groups).low).toBeLessThan(0.9);
    const { slope, intercept } = await calibrationLine(groups, run);
    expect(slope.value).toBeNaN();
    expect(Number.isFinite(intercept.value)).toBe(true);
    const y = Uint8Array.of(1, 1, 0, 0);
    const { difference, variance } = await pairedDelong(
      y,
      Float64Array.of(4, 3, 2, 1),
      Float64Array.of(1, 2, 3, 4),
      run,
    );
    expect([difference.value, variance, difference.high]).toEqual([1, 0, 1]);
    expect(difference.low).toBeLessThan(0.6);
  });

  it('a single event: anything is possible', async () => {
    const groups = await groupsOf([1, 0, 0], [0.9, 0.2, 0.1]);
    expect(rocAuc(groups)).toEqual({ value: 1, low: 0, high: 1, n: 3 });
  });

  it('one class, and no customers: NaN, never a wrong number', async () => {
    for (const groups of [await groupsOf([0, 0, 0], [0.1, 0.2, 0.3]), await groupsOf([], [])]) {
      expect(rocAuc(groups).value).toBeNaN();
      expect(rocAuc(groups).low).toBeNaN();
      expect(kolmogorovSmirnov(groups).value).toBeNaN();
      expect(averagePrecision(groups).value).toBeNaN();
      expect((await calibrationLine(groups, run)).slope.value).toBeNaN();
      expect(rocCurve(groups).threshold).toEqual([]);
      expect(precisionRecallCurve(groups).threshold).toEqual([]);
    }
    expect(liftTable(await groupsOf([], []))).toEqual([]);
    expect(rocAuc(await groupsOf([1, 1], [0.1, 0.2])).value).toBeNaN();
  });

  it('probabilities of 0 and 1 that were wrong cost a finite loss', async () => {
    const groups = await groupsOf([0, 1], [1, 0]);
    expectClose(logLoss(groups).value, -Math.log(Number.EPSILON), 1e-12);
    expect(brier(groups).value).toBe(1);
  });

  it('the order of the rows changes nothing', async () => {
    const { y, p } = drawnScores(5000, 3);
    const coarse = Array.from(p, score => Math.round(score * 20) / 20);
    const turned = [await groupsOf([...y], coarse), await groupsOf([...y].reverse(), coarse.toReversed())];
    const figures = turned.map(groups => [
      rocAuc(groups),
      logLoss(groups),
      liftTable(groups),
      calibrationBins(groups),
      rocCurve(groups),
    ]);
    expect(figures[1]).toEqual(figures[0]);
  });
});

describe('curves of many customers', () => {
  it('have at most 200 points, and lie within a thousandth of the whole curve', async () => {
    const { y, p } = drawnScores(50_000, 9);
    const groups = await groupsOf([...y], [...p]);
    const { falsePositiveRate: x, truePositiveRate, threshold } = rocCurve(groups);
    expect(threshold.length).toBeLessThanOrEqual(200);
    expect([x[0], x.at(-1), truePositiveRate.at(-1)]).toEqual([0, 1, 1]);
    const { at, value } = kolmogorovSmirnov(groups);
    const widest = Math.max(...truePositiveRate.map((rate, i) => rate - x[i]));
    expect(value - widest).toBeLessThan(0.001);
    let area = 0;
    for (let i = 1; i < x.length; i++)
      area += ((x[i] - x[i - 1]) * (truePositiveRate[i] + truePositiveRate[i - 1])) / 2;
    expect(Math.abs(area - rocAuc(groups).value)).toBeLessThan(0.001);
    expect(at).toBeGreaterThan(0);
    expect(precisionRecallCurve(groups).recall.length).toBeLessThanOrEqual(200);
  });

  it('keep their corners', () => {
    const x = Float64Array.from({ length: 30_000 }, (_none, i) => Math.min(1, i / 10_000));
    const y = Float64Array.from({ length: 30_000 }, (_none, i) => Math.max(0, Math.min(1, (i - 10_000) / 19_999)));
    const points = thinCurve(x, y, 200);
    expect(points[0]).toBe(0);
    expect(points.at(-1)).toBe(29_999);
    expect(points.some(point => Math.abs(point - 10_000) <= 4)).toBe(true);
    expect(points.length).toBeLessThanOrEqual(5);
  });
});
