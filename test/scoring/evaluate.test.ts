import { describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import type { Evaluation } from '#shared/scoring/evaluation';
import { FIGURES, figureWords } from '#shared/text/scoringWords';
import { calibrationBins } from '#engine/metrics/classification/calibrationCurve';
import { atThreshold } from '#engine/scoring/evaluate/atThreshold';
import { chooseThreshold } from '#engine/scoring/evaluate/chooseThreshold';
import { evaluate } from '#engine/scoring/evaluate/evaluate';
import { foldSpread } from '#engine/scoring/evaluate/eachFold';
import { hosmerLemeshow } from '#engine/scoring/evaluate/hosmerLemeshow';
import { addFold, newOutOfFold } from '#engine/scoring/evaluate/OutOfFold';
import { drawFolds } from '#engine/scoring/folds/drawFolds';
import { moneyCurve } from '#engine/scoring/evaluate/money';
import { selectScored } from '#engine/scoring/evaluate/selectScored';
import { drawnScores, groupsOf, scoreCases, thresholdBy } from '../support/scoreCases.ts';
import { testRun } from '../support/testRun.ts';

const run = testRun();
const byF1 = thresholdBy({ by: 'f1' });
/** Scores 0.9 event, 0.8 other, 0.6 event and other, 0.2 other. */
const Y = [1, 0, 1, 0, 0];
const P = [0.9, 0.8, 0.6, 0.6, 0.2];

describe('evaluation', () => {
  it('leaves out customers without a score or a known outcome', async () => {
    const y = Uint8Array.of(1, 0, 2, 1, 0, 0);
    const p = Float64Array.of(0.9, NaN, 0.5, 0.4, 0.5, 0.1);
    const selected = selectScored(y, p, Uint8Array.of(0, 1, 2, 0, 1, 2));
    expect(Array.from(selected.rows)).toEqual([0, 3, 4, 5]);
    expect(Array.from(selected.foldOf ?? [])).toEqual([0, 0, 1, 2]);
    expect(selected.leftOut).toEqual({ notScored: 1, unknownOutcome: 1 });
    const found = await evaluate({ y, p, foldOf: null, threshold: byF1 }, run);
    expect([found.n, found.nEvents, found.rocAuc.value]).toEqual([4, 2, 0.75]);
  });

  it('holds every figure with n, an interval around it, and few points', async () => {
    const { y, p } = drawnScores(20_000, 5);
    const foldOf = Uint8Array.from(y, (_outcome, row) => row % 5);
    const found = await evaluate({ y, p, foldOf, threshold: byF1 }, run);
    const measures = [
      found.prevalence,
      found.rocAuc,
      found.gini,
      found.ks,
      found.prAuc,
      found.logLoss,
      found.brier,
      found.calibration.slope,
      found.calibration.intercept,
      found.calibration.ratio,
      found.at.accuracy,
      found.at.precision,
      found.at.recall,
      found.at.specificity,
      found.at.f1,
      found.at.balancedAccuracy,
      found.at.money.net,
      found.at.money.saved,
      ...found.lift.map(({ rate }) => rate),
      ...found.calibration.bins.map(({ rate }) => rate),
    ];
    for (const { value, low, high, n } of measures) {
      expect(low).toBeLessThan(value);
      expect(high).toBeGreaterThan(value);
      expect(n).toBeGreaterThan(0);
    }
    // The scores are the true chances.
    expect(found.calibration.slope.low).toBeLessThan(1);
    expect(found.calibration.slope.high).toBeGreaterThan(1);
    expect(found.calibration.test.pValue).toBeGreaterThan(0.001);
    expect(found.folds.rocAuc).toHaveLength(5);
    expect(Math.abs(found.folds.mean - found.rocAuc.value)).toBeLessThan(0.01);
    expect(found.histogram.events.reduce((sum, count) => sum + count, 0)).toBe(found.nEvents);
    expect(found.lift.reduce((sum, { n }) => sum + n, 0)).toBe(found.n);
    expect(JSON.stringify(found).length).toBeLessThan(40_000);
  });

  it('is less sure where each customer is there twice', async () => {
    const { y, p } = drawnScores(400, 15);
    const twice = { y: Uint8Array.of(...y, ...y), p: Float64Array.of(...p, ...p), foldOf: null, threshold: byF1 };
    const width = ({ rocAuc }: Evaluation) => rocAuc.high - rocAuc.low;
    const once = width(await evaluate({ y, p, foldOf: null, threshold: byF1 }, run));
    const clusterOf = Int32Array.from(twice.y, (_outcome, row) => row % 400);
    expect(width(await evaluate(twice, run)) / once).toBeCloseTo(Math.sqrt(0.5), 2);
    expect(width(await evaluate({ ...twice, clusterOf }, run)) / once).toBeCloseTo(1, 2);
  });

  it('takes the folds of all repeats where they are given', async () => {
    const given = { y: Uint8Array.from(Y), p: Float64Array.from(P), foldOf: null, threshold: byF1 };
    expect((await evaluate({ ...given, foldAucs: [0.5, 0.7, NaN] }, run)).folds.mean).toBeCloseTo(0.6, 12);
    expect((await evaluate(given, run)).folds).toEqual({ rocAuc: [0.75], mean: 0.75, sd: NaN, low: NaN, high: NaN });
    // Mean 0.6, squares 0.01 + 0.01 over 1. Two of three folds: t of 1 degree × √((1/2 + 1/2) × 0.02), cut to [0, 1].
    const spread = foldSpread([0.5, 0.7, NaN], 3);
    expect(spread.sd).toBeCloseTo(Math.sqrt(0.02), 12);
    expect([spread.low, spread.high]).toEqual([0, 1]);
    // Mean 0.8, variance 0.0001 × 10 / 4; 5 folds: t of 4 degrees 2.776 × √((1/5 + 1/4) × 0.00025).
    const five = foldSpread([0.78, 0.79, 0.8, 0.81, 0.82], 5);
    expect(five.low).toBeCloseTo(0.8 - 2.7764 * Math.sqrt(0.45 * 0.00025), 4);
  });

  it('of folds that were gathered one by one: the first repeat is judged, the others show the spread', async () => {
    const { y, p } = drawnScores(500, 12);
    const validation = { kind: 'stratified', nFolds: 4, repeats: 2, column: null } as const;
    const { folds } = await drawFolds({ y, nRows: 500, groups: null, days: null }, validation, run);
    const gathered = newOutOfFold(500);
    expect(gathered.p.every(Number.isNaN)).toBe(true);
    for (const fold of folds) {
      const tested = Float64Array.from(fold.test, row => (fold.repeat === 0 ? p[row] : p[row] / 2));
      await addFold(gathered, y, fold, tested, run);
    }
    expect(gathered.p).toEqual(p);
    expect(gathered.foldAucs).toHaveLength(8);
    for (const { repeat, fold, test } of folds)
      if (repeat === 0) expect(test.every(row => gathered.foldOf[row] === fold)).toBe(true);
    const found = await evaluate({ y, ...gathered, threshold: byF1 }, run);
    expect([found.n, found.folds.rocAuc.length]).toEqual([500, 8]);
    const { foldAucs: _all, ...first } = gathered;
    expect((await evaluate({ y, ...first, threshold: byF1 }, run)).folds.rocAuc).toEqual(gathered.foldAucs.slice(0, 4));
  });

  it.each<[string, number[], number[]]>([
    ['all scores equal', [1, 0, 0, 1], [0.4, 0.4, 0.4, 0.4]],
    ['three events', [1, 1, 1, 0, 0, 0, 0, 0], [0.9, 0.1, 0.3, 0.2, 0.2, 0.2, 0.1, 0]],
    ['only zeros and ones', [1, 0, 1, 0], [1, 1, 0, 0]],
    ['one class', [0, 0, 0], [0.1, 0.2, 0.3]],
    ['only events', [1, 1], [0.1, 0.2]],
    ['one customer', [1], [0.5]],
    ['nobody', [], []],
  ])('answers %s without an error, and never with an infinite measure', async (_name, y, p) => {
    const found = await evaluate(
      { y: Uint8Array.from(y), p: Float64Array.from(p), foldOf: new Uint8Array(y.length), threshold: byF1 },
      run,
    );
    expect(found.n).toBe(y.length);
    const ways = (['f1', 'cost', 'capacity', 'given'] as const).map(by => thresholdBy({ by, capacity: 2 }));
    const groups = await groupsOf(y, p);
    for (const way of ways) expect(chooseThreshold(groups, way).reason).toMatch(/^[A-Z0-9].*\.$/);
    const numbers = [found.rocAuc, found.gini, found.ks, found.prAuc, found.logLoss, found.brier, found.at.f1];
    for (const { value } of numbers) expect(Math.abs(value)).not.toBe(Infinity);
  });

  it('stops when asked', async () => {
    const { y, p } = drawnScores(200_000, 6);
    const stop = new AbortController();
    const work = evaluate({ y, p, foldOf: null, threshold: byF1 }, testRun({ signal: stop.signal }));
    setImmediate(() => stop.abort());
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });

  it('tests the calibration as the definition says', async () => {
    for (const golden of scoreCases()) {
      const { statistic, degrees, pValue } = hosmerLemeshow(calibrationBins(await groupsOf(golden.y, golden.p)));
      const expected = golden.hosmerLemeshow;
      if (expected.statistic === null) expect(statistic).toBe(Infinity);
      else expect(statistic / expected.statistic).toBeCloseTo(1, 10);
      expect([degrees, pValue.toFixed(10)]).toEqual([expected.degrees, expected.p.toFixed(10)]);
    }
  });
});

describe('the threshold', () => {
  it.each(scoreCases())('with the highest F1 or net, beside trying all: $name', async golden => {
    const groups = await groupsOf(golden.y, golden.p);
    expect(chooseThreshold(groups, byF1).threshold).toBe(golden.bestF1.threshold);
    const choice = thresholdBy({ by: 'cost', contactCost: golden.bestNet.cost, valueSaved: 90, successRate: 0.5 });
    const chosen = chooseThreshold(groups, choice);
    const curve = moneyCurve(groups, choice);
    const best = curve.points[curve.best];
    expect(best.net.value).toBe(Math.max(0, golden.bestNet.net));
    expect(best.threshold).toBe(chosen.threshold);
    expect(Math.max(...curve.points.map(({ net }) => net.value))).toBe(best.net.value);
    expect(atThreshold(groups, chosen, choice).money.net).toEqual(best.net);
  });

  it('by hand', async () => {
    const groups = await groupsOf(Y, P);
    // F1 at 0.9: 2 / (1 + 2); at 0.8: 2 / 4; at 0.6: 4 / 6. The higher of two equal thresholds.
    expect(chooseThreshold(groups, byF1)).toEqual({
      threshold: 0.9,
      reason: 'From 90.0 % the F1, the balance of precision and recall, is highest (0.667).',
    });
    // Worth of an event 0.5 × 100 = 50, cost 10: 0.9: 40; 0.8: 30; 0.6: 100 − 40 = 60; 0.2: 50.
    const cost = thresholdBy({ by: 'cost', contactCost: 10, valueSaved: 100, successRate: 0.5 });
    expect(chooseThreshold(groups, cost)).toEqual({
      threshold: 0.6,
      reason:
        'From 60.0 % most money is left (60 net at 10 per customer and 100 saved in 50.0 % of the events); by the costs alone it pays from a probability of 20.0 %.',
    });
    expect(chooseThreshold(groups, { ...cost, capacity: 3 }).threshold).toBe(0.9);
    expect(chooseThreshold(groups, { ...cost, contactCost: 60 }).reason).toBe(
      'Acting on nobody is best: at 60 per customer and 100 saved in 50.0 % of the events, no threshold brings more than it costs.',
    );
    const capacity = (most: number | null) => chooseThreshold(groups, thresholdBy({ by: 'capacity', capacity: most }));
    expect(capacity(3)).toEqual({
      threshold: 0.8,
      reason:
        'From 80.0 % there are 2 customers, within the capacity of 3; the next have equal scores and would be more than 3.',
    });
    expect([capacity(4).threshold, capacity(5).threshold, capacity(null).threshold]).toEqual([0.6, 0.2, 0.2]);
    expect(chooseThreshold(groups, thresholdBy({ by: 'given', value: 0.7 })).threshold).toBe(0.7);
    const tied = chooseThreshold(
      await groupsOf([1, 0, 1], [0.5, 0.5, 0.5]),
      thresholdBy({ by: 'capacity', capacity: 2 }),
    );
    expect(tied.threshold).toBeGreaterThan(1);
    expect(tied.reason).toContain('3 customers share the highest score');
  });

  it('of each fold is chosen on the others, so that it does not flatter', async () => {
    // Fold 0 has 0.9 event, 0.5 other, 0.4 event; fold 1 has 0.8 other, 0.7 event, 0.2 other.
    // On fold 1 alone F1 is highest from 0.7 (2/3): of fold 0 that finds 1 event, misses 1. On fold 0 alone it is from 0.4 (4/5): of fold 1 that
    // finds 1 event and takes 1 other.
    const given = {
      y: Uint8Array.of(1, 0, 1, 0, 1, 0),
      p: Float64Array.of(0.9, 0.5, 0.4, 0.8, 0.7, 0.2),
      foldOf: Uint8Array.of(0, 0, 0, 1, 1, 1),
    };
    const { at } = await evaluate({ ...given, threshold: byF1 }, run);
    expect(at.crossFitted?.thresholds).toEqual([0.7, 0.4]);
    const { precision, recall, f1, net } = at.crossFitted ?? {};
    expect([precision?.value, recall?.value, f1?.value, f1?.n]).toEqual([2 / 3, 2 / 3, 2 / 3, 6]);
    // 2 events × 0.3 × 200 − 3 × 10
    expect(net?.value).toBe(90);
    expect((await evaluate({ ...given, threshold: thresholdBy({ by: 'given' }) }, run)).at.crossFitted).toBeNull();
    expect((await evaluate({ ...given, foldOf: null, threshold: byF1 }, run)).at.crossFitted).toBeNull();
    // A capacity of 2 of 6 customers is 1 of the 3 of the other fold.
    const few = await evaluate({ ...given, threshold: thresholdBy({ by: 'capacity', capacity: 2 }) }, run);
    expect(few.at.crossFitted?.thresholds).toEqual([0.8, 0.9]);
  });

  it('money has at most 200 points, from nobody to everybody, and an interval of the events reached', async () => {
    const { y, p } = drawnScores(30_000, 8);
    const groups = await groupsOf([...y], [...p]);
    const { points, best } = moneyCurve(groups, thresholdBy({ contactCost: 10, valueSaved: 100, successRate: 0.5 }));
    expect(points.length).toBeLessThanOrEqual(200);
    expect([points[0].contacted, points.at(-1)?.contacted]).toEqual([0, 30_000]);
    for (const [i, { contacted, events, cost, saved, net }] of points.entries()) {
      if (i > 0) expect(contacted).toBeGreaterThan(points[i - 1].contacted);
      expect([cost, saved.value, net.value]).toEqual([contacted * 10, events * 50, events * 50 - contacted * 10]);
      expect(net.low).toBeLessThanOrEqual(net.value);
      expect(net.high).toBeGreaterThanOrEqual(net.value);
    }
    // The scores are the chances, so that the best threshold is near 10 / 50.
    expect(Math.abs(points[best].threshold - 0.2)).toBeLessThan(0.05);
  });
});

it('every figure has words', () => {
  for (const figure of FIGURES) {
    expect(figureWords[figure].title).not.toBe('');
    expect(figureWords[figure].about).toMatch(/^[A-Z0-9].*\.$/);
  }
});
