import { describe, expect, it } from 'vitest';
import type { RankedCustomer, RankedPage } from '#shared/contract/score';
import type { AtThreshold, Measure, MoneyCurve } from '#shared/scoring/evaluation';
import type { CustomerExplanation } from '#shared/scoring/explanation';
import type { SegmentScores } from '#shared/scoring/result';
import { bandShares, bandTakeaway, byMeanScore } from '../../renderer/screens/scores/bandFigure.ts';
import { atPoint, exactly, nearestPoint, stepAlong } from '../../renderer/screens/scores/consequences.ts';
import { moneyFigure, moneyTable, moneyTakeaway } from '../../renderer/screens/scores/moneyFigure.ts';
import { RankedPages } from '../../renderer/screens/scores/RankedPages.ts';
import { onScale, signedOnScale, waterfallBars, waterfallFigure } from '../../renderer/screens/scores/waterfall.ts';
import { changedValues, fieldsOf, startOf } from '../../renderer/screens/scores/whatIfValues.ts';
import { TOKENS } from '../../renderer/theme/tokens.ts';

const measure = (value: number, n = 10): Measure => ({ value, low: value - 1, high: value + 1, n });
const point = (threshold: number, contacted: number, events: number) => ({
  threshold,
  contacted,
  events,
  cost: contacted,
  saved: measure(3 * events, contacted),
  net: measure(3 * events - contacted, contacted),
});
/** 10 customers, 4 with the event: nets of 0, 4, 3 and 2. */
const CURVE: MoneyCurve = {
  points: [point(1 + Number.EPSILON, 0, 0), point(0.8, 2, 2), point(0.4, 6, 3), point(0.1, 10, 4)],
  best: 1,
};

describe('the consequences of a threshold', () => {
  it('are those of the nearest point of the curve', () => {
    expect(nearestPoint(CURVE, 0.65).threshold).toBe(0.8);
    expect(nearestPoint(CURVE, 0.2).threshold).toBe(0.1);
    const found = atPoint(CURVE, nearestPoint(CURVE, 0.45));
    expect(found).toMatchObject({ contacted: 6, precision: 0.5, recall: 0.75, cost: 6 });
    expect(found.net.value).toBe(3);
    // Of 10 customers 4 had the event: 3 reached, 1 missed, 3 in vain, 3 rightly left alone.
    expect(found.matrix).toEqual({ reached: 3, inVain: 3, missed: 1, leftAlone: 3 });
  });

  it('are the same as those that were counted exactly', () => {
    const at = {
      threshold: 0.4,
      truePositives: 3,
      falsePositives: 3,
      trueNegatives: 3,
      falseNegatives: 1,
      precision: measure(0.5),
      recall: measure(0.75),
      money: { contacted: 6, cost: 6, saved: measure(9), net: measure(3) },
    } as unknown as AtThreshold;
    expect(exactly(at).matrix).toEqual(atPoint(CURVE, CURVE.points[2]).matrix);
    expect(exactly(at).net.value).toBe(3);
  });

  it('are walked along with keys, up to nobody and down to everybody', () => {
    expect(stepAlong(CURVE, 0.4, 1)).toBe(0.8);
    expect(stepAlong(CURVE, 0.4, -1)).toBe(0.1);
    expect(stepAlong(CURVE, 0.4, 1_000)).toBeGreaterThan(1);
    expect(stepAlong(CURVE, 0.4, -1_000)).toBe(0.1);
  });

  it('are drawn over customers or thresholds, and named', () => {
    expect(moneyTakeaway(CURVE, 'contacted')).toBe('Most is left with 2 customers contacted, those from 80.0 %: 4 net');
    expect(moneyTakeaway({ ...CURVE, best: 0 }, 'contacted')).toBe('No threshold brings more than it costs');
    const drawn = moneyFigure(CURVE, 'contacted', 0.4, 'contacted', TOKENS.light);
    expect(drawn.data.map(trace => (trace as { x: number[] }).x)).toEqual([
      [0, 2, 6, 10],
      [0, 2, 6, 10],
      [0, 2, 6, 10],
      [2],
      [6],
    ]);
    expect(moneyTable(CURVE).rows).toHaveLength(4);
  });
});

