import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { scorecard, scorePoints, type ScorecardModel } from '#engine/algorithms/scorecard';
import { mergeMonotone } from '#engine/algorithms/scorecard/mergeClasses';
import { checkOptions } from '#shared/option';
import { lcgBlobs, type BlobShape } from '../golden/lcgBlobs.ts';
import { categoryFeature, featuresOf, numberFeature, scoredBook } from '../support/featureTables.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenFeature {
  cuts?: number[];
  levels?: number[];
  n: number[];
  events: number[];
  woe: number[];
  iv: number;
  points?: number[];
}
interface GoldenCase {
  shape: BlobShape;
  fineClasses: number;
  codes: number[];
  nLevels: number;
  y: number[];
  features: GoldenFeature[];
  used: number[];
  coefficients: number[];
  intercept: number;
  scores: number[];
  probabilities: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/scorecard.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

async function fit(training: Training, given: Record<string, unknown> = {}) {
  const { model, notes } = await scorecard.fit(training, checkOptions(scorecard.options, given), testRun());
  return { model: model as ScorecardModel, notes };
}

describe('scorecard', () => {
  it.each(golden.cases)('equals plain arithmetic, $shape.nRows × $shape.nColumns', async given => {
    const { shape, fineClasses, codes, nLevels, y } = given;
    const features = [...featuresOf(lcgBlobs(shape)), categoryFeature('c', codes, nLevels)];
    const training = { x: { nRows: shape.nRows, features }, y: Uint8Array.from(y), weights: null };
    const choices = { fineClasses, maxClasses: 50, minShare: 0, minEvents: 1, wholePoints: false };
    const { model } = await fit(training, choices);
    model.candidates.forEach(({ iv }, feature) => expect(iv).toBeCloseTo(given.features[feature].iv, 10));
    expect(model.card.map(({ feature }) => feature).sort((a, b) => a - b)).toEqual(given.used);
    expect(model.intercept).toBeCloseTo(given.intercept, 6);
    for (const { feature, found, table, coefficient } of model.card) {
      const wanted = given.features[feature];
      expect([...found.cuts]).toEqual(wanted.cuts ?? []);
      wanted.levels?.forEach((code, place) => expect(found.classOf[code]).toBe(place));
      expect(table.map(({ n }) => n)).toEqual(wanted.n);
      expect(table.map(({ events }) => events)).toEqual(wanted.events);
      expect(coefficient).toBeCloseTo(given.coefficients[given.used.indexOf(feature)], 6);
      table.forEach(({ woe, points }, k) => {
        expect(woe).toBeCloseTo(wanted.woe[k], 12);
        expect(points).toBeCloseTo(wanted.points?.[k] ?? NaN, 4);
      });
    }
    const scores = await scorePoints(model, training.x, testRun());
    const answers = await scorecard.predict(model, training.x, testRun());
    given.scores.forEach((score, row) => expect(scores[row]).toBeCloseTo(score, 4));
    given.probabilities.forEach((p, row) => expect(answers[row]).toBeCloseTo(p, 6));
  });

  it('by hand: one flag, and its whole points', async () => {
    // 0: 10 events of 100, 1: 30 of 60. Others 90 and 30 of 120, events 10 and 30 of 40.
    const rows = Array.from({ length: 160 }, (_none, row) => row);
    const flag = numberFeature(
      'late',
      rows.map(row => Number(row >= 100)),
    );
    const y = Uint8Array.from(rows, row => Number(row < 10 || (row >= 100 && row < 130)));
    const { model } = await fit({ x: { nRows: 160, features: [flag] }, y, weights: null });
    const [{ table, coefficient, found }] = model.card;
    expect(table.map(({ text, n, events }) => [text, n, events])).toEqual([
      ['below 1', 100, 10],
      ['1 or more', 60, 30],
    ]);
    expect(table[0].woe).toBeCloseTo(Math.log(90 / 120 / (10 / 40)), 12);
    expect(table[1].woe).toBeCloseTo(Math.log(30 / 120 / (30 / 40)), 12);
    expect(found.iv).toBeCloseTo((0.75 - 0.25) * Math.log(3) + (0.25 - 0.75) * Math.log(1 / 3), 12);
    // One feature that says all: its coefficient is −1, and the score that of the odds 9 : 1 and 1 : 1.
    expect(coefficient).toBeCloseTo(-1, 4);
    const scoreAt = (odds: number) => 600 + (20 / Math.LN2) * Math.log(odds / 50);
    expect(table.map(({ points }) => points)).toEqual([Math.round(scoreAt(9)), Math.round(scoreAt(1))]);
  });

  it('merges what goes against the rest, is too small, or is more than wanted', () => {
    const counts = (...pairs: [number, number][]) => pairs.map(([n, events]) => ({ n, events }));
    const choices = { maxClasses: 8, minRows: 50 };
    // Rates .1, .3, .2, .5: the middle two are pooled.
    const up = mergeMonotone(counts([100, 10], [100, 30], [100, 20], [100, 50]), null, choices);
    expect(up.map(({ n, events, width }) => [n, events, width])).toEqual([
      [100, 10, 1],
      [200, 50, 2],
      [100, 50, 1],
    ]);
    // Told to fall, all of them are.
    expect(mergeMonotone(counts([100, 10], [100, 30], [100, 20], [100, 50]), -1, choices)).toHaveLength(1);
    // The second has 20 rows and joins the first, whose rate is nearer.
    const small = mergeMonotone(counts([100, 40], [20, 7], [100, 20]), null, choices);
    expect(small.map(({ n, events }) => [n, events])).toEqual([
      [120, 47],
      [100, 20],
    ]);
    const few = mergeMonotone(counts([100, 10], [100, 11], [100, 30], [100, 60]), 1, { ...choices, maxClasses: 3 });
    expect(few.map(({ width }) => width)).toEqual([2, 1, 1]);
  });

  it('says nothing of gaps and levels that it did not see, and takes rare levels and few gaps for neither', async () => {
    const rows = Array.from({ length: 400 }, (_none, row) => row);
    const y = Uint8Array.from(rows, row => Number(row % 4 === 0 || row % 8 === 1));
    const codes = rows.map(row => (row < 3 ? 2 : row < 6 ? -1 : Number(row % 2 === 1)));
    const { model } = await fit({ x: { nRows: 400, features: [categoryFeature('c', codes, 4)] }, y, weights: null });
    const [{ table, neutralPoints, found }] = model.card;
    expect(table.map(({ text }) => text)).toEqual(['c1', 'c0', 'rare levels', 'missing']);
    expect(table.slice(2).map(({ woe, isNeutral, points }) => [woe, isNeutral, points])).toEqual([
      [0, true, neutralPoints],
      [0, true, neutralPoints],
    ]);
    expect([...found.classOf]).toEqual([1, 0, 2, -1]);
    const asked = { nRows: 3, features: [categoryFeature('c', [3, -1, 0], 4)] };
    const [unseen, gap, known] = await scorePoints(model, asked, testRun());
    expect([unseen, gap]).toEqual([neutralPoints, neutralPoints]);
    expect(known).toBe(table[1].points);
  });

  it('adds up to the score, chooses by information value, and says when nothing tells the event', async () => {
    const training = { ...scoredBook(6000), weights: null };
    const { model } = await fit(training);
    expect(model.candidates.map(({ feature, use }) => [training.x.features[feature].name, use])).toEqual([
      ['age', 'used'],
      ['balance', 'used'],
      ['noise', 'weak'],
      ['constant', 'weak'],
      ['products', 'weak'],
      ['region', expect.stringMatching(/used|weak/)],
    ]);
    const scores = await scorePoints(model, training.x, testRun());
    expect(scores.every(Number.isInteger)).toBe(true);
    const strict = await fit(training, { minIv: 5 });
    expect(strict.notes).toEqual([{ code: 'scorecard.noFeature', args: { minIv: 5, maxIv: 10 } }]);
    const answers = await scorecard.predict(strict.model, training.x, testRun());
    const share = training.y.reduce((sum, event) => sum + event, 0) / 6000;
    answers.forEach(p => expect(p).toBeCloseTo(share, 6));
    // A class without others, which half a row more of each keeps finite.
    const leak = numberFeature(
      'leak',
      Float64Array.from(training.y, (event, row) => event + (row % 50 === 0 ? 1 : 0)),
    );
    const leaking = { ...training, x: { nRows: 6000, features: [...training.x.features, leak] } };
    expect((await fit(leaking, { maxIv: 3 })).model.candidates.at(-1)?.use).toBe('tooStrong');
  });

  it('leaves out a feature whose weight turns against its evidence', async () => {
    // b is a with noise and has nothing of its own but the noise, which speaks the other way.
    const rows = Array.from({ length: 4000 }, (_none, row) => row);
    const noise = rows.map(row => ((row * 7919) % 101) / 50 - 1);
    const a = rows.map(row => ((row * 104_729) % 211) / 100 - 1);
    const y = Uint8Array.from(rows, row =>
      Number(2 * a[row] - 1.2 * noise[row] + (((row * 31) % 17) / 17 - 0.5) > 0.8),
    );
    const features = [
      numberFeature('a', a),
      numberFeature(
        'b',
        a.map((value, row) => value + 0.4 * noise[row]),
      ),
    ];
    const { model } = await fit({ x: { nRows: 4000, features }, y, weights: null });
    expect(model.card.every(({ coefficient }) => coefficient < 0)).toBe(true);
    expect(model.candidates.map(({ use }) => use)).toEqual(['used', 'turned']);
  });
});
