import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { NO_CLUSTER } from '#engine/algorithms/ClusterModel';
import { exactRows, fitHdbscan, hdbscan, predictHdbscan } from '#engine/algorithms/hdbscan';
import { bySearch, byTable, densityClusters, type DensityOptions } from '#engine/algorithms/hdbscan/densityClusters';
import { TABLE_ROWS } from '#engine/algorithms/hdbscan/DistanceTable';
import { pickRows } from '#engine/algorithms/pickRows';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, type BlobShape } from '../golden/lcgBlobs.ts';
import { codeOf } from '../support/codeOf.ts';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase extends DensityOptions {
  shape: BlobShape;
  labels: number[];
  probabilities: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/hdbscan.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(hdbscan.options, given);
const byNumber = (minClusterSize: number, more: Record<string, unknown> = {}) =>
  options({ sizeBy: 'number', minClusterSize, ...more });

describe('HDBSCAN by hand', () => {
  // On a line: 0, 1, 2, then 10, 11, 12, then 50. With two neighbours (itself and the next) every core distance is 1, and that of 50 is 38.
  const line = matrixOf([[0], [1], [2], [10], [11], [12], [50]]);

  it('finds two dense groups and leaves out what is like neither', async () => {
    // The tree has edges 1, 1, 8, 1, 1 and 38. At 38 the row 50 falls out; at 8 the rest parts into two groups of three, which are the
    // clusters; at 1 their rows fall out all at once, so each is as deep in its group as can be.
    const given = {
      minClusterSize: 2,
      minSamples: 2,
      clusterSelectionMethod: 'eom',
      clusterSelectionEpsilon: 0,
    } as const;
    const found = await densityClusters(line, { ...given, minClusterSize: 3 }, run);
    expect([...found.cores]).toEqual([1, 1, 1, 1, 1, 1, 38]);
    expect(found.nClusters).toBe(2);
    expect([...found.labels].map(label => (label < 0 ? label : Number(label !== found.labels[0])))).toEqual([
      0, 0, 0, 1, 1, 1, -1,
    ]);
    expect([...found.probabilities]).toEqual([1, 1, 1, 1, 1, 1, 0]);
    expect([...found.reach]).toEqual([8, 8]);
  });

  it('places new customers by the row they reach first, and no farther than the groups reach', async () => {
    const { model, labels } = await fitHdbscan(line, byNumber(3, { minSamples: 2 }), run);
    // 3 is 1 from row 2; 5 is 3 from row 2; 17 is 5 from row 12; 19 is 7 from it; 20.5 would be 8.5, and at 8 the groups join. 45 reaches 50.
    const placed = await predictHdbscan(model, matrixOf([[3], [5], [17], [19], [20.5], [45], [50], [12]]), run);
    expect([...placed]).toEqual([labels[0], labels[0], labels[5], labels[5], -1, -1, -1, labels[5]]);
    expect([...model.centers].sort((a, b) => a - b)).toEqual([1, 11]);
  });

  it('keeps together what parts at less than the least distance', async () => {
    // 0, 1, 2 and 4, 5, 6 part at 2, and both from 30, 31, 32 at 24: with a least distance of 3 they are one group.
    const three = matrixOf([[0], [1], [2], [4], [5], [6], [30], [31], [32]]);
    const apart = await fitHdbscan(three, byNumber(3, { minSamples: 1, clusterSelectionMethod: 'leaf' }), run);
    expect(apart.model.nClusters).toBe(3);
    const given = { minSamples: 1, clusterSelectionMethod: 'leaf', clusterSelectionEpsilon: 3 };
    const joined = await fitHdbscan(three, byNumber(3, given), run);
    expect(joined.model.nClusters).toBe(2);
    expect([...joined.labels].map(label => label === joined.labels[0])).toEqual([
      ...Array(6).fill(true),
      false,
      false,
      false,
    ]);
  });
});

describe('HDBSCAN beside scikit-learn', () => {
  it.each(golden.cases.map((found, i) => [i, found] as const))('case %i', async (_i, { shape, labels, ...found }) => {
    const { labels: own, probabilities } = await densityClusters(lcgBlobs(shape), found, run);
    expect([...own]).toEqual(labels);
    for (const [row, probability] of found.probabilities.entries())
      expect(Math.abs(probabilities[row] - probability)).toBeLessThan(1e-9);
  });
});

/** Rows on a grid, so that many are equal and many distances are, too. */
function gridded(seed: number, nColumns: number): Matrix {
  const x = lcgBlobs({ seed, nRows: 500, nColumns, nGroups: 4, spread: 3, gapShare: 0 });
  for (let i = 0; i < x.values.length; i++) x.values[i] = Math.round(x.values[i] * 2);
  return x;
}

describe('HDBSCAN with all distances at hand', () => {
  const smooth = lcgBlobs({ seed: 9, nRows: 600, nColumns: 11, nGroups: 3, spread: 2, gapShare: 0 });
  const tables: [string, Matrix][] = [
    ['rows that differ', smooth],
    ['rows on a grid', gridded(3, 2)],
    ['rows on a grid of 9 columns', gridded(4, 9)],
  ];

  it.each(tables)('finds what the search for near rows finds: %s', async (_name, x) => {
    for (const minSamples of [1, 5, 40]) {
      const given = {
        minClusterSize: 12,
        minSamples,
        clusterSelectionMethod: 'eom',
        clusterSelectionEpsilon: 0,
      } as const;
      expect(await byTable(x, given, run)).toEqual(await bySearch(x, given, run));
    }
  });

  it.each(tables)('labels as a fit on the sample alone does: %s', async (_name, x) => {
    const asked = Int32Array.from({ length: x.nRows }, (_none, row) => row);
    const lent = await hdbscan.sampleFits!.share(x, run);
    for (const [i, minSamples] of [1, 2, 5, 30].entries()) {
      const random = run.stream('test.samples', i);
      const sample = Int32Array.from({ length: x.nRows }, () => random.below(x.nRows));
      const given = options({ minSamples, minShare: 0.03, ...(i === 2 && { clusterSelectionMethod: 'leaf' }) });
      const { model } = await fitHdbscan(pickRows(x, sample), given, run);
      const labels = hdbscan.sampleFits!.labels(lent!.shared, sample, asked, given, {
        throwIfCancelled: () => undefined,
      });
      expect([...labels]).toEqual([...(await predictHdbscan(model, x, run))]);
    }
    lent!.release();
  });

  it('keeps no table of many rows, nor where a sample would be grouped in part', async () => {
    expect(await hdbscan.sampleFits!.share(groupedMatrix(TABLE_ROWS + 1, 1, 2), run)).toBeNull();
    expect(await hdbscan.sampleFits!.share(groupedMatrix(1_001, 8_001, 2), run)).toBeNull();
  });

  it('stops when asked', async () => {
    const abort = new AbortController();
    const work = fitHdbscan(groupedMatrix(4_000, 40, 3), options({}), newRun({ seed: 7, pool, signal: abort.signal }));
    setTimeout(() => abort.abort(), 20);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('HDBSCAN in general', () => {
  it('predicts its own labels for the rows it was fitted on, equal rows included', async () => {
    const rough = lcgBlobs({ seed: 42, nRows: 700, nColumns: 2, nGroups: 4, spread: 3, gapShare: 0 });
    for (let i = 0; i < rough.values.length; i++) rough.values[i] = Math.round(rough.values[i] * 3);
    const { model, labels } = await fitHdbscan(rough, byNumber(15), run);
    expect([...(await predictHdbscan(structuredClone(model), rough, run))]).toEqual([...labels]);
    expect(new Set(labels).size).toBe(model.nClusters + Number(labels.includes(NO_CLUSTER)));
  });

  it('groups a sample of a large book, says so, and places the others', async () => {
    const large = groupedMatrix(21_000, 3, 3, 5);
    const { model, labels, notes } = await fitHdbscan(large, options({ minShare: 0.05 }), run);
    expect(notes).toEqual([{ code: 'hdbscan.sampled', args: { n: 5_000, of: 21_000, seed: 7 } }]);
    expect(model.rows).toHaveLength(15_000);
    expect(model.minClusterSize).toBe(250);
    const some = Int32Array.from({ length: 2_000 }, (_none, i) => 10 * i);
    const placed = await predictHdbscan(model, pickRows(large, some), run);
    expect([...placed]).toEqual(Array.from(some, row => labels[row]));
    // The rows that were not grouped fall as often into each group as those that were.
    const share = (of: Int32Array, label: number) => of.filter(other => other === label).length / of.length;
    for (let label = -1; label < model.nClusters; label++)
      expect(Math.abs(share(labels, label) - share(model.labels, label))).toBeLessThan(0.02);
  });

  it('groups fewer rows exactly where there are many columns', () => {
    expect(exactRows(2)).toBe(20_000);
    expect(exactRows(80)).toBe(10_000);
    expect(exactRows(857)).toBe(3_055);
  });

  it('groups by flags alone, and copes with a column a billion times wider', async () => {
    const flags = matrixOf(Array.from({ length: 60 }, (_none, row) => (row % 2 === 0 ? [1, 0, 0] : [0, 1, 1])));
    const { labels } = await fitHdbscan(flags, byNumber(10), run);
    expect([...labels].every((label, row) => label >= 0 && label === labels[row % 2])).toBe(true);
    const wide = matrixOf(Array.from({ length: 60 }, (_none, row) => [row % 7, 1e9 * (row % 2) + row]));
    expect((await fitHdbscan(wide, byNumber(10), run)).model.nClusters).toBe(2);
  });

  it('says when there is no group, or more than can be shown', async () => {
    const five = matrixOf([[1], [2], [4], [8], [16]]);
    expect(await codeOf(fitHdbscan(five, options({}), run))).toEqual({
      code: 'segments.noneFound',
      args: { minSize: 5, nCustomers: 5 },
    });
    const same = matrixOf(Array.from({ length: 30 }, () => [3, 3]));
    expect((await codeOf(fitHdbscan(same, options({}), run))).code).toBe('segments.noneFound');
    const pairs = matrixOf(Array.from({ length: 66 }, (_none, row) => [100 * Math.floor(row / 3) + (row % 3)]));
    expect(await codeOf(fitHdbscan(pairs, byNumber(3, { minSamples: 2 }), run))).toEqual({
      code: 'segments.tooManyFound',
      args: { found: 22, most: 20, minSize: 3 },
    });
    expect((await codeOf(fitHdbscan(matrixOf([[1]]), options({}), run))).code).toBe('data.tooFewRows');
  });
});
