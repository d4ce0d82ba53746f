import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { applyCalibration, correctPrior, fitCalibration } from '#engine/scoring/calibrate/calibrate';
import { testRun } from '../support/testRun.ts';

interface GoldenCase {
  p: number[];
  y: number[];
  weights: number[] | null;
  asked: number[];
  sigmoid: { scikitLearn: [number, number]; statsmodels: [number, number] };
  sigmoidAnswers: number[];
  isotonic: { from: number[]; to: number[] };
  isotonicAnswers: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/calibration.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};
const answeredOf = ({ p, y, weights }: Pick<GoldenCase, 'p' | 'y' | 'weights'>) => ({
  p: Float64Array.from(p),
  y: Uint8Array.from(y),
  weights: weights && Float64Array.from(weights),
});

describe('calibration', () => {
  it.each(golden.cases)('by a sigmoid equals statsmodels and scikit-learn', async given => {
    const state = await fitCalibration(answeredOf(given), 'platt', testRun());
    if (state.kind !== 'platt') throw new Error('a sigmoid was asked for');
    const [a, b] = given.sigmoid.statsmodels;
    expect(state.a).toBeCloseTo(a, 8);
    expect(state.b).toBeCloseTo(b, 8);
    // scikit-learn stops its search earlier.
    expect(Math.abs(state.a - given.sigmoid.scikitLearn[0])).toBeLessThan(1e-4);
    expect(Math.abs(state.b - given.sigmoid.scikitLearn[1])).toBeLessThan(1e-4);
    applyCalibration(state, Float64Array.from(given.asked)).forEach((p, i) =>
      expect(p).toBeCloseTo(given.sigmoidAnswers[i], 8),
    );
  });

  it.each(golden.cases)('by a staircase equals scikit-learn', async given => {
    const state = await fitCalibration(answeredOf(given), 'isotonic', testRun());
    if (state.kind !== 'isotonic') throw new Error('a staircase was asked for');
    expect([...state.from]).toEqual(given.isotonic.from);
    given.isotonic.to.forEach((level, i) => expect(state.to[i]).toBeCloseTo(level, 12));
    applyCalibration(state, Float64Array.from(given.asked)).forEach((p, i) =>
      expect(p).toBeCloseTo(given.isotonicAnswers[i], 12),
    );
  });

  it('by hand: points that fall are pooled', async () => {
    // At .2 one event of two, at .4 none of one: together one of three; at .8 one of one.
    const answered = answeredOf({ p: [0.2, 0.2, 0.4, 0.8], y: [1, 0, 0, 1], weights: null });
    const state = await fitCalibration(answered, 'isotonic', testRun());
    expect(state).toEqual({
      kind: 'isotonic',
      from: Float64Array.of(0.2, 0.4, 0.8),
      to: Float64Array.of(1 / 3, 1 / 3, 1),
    });
    const [at, beyond] = applyCalibration(state, Float64Array.of(0.6, 0.9));
    expect([at, beyond]).toEqual([1 / 3 + (1 / 2) * (2 / 3), 1].map(value => expect.closeTo(value, 12)));
  });

  it('leaves probabilities alone where nothing can be learned, and takes 0 and 1 and answers that are all the same', async () => {
    const same = answeredOf({ p: [0.3, 0.3, 0.3, 0.3], y: [1, 0, 0, 0], weights: null });
    const one = answeredOf({ p: [0.3, 0.6], y: [0, 0], weights: null });
    for (const kind of ['none', 'platt', 'isotonic'] as const) {
      expect(await fitCalibration(one, kind, testRun())).toEqual({ kind: 'none' });
      const state = await fitCalibration(same, kind, testRun());
      const answers = applyCalibration(state, Float64Array.of(0, 0.3, 1));
      expect([...answers].every(p => p >= 0 && p <= 1)).toBe(true);
    }
    const sure = answeredOf({ p: [0, 1, 0, 1, 0.5], y: [0, 1, 0, 1, 1], weights: null });
    const state = await fitCalibration(sure, 'platt', testRun());
    expect([...applyCalibration(state, sure.p)].every(p => p >= 0 && p <= 1)).toBe(true);
    expect([...applyCalibration({ kind: 'none' }, sure.p)]).toEqual([...sure.p]);
  });

  it('stops when it is asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const work = fitCalibration(answeredOf(golden.cases[0]), 'platt', testRun({ signal: stop.signal }));
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
  });
});

describe('the prior', () => {
  it('by hand: as many events as others in training, one in eleven where it is used', () => {
    // Odds are a tenth of what they were: ½ → 1 : 10, ¾ → 3 : 10.
    const [zero, half, more, one] = correctPrior(Float64Array.of(0, 0.5, 0.75, 1), 0.5, 1 / 11);
    expect([zero, one]).toEqual([0, 1]);
    expect(half).toBeCloseTo(1 / 11, 12);
    expect(more).toBeCloseTo(3 / 13, 12);
  });
  it('is what it was for the same share, and comes back', () => {
    const p = Float64Array.of(0.01, 0.2, 0.9);
    expect([...correctPrior(p, 0.3, 0.3)]).toEqual([...p].map(value => expect.closeTo(value, 15)));
    const there = correctPrior(p, 0.3, 0.05);
    expect([...correctPrior(there, 0.05, 0.3)]).toEqual([...p].map(value => expect.closeTo(value, 12)));
  });
});
