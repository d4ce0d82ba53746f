import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { histGradientBoosting } from '#engine/algorithms/histGradientBoosting';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { leafOf, predictEnsemble } from '#engine/algorithms/trees/predictEnsemble';
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
  monotone: Record<string, 1 | -1>;
  weighting: 'none' | 'counts' | 'weights';
  events: number;
  baseline: number;
  nodes: number[];
  firstRoot: { feature: number; gain: number };
  raw: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/histGradientBoosting.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pools: Pool[];
beforeAll(async () => {
  pools = await Promise.all([1, 2, 7].map(threads => sharedPool(threads)));
});

const fit = async (training: Training, options: Record<string, unknown> = {}, pool?: Pool) => {
  const run = newRun({ seed: 7, pool: pool ?? pools[1] });
  const { model } = await histGradientBoosting.fit(training, checkOptions(histGradientBoosting.options, options), run);
  return { model, run, shares: await histGradientBoosting.predict(model, training.x, run) };
};
const ordinary: ScoredShape = { seed: 9, nRows: 900, nNumbers: 4, nCategories: 1, nLevels: 7, gapShare: 0.1, steps: 0 };

describe('gradient boosting', () => {
  it.each(golden.cases)('equals scikit-learn: $name', async given => {
    const rows = scoredRows(given.shape);
    expect(rows.y.reduce((sum, event) => sum + event, 0)).toBe(given.events);
    const training = {
      ...rows,
      weights: given.weighting === 'none' ? null : rows[given.weighting],
      monotone: given.monotone,
    };
    // scikit-learn has no penalty of levels.
    const { model, run } = await fit(training, { ...given.options, levelPenalty: 0 });
    const { ensemble } = model;
    expect(ensemble.baseline).toBeCloseTo(given.baseline, 12);
    const nodes = Array.from({ length: ensemble.nTrees }, (_none, t) => ensemble.roots[t + 1] - ensemble.roots[t]);
    expect(nodes).toEqual(given.nodes);
    expect(ensemble.feature[0]).toBe(given.firstRoot.feature);
    expect(ensemble.gain[0] / given.firstRoot.gain).toBeCloseTo(1, 6);
    const raw = await predictEnsemble(ensemble, training.x, run);
    given.raw.forEach((value, row) => expect(raw[row]).toBeCloseTo(value, 5));
  });

  it('gives the same bits on any number of threads and by both twins of the kernels', async () => {
    const rows = scoredRows({ ...ordinary, nRows: 40_000, nLevels: 30 });
    const options = { maxIter: 3, earlyStopping: 'on' };
    const [first, ...others] = await Promise.all(pools.map(pool => fit(rows, options, pool)));
    for (const other of others) {
      expect(other.model).toEqual(first.model);
      expect(other.shares).toEqual(first.shares);
    }
    const checked = checkOptions(histGradientBoosting.options, options);
    const plain = await histGradientBoosting.fit(rows, checked, testRun({ seed: 7 }));
    expect(plain.model).toEqual(first.model);
  });

  it('by hand: one question, two leaves', async () => {
    // Of 40 rows half have the event: log-odds 0, gradients ±½, hessians ¼. Left 20 rows with 4 events: −(16·½ − 4·½) / 5 = −1.2.
    const values = Array.from({ length: 40 }, (_none, i) => Number(i >= 20));
    const y = values.map((value, i) => Number(value === 1 ? i >= 24 : i < 4));
    const { model } = await fit(trainingOf([numbersFeature('a', values)], y), { maxIter: 1, learningRate: 0.5 });
    const { feature, threshold, value, cover, gain, baseline } = model.ensemble;
    expect(baseline).toBe(0);
    expect([...feature]).toEqual([0, -1, -1]);
    expect(threshold[0]).toBe(0.5);
    expect(value[1]).toBeCloseTo(-0.6, 12);
    expect(value[2]).toBeCloseTo(0.6, 12);
    expect([...cover]).toEqual([40, 20, 20]);
    // 6² / 5 on each side.
    expect(gain[0]).toBeCloseTo(14.4, 10);
  });

  it('counts a weight as so many equal rows', async () => {
    const rows = scoredRows({ ...ordinary, gapShare: 0.05 });
    const repeated = rowsOf(rows, Array.from(rows.counts, (weight, row) => Array<number>(weight).fill(row)).flat());
    const options = { maxIter: 10, minSamplesLeaf: 1, maxLeafNodes: 6 };
    const weighted = await fit({ ...rows, weights: rows.counts }, options);
    const { model } = await fit({ ...repeated, weights: null }, options);
    const raw = await predictEnsemble(model.ensemble, rows.x, weighted.run);
    const own = await predictEnsemble(weighted.model.ensemble, rows.x, weighted.run);
    own.forEach((value, row) => expect(value).toBeCloseTo(raw[row], 6));
  });

  it('does not take a category for its many levels alone, and takes one that tells something', async () => {
    const random = stream(6, 'many levels');
    const draws = (of: () => number) => Array.from({ length: 5000 }, of);
    const levels = draws(() => random.below(50));
    const numbers = draws(() => random.normal());
    const gains = async (events: number[], levelPenalty: number) => {
      const training = trainingOf([codesFeature('k', levels, 50), numbersFeature('a', numbers)], events);
      const { feature, gain } = (await fit(training, { maxIter: 1, levelPenalty })).model.ensemble;
      return { feature: feature[0], gain: gain[0] };
    };
    const weak = numbers.map(value => Number(random.uniform() < (value > 0 ? 0.12 : 0.08)));
    const chance = await gains(weak, 0);
    expect(chance.feature).toBe(0);
    // 2/π for each of 50 levels.
    expect(Math.abs(chance.gain - 100 / Math.PI)).toBeLessThan(12);
    expect((await gains(weak, 0.64)).feature).toBe(1);
    const told = levels.map(level => Number(random.uniform() < (level % 2 === 0 ? 0.15 : 0.08)));
    const [plain, less] = [await gains(told, 0), await gains(told, 0.64)];
    expect([plain.feature, less.feature]).toEqual([0, 0]);
    expect(plain.gain - less.gain).toBeCloseTo(0.64 * 42, 9);
  });

  it('asks the same of levels when every weight is doubled', async () => {
    const rows = scoredRows({ ...ordinary, nRows: 3000, nLevels: 40 });
    const options = { maxIter: 1, maxLeafNodes: 4 };
    const once = await fit(rows, options);
    const twice = await fit({ ...rows, weights: rows.weights.map(weight => 2 * weight) }, options);
    expect(twice.model.ensemble.feature).toEqual(once.model.ensemble.feature);
    once.model.ensemble.gain.forEach((gain, node) => expect(twice.model.ensemble.gain[node]).toBeCloseTo(2 * gain, 5));
  });

  it('keeps to the direction asked for on a grid', async () => {
    const rows = scoredRows({ ...ordinary, nRows: 2000, nCategories: 0 });
    const { model, run } = await fit({ ...rows, monotone: { c0: 1, c1: -1 } }, { minSamplesLeaf: 3 });
    const grid = Array.from({ length: 60 }, (_none, i) => i / 4);
    for (const [j, direction] of [1, -1].entries()) {
      for (let row = 0; row < 40; row++) {
        const features = rows.x.features.map((feature, f) =>
          numbersFeature(
            feature.name,
            grid.map(value => (f === j ? value : feature.kind === 'number' ? feature.values[row] : 0)),
          ),
        );
        const shares = await histGradientBoosting.predict(model, { nRows: grid.length, features }, run);
        for (let i = 1; i < grid.length; i++) expect(direction * (shares[i] - shares[i - 1])).toBeGreaterThanOrEqual(0);
      }
    }
  });

  it('stops early where further trees do not help, the same way each time', async () => {
    const noise = scoredRows({ ...ordinary, seed: 77 });
    const { model } = await fit(noise, { earlyStopping: 'on', maxIter: 500, learningRate: 0.5 });
    expect(model.ensemble.nTrees).toBeLessThan(200);
    expect((await fit(noise, { earlyStopping: 'on', maxIter: 500, learningRate: 0.5 })).model).toEqual(model);
  });

  it.each(difficultTrainings())('survives %s', async (_name, training) => {
    for (const options of [{ maxIter: 10 }, { maxIter: 10, minSamplesLeaf: 1, earlyStopping: 'on' }]) {
      const { model, shares, run } = await fit(training, options);
      expect([...shares].every(share => share >= 0 && share <= 1)).toBe(true);
      expect(model.ensemble.nTrees).toBeGreaterThan(0);
      for (const numbers of [model.ensemble.value, model.ensemble.cover, model.ensemble.gain])
        expect([...numbers].every(Number.isFinite)).toBe(true);
      // Laid out anew for the kernels or row by row: the same.
      const raw = await predictEnsemble(model.ensemble, training.x, run);
      for (let row = 0; row < Math.min(20, raw.length); row++) {
        let sum = model.ensemble.baseline;
        for (let t = 0; t < model.ensemble.nTrees; t++)
          sum += model.ensemble.value[leafOf(model.ensemble, t, training.x, row)];
        expect(sum).toBe(raw[row]);
      }
    }
  });

  it('learns what there is to learn', async () => {
    const rows = scoredRows({ ...ordinary, nRows: 4000 });
    const half = Array.from({ length: 2000 }, (_none, i) => i);
    const { model, run } = await fit({ ...rowsOf(rows, half), weights: null });
    const others = rowsOf(
      rows,
      half.map(row => row + 2000),
    );
    expect(aucOf(await histGradientBoosting.predict(model, others.x, run), others.y)).toBeGreaterThan(0.6);
  });

  it('stops when it is asked to, and the threads can be used again', async () => {
    const stop = new AbortController();
    const rows = scoredRows({ ...ordinary, nRows: 60_000 });
    const run = newRun({ seed: 1, pool: pools[1], signal: stop.signal });
    const work = histGradientBoosting.fit(rows, checkOptions(histGradientBoosting.options, { maxIter: 1000 }), run);
    setTimeout(() => stop.abort(), 300);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect((await fit(scoredRows(ordinary))).shares.length).toBe(900);
  });
});
