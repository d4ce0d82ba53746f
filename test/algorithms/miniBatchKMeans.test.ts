import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkOptions } from '#shared/option';
import { fitKMeans, kmeans } from '#engine/algorithms/kmeans';
import { miniBatchKMeans, partialFit } from '#engine/algorithms/miniBatchKMeans';
import { runBatches } from '#engine/algorithms/miniBatchKMeans/runBatches';
import { takeStep, type BatchState } from '#engine/algorithms/miniBatchKMeans/takeStep';
import { newRun, type Run } from '#engine/jobs/Run';
import { stream, type RandomStream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { groupedMatrix } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  nClusters: number;
  batchSize: number;
  reassignmentRatio: number;
  tol: number;
  maxNoImprovement: number;
  steps: number;
  centers: number[];
  counts: number[];
  labels: number[];
  inertia: number;
  streamed: { steps: number; centers: number[]; counts: number[] };
}
const golden = JSON.parse(readFileSync(new URL('../golden/miniBatchKMeans.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(miniBatchKMeans.options, given);
const neverCancelled = { throwIfCancelled: () => undefined };

function stateAt(centers: number[], nColumns: number): BatchState {
  const nClusters = centers.length / nColumns;
  return {
    nClusters,
    nColumns,
    centers: Float64Array.from(centers),
    counts: new Float64Array(nClusters),
    nSinceReassign: 0,
  };
}
function rowsAt(x: Matrix, from: number, to: number): Matrix {
  const part = newMatrix(to - from, x.columnNames);
  part.values.set(x.values.subarray(from * x.nColumns, to * x.nColumns));
  return part;
}
/** The generator of the golden script. */
function lcgStream(seed: number): RandomStream {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  const sample = (n: number, count: number) => {
    const chosen: number[] = [];
    for (let i = 0; i < n && chosen.length < count; i++)
      if (uniform() * (n - i) < count - chosen.length) chosen.push(i);
    return Int32Array.from(chosen);
  };
  return { uniform, below: bound => Math.floor(uniform() * bound), normal: uniform, sample };
}
function expectClose(actual: ArrayLike<number>, expected: number[]) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(value)));
}

describe('a batch by hand', () => {
  it('moves each centre to the mean of all rows that came to it', () => {
    // Centres 0 and 10. Batch 1, 2, 9: {1, 2} to 0, {9} to 10; inertia 1 + 4 + 1. The centres have had no rows, so they become 1.5 and 9.
    const state = stateAt([0, 10], 1);
    const step = { batchSize: 3, reassignmentRatio: 0 };
    expect(takeStep(Float64Array.of(1, 2, 9), state, step, stream(1, 'test'))).toBe(6);
    expect([...state.centers]).toEqual([1.5, 9]);
    expect([...state.counts]).toEqual([2, 1]);
    // Batch 6, 12: both to 9. (9 × 1 + 6 + 12) / 3 = 9; inertia 9 + 9.
    expect(takeStep(Float64Array.of(6, 12), state, step, stream(1, 'test'))).toBe(18);
    expect([...state.centers]).toEqual([1.5, 9]);
    expect([...state.counts]).toEqual([2, 3]);
  });

  it('starts a centre that nobody comes to at a row of the batch, with the count of the smallest other', () => {
    // All of 1, 1, 1 go to 0; 100 has 0 rows, less than half of 3: it starts anew at a row of the batch, with 3 rows.
    const state = stateAt([0, 100], 1);
    takeStep(Float64Array.of(1, 1, 1), state, { batchSize: 3, reassignmentRatio: 0.5 }, stream(1, 'test'));
    expect([...state.centers]).toEqual([1, 1]);
    expect([...state.counts]).toEqual([3, 3]);
  });
});

describe('mini-batch k-means beside scikit-learn', () => {
  it.each(golden.cases)('same draws, same centres: $shape', async ({ shape, nClusters, batchSize, ...asked }) => {
    const x = lcgBlobs(shape);
    const firsts = Array.from({ length: nClusters }, (_none, i) => Math.floor((i * x.nRows) / nClusters));
    const centers = firsts.flatMap(row => [...rowsAt(x, row, row + 1).values]);
    const batch = Math.min(batchSize, x.nRows);
    const step = { batchSize: batch, reassignmentRatio: asked.reassignmentRatio };
    const random = lcgStream(shape.seed);
    const state = stateAt(centers, x.nColumns);
    const tol = asked.tol * meanVariance(x);
    const limits = { maxIter: 100, tol, maxNoImprovement: asked.maxNoImprovement };
    expect(runBatches(x, state, { ...step, ...limits }, () => random, neverCancelled)).toBe(asked.steps);
    expectClose(state.centers, asked.centers);
    expectClose(state.counts, asked.counts);

    const draws = lcgStream(shape.seed);
    const streamed = stateAt(centers, x.nColumns);
    let steps = 0;
    for (let from = 0; from < x.nRows; from += batchSize, steps++)
      takeStep(new Float64Array(rowsAt(x, from, Math.min(x.nRows, from + batchSize)).values), streamed, step, draws);
    expect(steps).toBe(asked.streamed.steps);
    expectClose(streamed.centers, asked.streamed.centers);
    expectClose(streamed.counts, asked.streamed.counts);
  });
});

function meanVariance({ values, nRows, nColumns }: Matrix): number {
  let total = 0;
  for (let j = 0; j < nColumns; j++) {
    const column = Array.from({ length: nRows }, (_none, row) => values[row * nColumns + j]);
    const mean = column.reduce((sum, value) => sum + value, 0) / nRows;
    total += column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / nRows;
  }
  return total / nColumns;
}

