import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkOptions } from '#shared/option';
import { fitKPrototypes, kPrototypes, predictKPrototypes } from '#engine/algorithms/kPrototypes';
import { caoLevels } from '#engine/algorithms/kPrototypes/startPrototypes';
import { findMixedColumns, readMixedRows } from '#engine/algorithms/mixed/MixedColumns';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Pool } from '#engine/workers/Pool';
import { codeOf } from '../support/codeOf.ts';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { mixedMatrix, type MixedTable } from '../support/mixedMatrix.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase extends MixedTable {
  startRows: number[];
  givenGamma: number | null;
  gamma: number;
  labels: number[];
  cost: number;
  iterations: number;
  means: number[];
  modes: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/kPrototypes.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(kPrototypes.options, given);

/** Six customers: income 0, 1, 2 with level 0, and 8, 9, 1 with level 1. */
const SIX = {
  numbers: [[0], [1], [2], [8], [9], [1]],
  levels: [[0], [0], [0], [1], [1], [1]],
  nLevels: [2],
};

describe('k-prototypes by hand', () => {
  it('weighs a category that differs against squared distances', async () => {
    // From rows 0 and 3 with gamma 2. The last row (1, level 1): to (0, level 0) it is 1 + 2 = 3, to (8, level 1) 49. So the first prototype
    // becomes the mean of 0, 1, 2, 1 = 1 with level 0, the second 8.5 with level 1; nothing moves any more.
    // Cost: (1 + 0 + 1 + 0) + 2 for the one that differs, and 0.25 + 0.25: 4.5.
    const { x, features } = mixedMatrix(SIX);
    const from = { nClusters: 2, numbers: Float64Array.of(0, 8), levels: Int32Array.of(0, 1) };
    const { model, labels } = await fitKPrototypes(
      x,
      options({ nClusters: 2, weighting: 'given', gamma: 2 }),
      run,
      features,
      from,
    );
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 0]);
    expect([...model.numbers]).toEqual([1, 8.5]);
    expect([...model.levels]).toEqual([0, 1]);
    expect(model.cost).toBe(4.5);
    expect(model.hasConverged).toBe(true);
  });

  it('lets the category decide when it weighs enough', async () => {
    const { x, features } = mixedMatrix(SIX);
    const from = { nClusters: 2, numbers: Float64Array.of(0, 8), levels: Int32Array.of(0, 1) };
    // 1 + 100 to the first, 49 to the second.
    const { labels } = await fitKPrototypes(
      x,
      options({ nClusters: 2, weighting: 'given', gamma: 100 }),
      run,
      features,
      from,
    );
    expect([...labels]).toEqual([0, 0, 0, 1, 1, 1]);
  });

  it("takes half the mean deviation of the numbers as Huang's weight", async () => {
    // 0 and 4: deviation 2; 0 and 8: deviation 4; half of their mean is 1.5.
    const table = {
      numbers: [
        [0, 0],
        [4, 8],
        [0, 8],
        [4, 0],
        [2, 4],
      ],
      levels: [[0], [1], [0], [1], [0]],
      nLevels: [2],
    };
    const { x, features } = mixedMatrix(table);
    const { model } = await fitKPrototypes(x, options({ nClusters: 2 }), run, features);
    expect(model.gamma).toBeCloseTo(0.5 * ((Math.sqrt(16 / 5) + Math.sqrt(64 / 5)) / 2), 12);
  });

  it('chooses dense rows unlike each other as Cao does', async () => {
    // Densities by the share of equal levels: rows 0–2 (a, x): (3/5 + 4/5) / 2 = 0.7; row 3 (b, x): (2/5 + 4/5) / 2 = 0.6;
    // row 4 (b, y): (2/5 + 1/5) / 2 = 0.3. First (a, x); then 1 × 0.6 for row 3 and 2 × 0.3 for row 4: a tie, and row 3 is first.
    const table = {
      numbers: [[1], [2], [3], [4], [5]],
      levels: [
        [0, 0],
        [0, 0],
        [0, 0],
        [1, 0],
        [1, 1],
      ],
      nLevels: [2, 2],
    };
    const { x, features } = mixedMatrix(table);
    const rows = await readMixedRows(x, await findMixedColumns(x, features, run), run);
    expect([...caoLevels(rows, 2)]).toEqual([0, 0, 1, 0]);
  });
});

