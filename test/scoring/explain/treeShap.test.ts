import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { stream } from '#engine/random';
import { treeShap } from '#engine/scoring/explain/treeShap';
import { gaussLegendre } from '#engine/scoring/explain/quadrature';
import type { FeatureTable } from '#engine/table/FeatureTable';
import type { BlobShape } from '../../golden/lcgBlobs.ts';
import { sharedPool } from '../../support/sharedPool.ts';
import { testRun } from '../../support/testRun.ts';
import { goldenEnsemble, goldenRows, type GoldenTrees } from './goldenTrees.ts';
import { ensembleOf, expectedAnswer, randomRows, randomTree, shapleyByDefinition } from './someTrees.ts';

interface GoldenCase {
  kind: string;
  shape: BlobShape;
  trees: GoldenTrees;
  baseline: number;
  values: number[][];
  raw: number[];
}
const golden = JSON.parse(readFileSync(new URL('../../golden/treeShap.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};
const pools = { two: await sharedPool(2), one: await sharedPool(1), plain: await sharedPool(2, 'typescript') };

const firstRows = (n: number) => Int32Array.from({ length: n }, (_none, row) => row);
const largestDifference = (a: ArrayLike<number>, b: readonly number[]) =>
  b.reduce((most, value, i) => Math.max(most, Math.abs(value - a[i])), 0);

describe('exact TreeSHAP', () => {
  it.each(golden.cases)('equals the shap package: $kind, $shape.nRows × $shape.nColumns', async given => {
    const found = await treeShap(goldenEnsemble(given.trees), goldenRows(given.shape), firstRows(40), testRun());
    expect(found.baseline).toBeCloseTo(given.baseline, 10);
    expect(largestDifference(found.values, given.values.flat())).toBeLessThan(1e-9);
    const { nFeatures, values } = found;
    given.raw.forEach((raw, i) => {
      const own = values.subarray(i * nFeatures, (i + 1) * nFeatures);
      expect(Math.abs(own.reduce((sum, value) => sum + value, found.baseline) - raw)).toBeLessThan(1e-9);
    });
  });

  it('is the Shapley value by its definition, with gaps, sets of levels beyond one word and features asked twice', async () => {
    const nLevels = [0, 0, 70, 3, 0];
    const random = stream(7, 'shapley');
    const trees = Array.from({ length: 5 }, () => randomTree(random, nLevels, 8));
    const ensemble = ensembleOf(trees, nLevels, 0.25);
    const x = randomRows(8, 40, nLevels);
    const { values, baseline } = await treeShap(ensemble, x, null, testRun());
    expect(Math.abs(baseline - expectedAnswer(ensemble, x, 0, () => false))).toBeLessThan(1e-12);
    for (let row = 0; row < x.nRows; row++) {
      const own = values.subarray(row * 5, (row + 1) * 5);
      expect(largestDifference(own, shapleyByDefinition(ensemble, x, row))).toBeLessThan(1e-12);
    }
  });

  it('adds up to the raw answer on deep trees of many features', async () => {
    const nLevels = Array.from({ length: 60 }, (_none, j) => (j % 7 === 0 ? 100 : 0));
    const random = stream(9, 'deep');
    const ensemble = ensembleOf(
      Array.from({ length: 4 }, () => randomTree(random, nLevels, 40, 3000)),
      nLevels,
      -3,
    );
    const x = randomRows(10, 30, nLevels);
    const { values, baseline } = await treeShap(ensemble, x, null, testRun());
    for (let row = 0; row < x.nRows; row++) {
      const sum = values.subarray(row * 60, (row + 1) * 60).reduce((total, value) => total + value, baseline);
      expect(Math.abs(sum - expectedAnswer(ensemble, x, row, () => true))).toBeLessThan(1e-9);
    }
  });

  it('by hand: one question', async () => {
    // A quarter goes left and has 4, three quarters right and have 0: the average is 1.
    const tree = { feature: 1, threshold: 5, left: { value: 4, cover: 1 }, right: { value: 0, cover: 3 }, cover: 4 };
    const x: FeatureTable = {
      nRows: 3,
      features: [
        { kind: 'number', name: 'a', values: Float64Array.of(1, 2, 3) },
        { kind: 'number', name: 'b', values: Float64Array.of(5, 6, NaN) },
      ],
    };
    const found = await treeShap(ensembleOf([tree], [0, 0], 10), x, null, testRun());
    expect(found.baseline).toBe(11);
    expect(largestDifference(found.values, [0, 3, 0, -1, 0, -1])).toBeLessThan(1e-15);
  });

  it('takes trees of one leaf, no trees, no rows, and children that nobody reached', async () => {
    const x = randomRows(1, 3, [0]);
    const leaf = await treeShap(ensembleOf([{ value: 0.5 }], [0], 1), x, null, testRun());
    expect([leaf.baseline, ...leaf.values]).toEqual([1.5, 0, 0, 0]);
    const none = await treeShap(ensembleOf([], [0], 1), x, null, testRun());
    expect([none.baseline, ...none.values]).toEqual([1, 0, 0, 0]);
    expect((await treeShap(ensembleOf([{ value: 1 }], [0]), x, new Int32Array(0), testRun())).values).toHaveLength(0);
    const below = { feature: 0, threshold: 2, left: { value: 1, cover: 0 }, right: { value: 3, cover: 0 }, cover: 0 };
    const empty = { feature: 0, threshold: 4, left: below, right: { value: 5, cover: 9 }, cover: 9 };
    const rows: FeatureTable = {
      nRows: 2,
      features: [{ kind: 'number', name: 'a', values: Float64Array.of(1, 7) }],
    };
    const found = await treeShap(ensembleOf([empty], [0]), rows, null, testRun());
    expect(found.baseline).toBe(5);
    expect(largestDifference(found.values, [-4, 0])).toBeLessThan(1e-12);
  });

  it('is the same bits by both kernels and on any number of threads', async () => {
    const nLevels = [0, 0, 40, 0, 0, 3, 0];
    const random = stream(11, 'threads');
    const ensemble = ensembleOf(
      Array.from({ length: 20 }, () => randomTree(random, nLevels, 9)),
      nLevels,
    );
    const x = randomRows(12, 1500, nLevels);
    const [inline, two, one, plain] = await Promise.all(
      [undefined, pools.two, pools.one, pools.plain].map(pool => treeShap(ensemble, x, null, testRun({ pool }))),
    );
    for (const other of [two, one, plain]) expect(Buffer.compare(bytes(inline.values), bytes(other.values))).toBe(0);
    const some = Int32Array.of(1400, 3, 3, 700);
    const chosen = await treeShap(ensemble, x, some, testRun({ pool: pools.two }));
    for (let i = 0; i < 4; i++)
      expect(chosen.values.slice(i * 7, i * 7 + 7)).toEqual(two.values.slice(some[i] * 7, some[i] * 7 + 7));
  });

  it('stops when it is asked to', async () => {
    const stop = new AbortController();
    stop.abort();
    const ensemble = ensembleOf([{ value: 1 }], [0]);
    const work = treeShap(ensemble, randomRows(1, 3, [0]), null, testRun({ pool: pools.two, signal: stop.signal }));
    await expect(work).rejects.toMatchObject({ name: 'Cancelled' });
  });
});

function bytes(values: Float64Array): Buffer {
  return Buffer.from(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

describe('the quadrature', () => {
  it.each([1, 2, 6, 30])('integrates powers below twice its %i points', nPoints => {
    const { points, weights } = gaussLegendre(nPoints);
    for (let power = 0; power < 2 * nPoints; power++) {
      const sum = points.reduce((total, point, q) => total + weights[q] * point ** power, 0);
      expect(Math.abs(sum - 1 / (power + 1))).toBeLessThan(1e-14);
    }
  });
});