describe('a stream', () => {
  const x = groupedMatrix(1_100, 4, 3);
  const asked = { nClusters: 3, batchSize: 200 };

  it('batches one by one make the same model as the same batches at once', async () => {
    const atOnce = await partialFit(null, x, options(asked), run);
    let model = null;
    for (let from = 0; from < x.nRows; from += 200)
      model = await partialFit(model, rowsAt(x, from, Math.min(x.nRows, from + 200)), options(asked), run);
    expect(model).toEqual(atOnce);
    expect(atOnce.nSteps).toBe(6);
    expect(atOnce.counts.reduce((sum, count) => sum + count)).toBeGreaterThanOrEqual(1_100);
  });

  it('leaves the model that it goes on from as it was, and can be read from a file in between', async () => {
    const first = await partialFit(null, rowsAt(x, 0, 400), options(asked), run);
    const before = structuredClone(first);
    const next = await partialFit(structuredClone(first), rowsAt(x, 400, 1_100), options(asked), run);
    expect(first).toEqual(before);
    expect(next).toEqual(await partialFit(null, x, options(asked), run));
  });

  it('finds groups that lie apart', async () => {
    const groups = lcgBlobs({ seed: 3, nRows: 3_000, nColumns: 4, nGroups: 4, spread: 0.3, gapShare: 0 });
    const model = await partialFit(null, groups, options({ nClusters: 4, batchSize: 300 }), run);
    const labels = await miniBatchKMeans.predict(model, groups, run);
    const exact = await fitKMeans(groups, checkOptions(kmeans.options, { nClusters: 4 }), run);
    const partner = new Map(Array.from(labels, (label, row) => [label, exact.labels[row]]));
    expect(partner.size).toBe(4);
    expect(Array.from(labels, label => partner.get(label))).toEqual([...exact.labels]);
  });

  it('asks for enough different customers in its first batch', async () => {
    const few = partialFit(null, rowsAt(x, 0, 2), options(asked), run);
    await expect(few).rejects.toMatchObject({ code: 'data.tooFewRows', args: { need: 3, got: 2 } });
    const same = partialFit(null, matrixOf(Array.from({ length: 40 }, () => [1])), options(asked), run);
    await expect(same).rejects.toMatchObject({ code: 'data.tooFewDistinct' });
    const model = await partialFit(null, x, options(asked), run);
    await expect(partialFit(model, matrixOf([[1]]), options(asked), run)).rejects.toThrow('columns');
  });
});

describe('mini-batch k-means', () => {
  it('comes close to k-means, and says how far its centres are off', async () => {
    const x = groupedMatrix(40_000, 6, 5);
    const { model, notes } = await miniBatchKMeans.fit(x, options({ nClusters: 5 }), run);
    const exact = await fitKMeans(x, checkOptions(kmeans.options, { nClusters: 5 }), run);
    expect(model.inertia).toBeGreaterThan(exact.model.inertia);
    expect(model.inertia).toBeLessThan(1.05 * exact.model.inertia);
    const [{ code, args }] = notes;
    expect(code).toBe('miniBatchKMeans.approximate');
    expect(args).toMatchObject({ seen: model.nSteps * 1024, of: 40_000 });
    expect((args as { excessPercent: number }).excessPercent).toBeLessThan(5);
  });

  it('says so when fewer rows or fewer distinct rows than clusters', async () => {
    const few = miniBatchKMeans.fit(matrixOf([[1], [2]]), options({ nClusters: 3 }), run);
    await expect(few).rejects.toMatchObject({ code: 'data.tooFewRows' });
    const rows = matrixOf(Array.from({ length: 9 }, (_, i) => [i % 2]));
    const same = miniBatchKMeans.fit(rows, options({ nClusters: 3 }), run);
    await expect(same).rejects.toMatchObject({ code: 'data.tooFewDistinct', args: { need: 3, got: 2 } });
  });

  it.each<[string, number[][]]>([
    [
      'five customers',
      [
        [1, 0],
        [2, 1],
        [3, 0],
        [9, 1],
        [8, 1],
      ],
    ],
    [
      'as many clusters as distinct rows',
      Array.from({ length: 200 }, (_, i) => [i % 100 === 0 ? i : 5, i === 7 ? 3 : 0]),
    ],
    ['a column a billion times wider', Array.from({ length: 80 }, (_, i) => [i % 9, 1e9 * ((i * 7919) % 83)])],
    ['constant and perfectly correlated columns', Array.from({ length: 80 }, (_, i) => [i % 11, 3 * (i % 11), 4])],
    ['categories only', Array.from({ length: 90 }, (_, i) => [i % 2, Number(i % 3 === 0), Number(i % 5 === 0)])],
    ['857 columns', Array.from({ length: 30 }, (_, i) => Array.from({ length: 857 }, (_none, j) => (i * j) % 13))],
  ])('takes %s: every cluster has rows, and predicting gives the labels again', async (_name, rows) => {
    const x = matrixOf(rows);
    for (const init of ['kmeans++', 'random']) {
      const { model, labels } = await miniBatchKMeans.fit(x, options({ nClusters: 4, init, maxIter: 3 }), run);
      expect(new Set(labels)).toEqual(new Set([0, 1, 2, 3]));
      expect([...(await miniBatchKMeans.predict(model, x, run))]).toEqual([...labels]);
      expect(model.centers.every(Number.isFinite)).toBe(true);
    }
  });
});