describe('k-prototypes beside the kmodes package', () => {
  it.each(golden.cases.map((found, i) => [i, found] as const))(
    'case %i: same prototypes to begin with, same labels and cost',
    async (i, found) => {
      const { x, features } = mixedMatrix(found, i % 2 === 1);
      const { startRows, numbers, levels, givenGamma } = found;
      const from = {
        nClusters: startRows.length,
        numbers: Float64Array.from(startRows.flatMap(row => numbers[row])),
        levels: Int32Array.from(startRows.flatMap(row => levels[row])),
      };
      const weight = givenGamma === null ? {} : { weighting: 'given', gamma: givenGamma };
      const given = options({ nClusters: startRows.length, ...weight });
      const { model, labels } = await fitKPrototypes(x, given, run, features, from);
      expect(Math.abs(model.gamma - found.gamma)).toBeLessThan(1e-12);
      expect([...labels]).toEqual(found.labels);
      expect(Math.abs(model.cost - found.cost)).toBeLessThan(1e-9 * found.cost);
      expect(model.iterations).toBe(found.iterations);
      expect([...model.levels]).toEqual(found.modes);
      for (const [at, mean] of found.means.entries()) expect(Math.abs(model.numbers[at] - mean)).toBeLessThan(1e-9);
    },
  );
});

describe('k-prototypes in general', () => {
  const { x, features } = mixedMatrix(golden.cases[4]);

  it.each(['cao', 'huang'])('predicts its own labels for the rows it was fitted on, started by %s', async init => {
    const { model, labels } = await fitKPrototypes(x, options({ nClusters: 6, init }), run, features);
    expect([...(await predictKPrototypes(structuredClone(model), x, run))]).toEqual([...labels]);
    expect(new Set(labels).size).toBe(6);
  });

  it('keeps the best start: more starts are never worse', async () => {
    const one = await fitKPrototypes(x, options({ nClusters: 6, nInit: 1 }), run, features);
    const ten = await fitKPrototypes(x, options({ nClusters: 6, nInit: 10 }), run, features);
    expect(ten.model.cost).toBeLessThanOrEqual(one.model.cost);
  });

  it('finishes on all rows what it began on a sample, and leaves a fixed point', async () => {
    const large = groupedMatrix(50_000, 3, 3);
    const { model, labels, notes } = await fitKPrototypes(large, options({ nClusters: 3 }), run);
    expect(model.hasConverged).toBe(true);
    expect(notes).toEqual([]);
    expect([...(await predictKPrototypes(model, large, run))]).toEqual([...labels]);
    // Every prototype is the mean of its rows.
    for (const [i, value] of model.centers.entries()) expect(Math.abs(model.numbers[i] - value)).toBeLessThan(1e-9);
  });

  it('says when it was stopped before it settled', async () => {
    const { notes } = await fitKPrototypes(x, options({ nClusters: 6, maxIter: 1, nInit: 1 }), run, features);
    expect(notes).toEqual([{ code: 'kPrototypes.notConverged', args: { nClusters: 6, maxIter: 1 } }]);
  });

  it('groups by categories alone', async () => {
    const levels = Array.from({ length: 40 }, (_none, row) => [row % 2, row % 2, row % 3]);
    const table = { numbers: levels.map(() => [] as number[]), levels, nLevels: [2, 2, 3] };
    const categories = mixedMatrix(table);
    const given = options({ nClusters: 2 });
    const { labels, model } = await fitKPrototypes(categories.x, given, run, categories.features);
    expect([...labels].every((label, row) => label === labels[row % 2])).toBe(true);
    expect(labels[0]).not.toBe(labels[1]);
    expect(model.gamma).toBe(1);
  });

  it('copes with a column a billion times wider and with five customers', async () => {
    const rows = [1, 5, 2, 8, 3].map((value, i) => [value * 1e9, i % 2]);
    const { labels, model } = await fitKPrototypes(matrixOf(rows), options({ nClusters: 3 }), run);
    expect(labels).toHaveLength(5);
    expect(model.numbers.every(Number.isFinite)).toBe(true);
  });

  it('refuses too few rows and too few that differ', async () => {
    expect(await codeOf(fitKPrototypes(matrixOf([[1], [2]]), options({ nClusters: 3 }), run))).toEqual({
      code: 'data.tooFewRows',
      args: { need: 3, got: 2, what: 'k-prototypes' },
    });
    const twice = matrixOf([[1], [2], [1], [2]]);
    expect(await codeOf(fitKPrototypes(twice, options({ nClusters: 3 }), run))).toEqual({
      code: 'data.tooFewDistinct',
      args: { need: 3, got: 2 },
    });
    const same = matrixOf(Array.from({ length: 9 }, () => [4, 4]));
    expect((await codeOf(fitKPrototypes(same, options({ nClusters: 2 }), run))).code).toBe('data.tooFewDistinct');
  });
});
