import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkOptions } from '#shared/option';
import { ward, fitWard } from '#engine/algorithms/ward';
import { cutTree } from '#engine/algorithms/ward/cutTree';
import { joinLeaves } from '#engine/algorithms/ward/joinLeaves';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { DIFFICULT_ROWS } from '../support/difficultRows.ts';
import { groupedMatrix } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  nClusters: number;
  left: number[];
  right: number[];
  heights: number[];
  sizes: number[];
  labels: number[];
  weights?: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/ward.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(ward.options, given);
const neverCancelled = { throwIfCancelled: () => undefined };

function expectClose(actual: Float64Array, expected: readonly number[]) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries()) expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-9 * value);
}
/** Labels numbered by their first appearance. */
function renumbered(labels: Iterable<number>): number[] {
  const seen = new Map<number, number>();
  return Array.from(labels, label => {
    if (!seen.has(label)) seen.set(label, seen.size);
    return seen.get(label)!;
  });
}

describe('Ward by hand', () => {
  it('joins what adds least, and keeps the heights', async () => {
    // 0, 1, 4, 9. The height of a join is the root of 2ab / (a + b) × squared distance of the means: 1 for {0} and {1}. Then {0, 1} at 0.5
    // and {4}: √(2·2·1/3 × 3.5²) = √(49/3), and {4} and {9}: √25; the first is less. Last {0, 1, 4} at 5/3 and {9}:
    // √(2·3·1/4 × (22/3)²) = √(242/3).
    const { model, labels, notes } = await ward.fit(matrixOf([[0], [1], [4], [9]]), options({ nClusters: 2 }), run);
    expect([...model.left]).toEqual([0, 2, 3]);
    expect([...model.right]).toEqual([1, 4, 5]);
    expect([...model.sizes]).toEqual([2, 3, 4]);
    expectClose(model.heights, [1, Math.sqrt(49 / 3), Math.sqrt(242 / 3)]);
    expect([...labels]).toEqual([0, 0, 0, 1]);
    expectClose(model.centers, [5 / 3, 9]);
    expect(model.basis).toBe('rows');
    expect(notes).toEqual([]);
  });

  it('gives a new row the cluster of the nearest leaf, not of the nearest centre', async () => {
    // Clusters {0, 1, 4} around 5/3 and {9}: 6 is 4.3 from 5/3 and 3 from 9, but its nearest leaf is 4.
    const { model } = await ward.fit(matrixOf([[0], [1], [4], [9]]), options({ nClusters: 2 }), run);
    expect([...(await ward.predict(model, matrixOf([[6], [6.5], [7]]), run))]).toEqual([0, 0, 1]);
  });

  it('takes rows that occur several times for one leaf of that weight', async () => {
    // 0 twice and 3: 2·2·1/3 × 9 = 12.
    const { model } = await ward.fit(matrixOf([[0], [3], [0]]), options({ nClusters: 2 }), run);
    expect([...model.leafSizes]).toEqual([2, 1]);
    expectClose(model.heights, [Math.sqrt(12)]);
    expect([...model.sizes]).toEqual([3]);
  });
});

describe('Ward beside scipy and scikit-learn', () => {
  it.each(golden.cases.filter(({ weights }) => !weights))('same tree, same cut: $shape', async expected => {
    const x = lcgBlobs(expected.shape);
    const { model, labels } = await ward.fit(x, options({ nClusters: expected.nClusters }), run);
    expect([...model.left]).toEqual(expected.left);
    expect([...model.right]).toEqual(expected.right);
    expect([...model.sizes]).toEqual(expected.sizes);
    expectClose(model.heights, expected.heights);
    expect([...labels]).toEqual(renumbered(expected.labels));
  });

  it.each(golden.cases.filter(({ weights }) => weights))(
    'weights as rows repeated: $shape',
    ({ shape, ...expected }) => {
      const { values: centers, nColumns } = lcgBlobs(shape);
      const sizes = Float64Array.from(expected.weights!);
      const merges = joinLeaves({ centers, nColumns, sizes }, neverCancelled);
      expectClose(merges.heights, expected.heights);
      expect([...merges.sizes]).toEqual(expected.sizes);
    },
  );
});

