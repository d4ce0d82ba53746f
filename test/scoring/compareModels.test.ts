import { describe, expect, it } from 'vitest';
import type { ClassifierId } from '#shared/scoring/choices';
import { evaluate } from '#engine/scoring/evaluate/evaluate';
import { recommendModel } from '#engine/scoring/evaluate/recommendModel';
import { compareAucs, swapSet } from '#engine/scoring/evaluate/swapSet';
import { stream } from '#engine/random';
import { drawnScores, scoreCases, thresholdBy } from '../support/scoreCases.ts';
import { testRun } from '../support/testRun.ts';

const run = testRun();

describe('two models', () => {
  it.each(scoreCases())('p-value of the paired test beside the definition: $name', async golden => {
    const { pValue } = await compareAucs(
      Uint8Array.from(golden.y),
      Float64Array.from(golden.p),
      Float64Array.from(golden.other),
      run,
    );
    expect(Math.abs(pValue - golden.differenceP)).toBeLessThan(1e-10);
  });

  it('swap set by hand', async () => {
    // Chosen by the first: rows 0, 1, 2; by the other: 0, 3, 6. Row 5 has no outcome, row 6 no score of the first.
    const y = Uint8Array.of(1, 1, 0, 0, 0, 2, 1);
    const found = await swapSet(
      y,
      { title: 'Forest', p: Float64Array.of(0.9, 0.8, 0.7, 0.2, 0.1, 0.9, NaN), threshold: 0.5 },
      { title: 'Scorecard', p: Float64Array.of(0.6, 0.3, 0.2, 0.4, 0.1, 0.9, 0.9), threshold: 0.4 },
      run,
    );
    expect(found.both).toEqual({ n: 1, events: 1 });
    expect(found.inOnly).toEqual({ n: 2, events: 1 });
    expect(found.outOnly).toEqual({ n: 1, events: 0 });
    expect(found.neither).toEqual({ n: 1, events: 0 });
    // 6 of 6 pairs against 5 of 6.
    expect(found.aucDifference.value).toBeCloseTo(1 / 6, 12);
    expect(found.sentence).toMatch(
      /^At their thresholds only Forest chooses 2 customers \(1 with the event\), and only Scorecard 1 customer \(0 with the event\)\. The ROC-AUC of Forest is 0\.1667 higher than that of Scorecard \(95 % −?-?0\.\d{4} to 0\.\d{4}, p = .*, n = 5\); this may be chance\.$/,
    );
  });

  it('a model against itself', async () => {
    const { y, p } = drawnScores(300, 2);
    const one = { title: 'A', p, threshold: 0.3 };
    const found = await swapSet(y, one, { ...one, title: 'B' }, run);
    expect([found.aucDifference.value, found.pValue, found.inOnly.n, found.outOnly.n]).toEqual([0, 1, 0, 0]);
    expect(found.sentence).toBe(
      'A and B choose the same customers at their thresholds. They rank these customers equally well.',
    );
  });

  it('one class', async () => {
    const one = { title: 'A', p: Float64Array.of(0.1, 0.2), threshold: 0.3 };
    const found = await swapSet(Uint8Array.of(0, 0), one, one, run);
    expect(found.pValue).toBeNaN();
    expect(found.sentence).toContain('cannot be compared');
  });
});

describe('the recommended model', () => {
  const noisy = (p: Float64Array, noise: number, seed: number) => {
    const draw = stream(seed, 'test.noise');
    return p.map(chance => 1 / (1 + Math.exp(-Math.log(chance / (1 - chance)) - noise * draw.normal())));
  };
  const candidate = async (id: ClassifierId, y: Uint8Array, p: Float64Array) => ({
    id,
    title: id,
    p,
    evaluation: await evaluate({ y, p, foldOf: null, threshold: thresholdBy({}) }, run),
  });

  it('is the simplest that cannot be told from the best', async () => {
    const { y, p } = drawnScores(3000, 4);
    const all = [
      await candidate('randomForest', y, noisy(p, 0.3, 4)),
      await candidate('scorecard', y, noisy(p, 2, 1)),
      await candidate('logisticRegression', y, noisy(p, 0.32, 3)),
    ];
    const found = await recommendModel(y, all, run);
    expect(found?.id).toBe('logisticRegression');
    expect(found?.reason).toMatch(
      /^logisticRegression is recommended: its ROC-AUC is 0\.\d{3} \(95 % .*simpler to explain\./,
    );
  });

  it('is the best where the simpler are surely lower', async () => {
    const { y, p } = drawnScores(3000, 4);
    const all = [await candidate('scorecard', y, noisy(p, 3, 1)), await candidate('randomForest', y, p)];
    const found = await recommendModel(y, all, run);
    expect([found?.id, found?.beatsChance]).toEqual(['randomForest', true]);
    expect(found?.reason).toContain('The simpler scorecard is lower by more than chance explains.');
  });

  it('is called useless where nothing beats chance, with few events named', async () => {
    const y = Uint8Array.from({ length: 60 }, (_none, i) => Number(i % 20 === 0));
    const p = Float64Array.from({ length: 60 }, (_none, i) => ((i * 37) % 60) / 60);
    const found = await recommendModel(
      y,
      [
        await candidate('randomForest', y, p),
        await candidate(
          'logisticRegression',
          y,
          noisy(
            p.map(x => x * 0.9 + 0.05),
            1,
            5,
          ),
        ),
      ],
      run,
    );
    expect([found?.id, found?.beatsChance]).toEqual(['logisticRegression', false]);
    expect(found?.reason).toMatch(/better than chance.*Only 3 customers had the event/);
  });

  it('says that one class cannot be judged, and nothing without candidates', async () => {
    const y = new Uint8Array(4);
    const found = await recommendModel(
      y,
      [await candidate('randomForest', y, Float64Array.of(0.1, 0.2, 0.3, 0.4))],
      run,
    );
    expect(found?.reason).toContain('same outcome');
    expect(await recommendModel(y, [], run)).toBeNull();
  });
});
