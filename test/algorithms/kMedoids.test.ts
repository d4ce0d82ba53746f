import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkOptions } from '#shared/option';
import { fitKMedoids, kMedoids, predictKMedoids } from '#engine/algorithms/kMedoids';
import { gowerDistance } from '#engine/algorithms/kMedoids/gower';
import { findMixedColumns, readMixedRows } from '#engine/algorithms/mixed/MixedColumns';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Pool } from '#engine/workers/Pool';
import { codeOf } from '../support/codeOf.ts';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { mixedMatrix, type MixedTable } from '../support/mixedMatrix.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase extends MixedTable {
  startRows: number[];
  distancesOfFirst: number[];
  distancesOfLast: number[];
  loss: number;
  medoids: number[];
  labels: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/kMedoids.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(kMedoids.options, given);

describe('k-medoids by hand', () => {
  it('measures by the mean share of what differs', async () => {
    // Range 10. Rows (0, a, x) and (5, a, y): (5/10 + 0 + 1) / 3 = 0.5. Rows (0, a, x) and (10, b, y): (1 + 1 + 1) / 3 = 1.
    const table = {
      numbers: [[0], [5], [10]],
      levels: [
        [0, 0],
        [0, 1],
        [1, 1],
      ],
      nLevels: [2, 2],
    };
    const { x, features } = mixedMatrix(table);
    const rows = await readMixedRows(x, await findMixedColumns(x, features, run), run);
    expect(gowerDistance(rows, 0, rows, 1, Float64Array.of(10))).toBe(0.5);
    expect(gowerDistance(rows, 0, rows, 2, Float64Array.of(10))).toBe(1);
    // A new customer far outside the range is no further away than the whole range.
    expect(gowerDistance(rows, 0, rows, 2, Float64Array.of(2))).toBe(1);
  });

  it('finds the customers in the middle of two groups', async () => {
    // 0, 1, 2 and 8, 9, 10: the middle ones are 1 and 9, and four customers are 1/10 from them: 0.4.
    const x = matrixOf([[0], [1], [2], [8], [9], [10]]);
    const { model, labels } = await fitKMedoids(x, options({ nClusters: 2 }), run);
    expect([...model.medoidRows].sort()).toEqual([1, 4]);
    expect([...model.centers].sort()).toEqual([1, 9]);
    expect(model.loss).toBeCloseTo(0.4, 12);
    expect([...labels].map(label => label === labels[0])).toEqual([true, true, true, false, false, false]);
    expect([...model.ranges]).toEqual([10]);
  });
});

describe('k-medoids beside plain arithmetic and the kmedoids package', () => {
  it.each(golden.cases.map((found, i) => [i, found] as const))('case %i', async (_i, found) => {
    const { x, features } = mixedMatrix(found);
    const nClusters = found.startRows.length;
    const from = Int32Array.from(found.startRows);
    const { model, labels } = await fitKMedoids(x, options({ nClusters }), run, features, from);
    const rows = await readMixedRows(x, model.columns, run);
    const last = x.nRows - 1;
    for (let row = 0; row < x.nRows; row++) {
      expect(Math.abs(gowerDistance(rows, 0, rows, row, model.ranges) - found.distancesOfFirst[row])).toBeLessThan(
        1e-14,
      );
      expect(Math.abs(gowerDistance(rows, last, rows, row, model.ranges) - found.distancesOfLast[row])).toBeLessThan(
        1e-14,
      );
    }
    expect(Math.abs(model.loss - found.loss)).toBeLessThan(1e-9);
    expect([...model.medoidRows].sort()).toEqual(found.medoids.toSorted());
    expect([...labels].map(label => model.medoidRows[label])).toEqual(found.labels.map(label => found.medoids[label]));
  });
});

describe('k-medoids in general', () => {
  const { x, features } = mixedMatrix(golden.cases[2]);

  it('predicts its own labels for the rows it was fitted on', async () => {
    const { model, labels } = await fitKMedoids(x, options({ nClusters: 6 }), run, features);
    expect([...(await predictKMedoids(structuredClone(model), x, run))]).toEqual([...labels]);
    expect(new Set(labels).size).toBe(6);
    for (const [cluster, row] of model.medoidRows.entries()) expect(labels[row]).toBe(cluster);
  });

  it('finds for several numbers at once what it finds for each alone', async () => {
    const large = groupedMatrix(4_500, 3, 4);
    for (const [rows, own] of [
      [x, features],
      [large, undefined],
    ] as const) {
      const together = await kMedoids.fitEach!(rows, options({}), [2, 6, 3], run, own);
      for (const [i, nClusters] of [2, 6, 3].entries())
        expect(together[i]).toEqual(await fitKMedoids(rows, options({ nClusters }), run, own));
    }
  });

  it('takes samples of a large book, says so, and loses little by it', async () => {
    const large = groupedMatrix(9_000, 3, 4);
    const { model, labels, notes } = await fitKMedoids(large, options({ nClusters: 4 }), run);
    expect(notes).toEqual([{ code: 'kMedoids.sampled', args: { samples: 5, n: 1_000, of: 9_000, seed: 7 } }]);
    expect([...(await predictKMedoids(model, large, run))]).toEqual([...labels]);
    for (const [cluster, row] of model.medoidRows.entries()) {
      expect(labels[row]).toBe(cluster);
      const center = model.centers.slice(cluster * 3, cluster * 3 + 3);
      expect(center).toEqual(Float64Array.from(large.values.slice(row * 3, row * 3 + 3)));
    }
  });

  it('says when it was stopped before it settled', async () => {
    const { notes } = await fitKMedoids(x, options({ nClusters: 6, maxIter: 1, nInit: 1 }), run, features);
    expect(notes).toEqual([{ code: 'kMedoids.notConverged', args: { nClusters: 6, maxIter: 1 } }]);
  });

  it('groups by categories alone, and takes as many medoids as there are customers', async () => {
    const levels = Array.from({ length: 40 }, (_none, row) => [row % 2, row % 2, row % 3]);
    const categories = mixedMatrix({ numbers: levels.map(() => []), levels, nLevels: [2, 2, 3] });
    const two = await fitKMedoids(categories.x, options({ nClusters: 2 }), run, categories.features);
    expect([...two.labels].every((label, row) => label === two.labels[row % 2])).toBe(true);
    const five = matrixOf([[1e9], [5e9], [2e9], [8e9], [3e9]]);
    const each = await fitKMedoids(five, options({ nClusters: 5 }), run);
    expect(each.model.loss).toBe(0);
    expect(new Set(each.labels).size).toBe(5);
  });

  it('refuses too few rows and too few that differ', async () => {
    expect(await codeOf(fitKMedoids(matrixOf([[1], [2]]), options({ nClusters: 3 }), run))).toEqual({
      code: 'data.tooFewRows',
      args: { need: 3, got: 2, what: 'k-medoids' },
    });
    const same = matrixOf(Array.from({ length: 9 }, () => [4, 4]));
    expect(await codeOf(fitKMedoids(same, options({ nClusters: 2 }), run))).toEqual({
      code: 'data.tooFewDistinct',
      args: { need: 2, got: 1 },
    });
  });
});