describe('Ward', () => {
  it('cuts one tree for several numbers as it fits each', async () => {
    const x = lcgBlobs({ seed: 8, nRows: 300, nColumns: 4, nGroups: 5, spread: 5, gapShare: 0 });
    const numbers = [2, 1, 7];
    const together = await fitWard(x, options({}), numbers, run);
    for (const [i, nClusters] of numbers.entries())
      expect(together[i]).toEqual(await ward.fit(x, options({ nClusters }), run));
    for (const [i, nClusters] of numbers.entries()) expect(new Set(together[i].labels).size).toBe(nClusters);
  });

  it('joins small groups where there are many customers, says so, and finds what lies apart', async () => {
    const x = groupedMatrix(30_000, 5, 1);
    for (let row = 0; row < x.nRows; row++) x.values[row * 5] += 60 * (row % 3);
    const { model, labels, notes } = await ward.fit(x, options({ nClusters: 3 }), run);
    expect(model.basis).toBe('microClusters');
    expect(notes).toEqual([{ code: 'ward.microClusters', args: { n: model.nLeaves, of: 30_000 } }]);
    expect(model.nLeaves).toBeLessThanOrEqual(500);
    expect(model.leafSizes.reduce((sum, size) => sum + size)).toBe(30_000);
    expect([...labels]).toEqual(Array.from({ length: 30_000 }, (_none, row) => labels[row % 3]));
    expect([...(await ward.predict(model, x, run))]).toEqual([...labels]);
  });

  it('every level of a cut lies within the level above', () => {
    const { values: centers, nColumns } = lcgBlobs({
      seed: 9,
      nRows: 60,
      nColumns: 3,
      nGroups: 4,
      spread: 4,
      gapShare: 0,
    });
    const merges = joinLeaves({ centers, nColumns, sizes: new Float64Array(60).fill(1) }, neverCancelled);
    for (let k = 1; k < 60; k++) {
      const coarse = cutTree({ nLeaves: 60, ...merges }, k);
      const fine = cutTree({ nLeaves: 60, ...merges }, k + 1);
      expect(new Set(Array.from(fine, (label, leaf) => `${label} ${coarse[leaf]}`)).size).toBe(k + 1);
    }
  });

  it('says so when fewer rows or fewer distinct rows than clusters', async () => {
    const few = ward.fit(matrixOf([[1], [2]]), options({ nClusters: 3 }), run);
    await expect(few).rejects.toMatchObject({ code: 'data.tooFewRows' });
    const same = ward.fit(matrixOf(Array.from({ length: 9 }, (_, i) => [i % 2])), options({ nClusters: 3 }), run);
    await expect(same).rejects.toMatchObject({ code: 'data.tooFewDistinct', args: { need: 3, got: 2 } });
  });

  it.each<readonly [string, number[][]]>([
    ...DIFFICULT_ROWS,
    ['numbers whose squares overflow', Array.from({ length: 80 }, (_, i) => [i % 9, 1e200 * ((i * 7919) % 83)])],
    ['zeros of both signs', [[0], [-0], [1], [2], [3]]],
  ])('takes %s: every cluster has rows, and predicting gives the labels again', async (_name, rows) => {
    const x = matrixOf(rows);
    const { model, labels } = await ward.fit(x, options({ nClusters: 4 }), run);
    expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3]));
    expect([...(await ward.predict(model, x, run))]).toEqual([...labels]);
    expect(model.centers.every(Number.isFinite)).toBe(true);
    expect(model.heights.every(Number.isFinite)).toBe(true);
  });

  it('one distinct row makes a tree of one leaf', async () => {
    const { model, labels } = await ward.fit(matrixOf([[2], [2], [2]]), options({ nClusters: 1 }), run);
    expect(model.nLeaves).toBe(1);
    expect(model.heights.length).toBe(0);
    expect([...labels]).toEqual([0, 0, 0]);
  });
});
