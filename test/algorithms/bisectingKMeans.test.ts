import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { bisectingKMeans, fitBisectingKMeans } from '#engine/algorithms/bisectingKMeans';
import type { SplitRows } from '#engine/algorithms/bisectingKMeans/growTree';
import { fitFromCenters } from '#engine/algorithms/kmeans';
import { newRun, type Run } from '#engine/jobs/Run';
import { newMatrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { DIFFICULT_ROWS } from '../support/difficultRows.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  nClusters: number;
  strategy: 'biggestInertia' | 'largestCluster';
  labels: number[];
  inertia: number;
  centers: number[];
  newLabels: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/bisectingKMeans.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(bisectingKMeans.options, given);

/** Each split starts from the first row and the one in the middle, as in the golden script. */
const fromFixedStarts: SplitRows = (rows, _index, splitRun) => {
  const starts = [0, Math.floor(rows.nRows / 2)].flatMap(row => [
    ...rows.values.subarray(row * rows.nColumns, (row + 1) * rows.nColumns),
  ]);
  return fitFromCenters(rows, Float64Array.from(starts), { tol: 0 }, splitRun);
};

describe('bisecting k-means by hand', () => {
  // 0, 1, 2 and 10, 11 and 20, 24. In two: {0, 1, 2, 10, 11} (mean 4.8, inertia 4.8² + 3.8² + 2.8² + 5.2² + 6.2² = 110.8) and
  // {20, 24} (mean 22, inertia 8), together 118.8; {0, 1, 2} and the rest would be 2 + 140.75. The first is more scattered: {0, 1, 2}
  // and {10, 11}, inertia 2 and 0.5. Of the three {20, 24} is the most scattered: {20} and {24}.
  const rows = [[0], [1], [2], [10], [11], [20], [24]];

  it('splits the most scattered cluster next, and numbers them from left to right', async () => {
    const { model, labels } = await bisectingKMeans.fit(matrixOf(rows), options({ nClusters: 4 }), run);
    const groups = [0, 1, 2, 3].map(c => rows.flatMap(([value], row) => (labels[row] === c ? [value] : [])));
    expect(groups.toSorted((a, b) => a[0] - b[0])).toEqual([[0, 1, 2], [10, 11], [20], [24]]);
    expect([...model.centers].toSorted((a, b) => a - b)).toEqual([1, 10.5, 20, 24]);
    expect(model.inertia).toBe(2.5);
    expect(model.hasConverged).toBe(true);
  });

  it('or the largest, where that is asked for', async () => {
    // Five rows and two, then three and two; the three are the largest: {0, 1} and {2}, or {0} and {1, 2}, which are as good.
    const asked = options({ nClusters: 4, bisectingStrategy: 'largestCluster' });
    const { labels } = await bisectingKMeans.fit(matrixOf(rows), asked, run);
    expect(labels[3]).toBe(labels[4]);
    expect(labels[5]).toBe(labels[6]);
    expect(labels[0]).not.toBe(labels[2]);
  });

  it('walks down the tree and may so come to a centre that is not the nearest', async () => {
    // First between 4.8 and 22, so at 13.4: 14 goes to 22 although it is nearer to 10.5.
    const { model } = await bisectingKMeans.fit(matrixOf(rows), options({ nClusters: 3 }), run);
    const [middle, right] = await bisectingKMeans.predict(model, matrixOf([[13], [14]]), run);
    expect([model.centers[middle], model.centers[right]]).toEqual([10.5, 22]);
  });

  it('says when splits were stopped before they settled', async () => {
    const x = lcgBlobs({ seed: 5, nRows: 300, nColumns: 3, nGroups: 4, spread: 9, gapShare: 0 });
    const { model, notes } = await bisectingKMeans.fit(x, options({ nClusters: 3, maxIter: 1, tol: 0 }), run);
    expect(model.hasConverged).toBe(false);
    expect(notes).toEqual([{ code: 'bisectingKMeans.notConverged', args: { splits: 2, maxIter: 1 } }]);
  });
});

describe('bisecting k-means beside scikit-learn', () => {
  it.each(golden.cases)('same splits: $strategy, $shape', async ({ shape, nClusters, strategy, ...expected }) => {
    const x = lcgBlobs(shape);
    const asked = options({ nClusters, bisectingStrategy: strategy });
    const [{ model, labels }] = await fitBisectingKMeans(x, asked, [nClusters], run, fromFixedStarts);
    expect([...labels]).toEqual(expected.labels);
    expect(Math.abs(model.inertia - expected.inertia)).toBeLessThanOrEqual(1e-9 * expected.inertia);
    for (const [i, center] of expected.centers.entries())
      expect(Math.abs(model.centers[i] - center)).toBeLessThan(1e-9);
    const fresh = lcgBlobs({ ...shape, seed: shape.seed + 100, nRows: 50, spread: shape.spread + 2 });
    expect([...(await bisectingKMeans.predict(model, fresh, run))]).toEqual(expected.newLabels);
  });
});

describe('bisecting k-means', () => {
  it('fits several numbers at once as it fits each', async () => {
    const x = lcgBlobs({ seed: 8, nRows: 700, nColumns: 4, nGroups: 5, spread: 5, gapShare: 0 });
    const numbers = [2, 5, 1, 8];
    const together = await fitBisectingKMeans(x, options({}), numbers, run);
    for (const [i, nClusters] of numbers.entries())
      expect(together[i]).toEqual(await bisectingKMeans.fit(x, options({ nClusters }), run));
  });

  it('one cluster stands at the mean', async () => {
    const { model, labels } = await bisectingKMeans.fit(matrixOf([[1], [2], [6]]), options({ nClusters: 1 }), run);
    expect([...model.centers]).toEqual([3]);
    expect([...labels]).toEqual([0, 0, 0]);
  });

  it('never splits rows that are all the same, however many they are', async () => {
    const rows = [...Array.from({ length: 50 }, () => [5, 5]), [0, 0], [0, 1], [9, 9]];
    for (const bisectingStrategy of ['largestCluster', 'biggestInertia']) {
      const { labels } = await bisectingKMeans.fit(matrixOf(rows), options({ nClusters: 4, bisectingStrategy }), run);
      expect(new Set(labels.subarray(0, 50)).size).toBe(1);
      expect(new Set(labels).size).toBe(4);
    }
  });

  it('says so when fewer rows or fewer distinct rows than clusters', async () => {
    const few = bisectingKMeans.fit(matrixOf([[1], [2]]), options({ nClusters: 3 }), run);
    await expect(few).rejects.toMatchObject({ code: 'data.tooFewRows' });
    const same = bisectingKMeans.fit(
      matrixOf(Array.from({ length: 9 }, (_, i) => [i % 2])),
      options({ nClusters: 3 }),
      run,
    );
    await expect(same).rejects.toBeInstanceOf(AppError);
    await expect(same).rejects.toMatchObject({ code: 'data.tooFewDistinct', args: { need: 3, got: 2 } });
  });

  it.each(DIFFICULT_ROWS)(
    'takes %s: every cluster has rows, and predicting gives the labels again',
    async (_name, rows) => {
      const x = matrixOf(rows);
      const { model, labels } = await bisectingKMeans.fit(x, options({ nClusters: 4 }), run);
      expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3]));
      expect([...(await bisectingKMeans.predict(model, x, run))]).toEqual([...labels]);
      expect(model.centers.every(Number.isFinite)).toBe(true);
    },
  );

  it('refuses rows of another width', async () => {
    const { model } = await bisectingKMeans.fit(matrixOf([[1], [2], [6]]), options({ nClusters: 2 }), run);
    await expect(bisectingKMeans.predict(model, newMatrix(2, ['a', 'b']), run)).rejects.toThrow('columns');
  });
});
