import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { randomForest } from '#engine/algorithms/randomForest';
import { leafOf } from '#engine/algorithms/trees/predictEnsemble';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import type { Pool } from '#engine/workers/Pool';
import { scoredRows, type ScoredShape } from '../golden/scoredRows.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { aucOf, codesFeature, difficultTrainings, numbersFeature, rowsOf, trainingOf } from '../support/trees.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenCase {
  name: string;
  shape: ScoredShape;
  options: Record<string, unknown>;
  auc: number;
  sd: number;
  shares: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/randomForest.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pools: Pool[];
beforeAll(async () => {
  pools = await Promise.all([1, 2, 7].map(threads => sharedPool(threads)));
});

const fit = async (training: Training, options: Record<string, unknown> = {}, pool?: Pool, seed = 7) => {
  const run = newRun({ seed, pool: pool ?? pools[1] });
  const { model } = await randomForest.fit(
    training,
    checkOptions(randomForest.options, { minSamplesLeaf: 1, ...options }),
    run,
  );
  return { model, run, shares: await randomForest.predict(model, training.x, run) };
};
const ordinary: ScoredShape = { seed: 9, nRows: 900, nNumbers: 4, nCategories: 1, nLevels: 7, gapShare: 0.1, steps: 0 };
/** A tree of all rows and all columns. */
const ONE_TREE = { nEstimators: 1, bootstrap: false, maxFeatures: 'all' };

describe('random forest', () => {
  it.each(golden.cases)('is as good as scikit-learn: $name', async given => {
    const rows = { ...scoredRows(given.shape), weights: null };
    const half = rows.x.nRows / 2;
    const ours = Array.from({ length: half }, (_none, row) => row);
    const others = rowsOf(
      rows,
      ours.map(row => row + half),
    );
    const { model, run } = await fit(rowsOf(rows, ours), given.options);
    const shares = await randomForest.predict(model, others.x, run);
    // Two draws of the same forest differ by their own spread; gaps and bins make the rest.
    expect(aucOf(shares, others.y)).toBeGreaterThan(given.auc - Math.max(0.006, 3 * given.sd));
    const difference = given.shares.reduce((sum, share, row) => sum + Math.abs(share - shares[row]), 0);
    expect(difference / given.shares.length).toBeLessThan(0.035);
  });

  it('gives the same bits on any number of threads and by both twins of the kernels', async () => {
    const rows = { ...scoredRows({ ...ordinary, nRows: 6000, nLevels: 30 }), weights: null };
    const options = { nEstimators: 7, maxDepth: 9 };
    const [first, ...others] = await Promise.all(pools.map(pool => fit(rows, options, pool)));
    for (const other of others) {
      expect(other.model).toEqual(first.model);
      expect(other.shares).toEqual(first.shares);
    }
    const plain = await randomForest.fit(
      rows,
      checkOptions(randomForest.options, { minSamplesLeaf: 1, ...options }),
      testRun({ seed: 7 }),
    );
    expect(plain.model).toEqual(first.model);
  });

  it('gives other trees for another seed', async () => {
    const rows = scoredRows(ordinary);
    const first = await fit(rows, { nEstimators: 3 });
    expect((await fit(rows, { nEstimators: 3 }, undefined, 8)).model).not.toEqual(first.model);
  });

  it('by hand: one tree on all rows', async () => {
    const training = trainingOf([numbersFeature('a', [1, 1, 1, 2, 2, 2, NaN, NaN])], [0, 0, 1, 1, 1, 1, 1, 0]);
    const { model, shares } = await fit(training, { ...ONE_TREE, maxDepth: 1 });
    // Of 8 rows 5 have the event. 2 alone: 3²/3 + 2²/5 = 3.8; with the missing: 1/3 + 4²/5 = 3.53; the missing alone: 1/2 + 4²/6 = 3.17.
    const { feature, threshold, missingLeft, value, cover, gain } = model.ensemble;
    expect([...feature]).toEqual([0, -1, -1]);
    expect(threshold[0]).toBe(1.5);
    expect(missingLeft[0]).toBe(1);
    expect([...value]).toEqual([5 / 8, 2 / 5, 1]);
    expect([...cover]).toEqual([8, 5, 3]);
    // Twice 3.8 − 5²/8: what rows × Gini's impurity falls by.
    expect(gain[0]).toBeCloseTo(2 * (3.8 - 25 / 8), 12);
    expect([...shares]).toEqual([0.4, 0.4, 0.4, 1, 1, 1, 0.4, 0.4]);
  });

  it('parts levels by their share of events, and takes an unseen one as missing', async () => {
    const codes = [0, 0, 1, 1, 2, 2, 3, 3, 3, -1];
    const training = trainingOf([codesFeature('k', codes, 5)], [1, 1, 0, 0, 1, 1, 0, 0, 0, 1]);
    const { model, run, shares } = await fit(training, { ...ONE_TREE, maxDepth: 1 });
    expect([...shares]).toEqual([1, 1, 0, 0, 1, 1, 0, 0, 0, 1]);
    const asked = { nRows: 3, features: [codesFeature('k', [4, -1, 3], 5)] };
    expect([...(await randomForest.predict(model, asked, run))]).toEqual([1, 1, 0]);
  });

  it('does not take a category for its many levels alone, and takes one that tells something', async () => {
    const random = stream(6, 'many levels');
    const draws = (of: () => number) => Array.from({ length: 5000 }, of);
    const levels = draws(() => random.below(50));
    const numbers = draws(() => random.normal());
    const gains = async (events: number[], levelPenalty: number) => {
      const training = trainingOf([codesFeature('k', levels, 50), numbersFeature('a', numbers)], events);
      const { feature, gain } = (await fit(training, { ...ONE_TREE, maxDepth: 1, levelPenalty })).model.ensemble;
      return { feature: feature[0], gain: gain[0] };
    };
    const weak = numbers.map(value => Number(random.uniform() < (value > 0 ? 0.12 : 0.08)));
    expect((await gains(weak, 0)).feature).toBe(0);
    expect((await gains(weak, 0.64)).feature).toBe(1);
    const told = levels.map(level => Number(random.uniform() < (level % 2 === 0 ? 0.15 : 0.08)));
    const share = told.reduce((sum, event) => sum + event, 0) / told.length;
    const [plain, less] = [await gains(told, 0), await gains(told, 0.64)];
    expect([plain.feature, less.feature]).toEqual([0, 0]);
    expect(plain.gain - less.gain).toBeCloseTo(2 * 0.64 * 42 * share * (1 - share), 9);
  });

  it('counts a weight as so many equal rows', async () => {
    const rows = scoredRows(ordinary);
    const repeated = rowsOf(rows, Array.from(rows.counts, (weight, row) => Array<number>(weight).fill(row)).flat());
    const weighted = await fit({ ...rows, weights: rows.counts }, ONE_TREE);
    const plain = await fit({ ...repeated, weights: null }, ONE_TREE);
    expect(await randomForest.predict(plain.model, rows.x, plain.run)).toEqual(weighted.shares);
  });

  it.each(difficultTrainings())('survives %s', async (_name, training) => {
    for (const options of [{ nEstimators: 10 }, { nEstimators: 10, maxBins: 7, minSamplesLeaf: 3 }]) {
      const { model, shares } = await fit(training, options);
      expect([...shares].every(share => share >= 0 && share <= 1)).toBe(true);
      for (const numbers of [model.ensemble.value, model.ensemble.cover, model.ensemble.gain])
        expect([...numbers].every(Number.isFinite)).toBe(true);
      for (let row = 0; row < Math.min(20, shares.length); row++) {
        let sum = 0;
        for (let t = 0; t < model.ensemble.nTrees; t++)
          sum += model.ensemble.value[leafOf(model.ensemble, t, training.x, row)];
        expect(Math.min(1, sum)).toBe(shares[row]);
      }
    }
  });

  it('stops when it is asked to, and the threads can be used again', async () => {
    const stop = new AbortController();
    const rows = scoredRows({ ...ordinary, nRows: 60_000 });
    const run = newRun({ seed: 1, pool: pools[1], signal: stop.signal });
    const work = randomForest.fit(rows, checkOptions(randomForest.options, { nEstimators: 500 }), run);
    setTimeout(() => stop.abort(), 300);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect((await fit(scoredRows(ordinary), { nEstimators: 3 })).shares.length).toBe(900);
  });
});