describe('the contributions of one customer', () => {
  const sizes = [0.3, -0.2, 0.1, 0.05, -0.02];
  const explanation: CustomerExplanation = {
    row: 0,
    scale: 'probability',
    baseline: 0.2,
    score: 0.43,
    contributions: sizes.map((size, i) => ({ feature: `f${i}`, column: `f${i}`, value: String(i), size })),
    raises: [],
    lowers: [],
  };

  it('lead from the average to the score, small ones together', () => {
    const bars = waterfallBars(explanation, 3);
    expect(bars.map(({ label }) => label)).toEqual(['f0', 'f1', 'f2', '2 others together']);
    expect(bars.map(({ from }) => Number(from.toFixed(10)))).toEqual([0.2, 0.5, 0.3, 0.4]);
    const last = bars[bars.length - 1];
    expect(last.from + last.size).toBeCloseTo(explanation.score, 12);
    expect(waterfallFigure(explanation, TOKENS.dark).data).toHaveLength(1);
  });

  it('are written on the scale of the model', () => {
    expect(onScale(0.213, 'probability')).toBe('21.3 %');
    expect(onScale(0.4123, 'logOdds')).toBe('0.412');
    expect(signedOnScale(-12, 'points')).toBe('−12.0');
  });
});

it('only the values that were changed are asked about', () => {
  const inputs = [
    { column: 'age', kind: 'number' as const, value: 40, levels: [] },
    { column: 'city', kind: 'category' as const, value: 'A', levels: ['A', 'B'] },
  ];
  const start = startOf(inputs);
  expect(changedValues(start, start)).toEqual({});
  expect(changedValues(start, { ...start, city: 'B' })).toEqual({ city: 'B' });
  expect(fieldsOf(inputs)[1]).toMatchObject({ name: 'city', kind: 'category', levels: ['A', 'B'] });
});

it('segments stand by their mean score, empty ones last', () => {
  const row = (name: string, n: number, meanScore: number, bands: number[]) =>
    ({ id: 1, name, n, meanScore, bands }) as unknown as SegmentScores['segments'][number];
  const rows = byMeanScore([
    row('calm', 4, 0.1, [4, 0, 0, 0, 0]),
    row('empty', 0, Number.NaN, [0, 0, 0, 0, 0]),
    row('leaving', 4, 0.6, [0, 1, 0, 1, 2]),
  ]);
  expect(rows.map(({ name }) => name)).toEqual(['leaving', 'calm', 'empty']);
  expect(bandShares(rows[0])).toEqual([0, 0.25, 0, 0.25, 0.5]);
  expect(bandShares(rows[2])).toEqual([0, 0, 0, 0, 0]);
  expect(bandTakeaway(rows)).toContain('“leaving” has the largest share');
  expect(bandTakeaway([rows[2]])).toBe('Bands of the score by segment');
});

describe('the pages of the ranked list', () => {
  const customer = (row: number) => ({ row }) as RankedCustomer;
  const pageFrom = (offset: number, total = 250): RankedPage => ({
    rows: Array.from({ length: Math.min(100, total - offset) }, (_none, i) => customer(offset + i)),
    total,
    of: 300,
  });
  const settle = () => new Promise(resolve => setTimeout(resolve));
  const everyone = { band: null, segment: null, onlyAbove: false };

  it('are fetched one at a time as they come into view', async () => {
    const asked: number[] = [];
    const pages = new RankedPages(({ offset }) => {
      asked.push(offset);
      return Promise.resolve(pageFrom(offset));
    });
    pages.ask(everyone);
    await settle();
    expect(pages.summary()).toMatchObject({ total: 250, of: 300, isCounted: true });
    pages.see(95, 205);
    await settle();
    expect(asked).toEqual([0, 100, 200]);
    expect(pages.row(204)?.row).toBe(204);
    expect(pages.row(260)).toBeUndefined();
  });

  it('keep rows in sight while scores are fetched again, and forget those of another question', async () => {
    const answers: ((page: RankedPage) => void)[] = [];
    const pages = new RankedPages(() => new Promise(resolve => answers.push(resolve)));
    pages.ask(everyone);
    answers[0](pageFrom(0));
    await settle();
    pages.refresh();
    expect(pages.row(0)?.row).toBe(0);
    pages.ask({ ...everyone, onlyAbove: true });
    expect(pages.row(0)).toBeUndefined();
    expect(pages.summary().isCounted).toBe(false);
    answers[1](pageFrom(0));
    await settle();
    expect(pages.row(0)).toBeUndefined();
    answers[2]({ ...pageFrom(0), total: 7 });
    await settle();
    expect(pages.summary()).toMatchObject({ total: 7, isCounted: true });
  });

  it('keep a failure until the list is asked for again', async () => {
    let fails = true;
    const pages = new RankedPages(() => (fails ? Promise.reject(new Error('no')) : Promise.resolve(pageFrom(0))));
    pages.ask(everyone);
    await settle();
    expect(pages.summary().error?.message).toBe('no');
    fails = false;
    pages.refresh();
    await settle();
    expect(pages.summary()).toMatchObject({ error: undefined, total: 250 });
  });
});
