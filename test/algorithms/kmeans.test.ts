import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled, type ErrorCode } from '#shared/errors';
import { checkOptions, defaults } from '#shared/option';
import { fitFromCenters, fitKMeans, kmeans, predictKMeans, shareRows } from '#engine/algorithms/kmeans';
import { CLUSTERINGS } from '#engine/algorithms/registry';
import { newRun, type Run } from '#engine/jobs/Run';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  startRows: number[];
  tol: number;
  labels: number[];
  inertia: number;
  iterations: number;
  centers: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/kmeans.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(kmeans.options, given);

function rowsOf(x: Matrix, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows.flatMap(row => [...x.values.subarray(row * x.nColumns, (row + 1) * x.nColumns)]));
}

async function codeOf(work: Promise<unknown>): Promise<{ code: ErrorCode; args: unknown }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return { code: error.code, args: error.args };
}

function expectClose(actual: number, expected: number, rtol: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(rtol * Math.abs(expected));
}

describe('k-means by hand', () => {
  it('finds two pairs on a line', async () => {
    // 0, 2 and 10, 12 from centres 0 and 2. First assignment: {0} and {2, 10, 12}, so centres 0 and 8; then {0, 2} and {10, 12},
    // so centres 1 and 11; then nothing changes. Inertia: 1 + 1 + 1 + 1 = 4.
    const fit = await fitFromCenters(matrixOf([[0], [2], [10], [12]]), Float64Array.of(0, 2), { tol: 0 }, run);
    expect([...fit.labels]).toEqual([0, 0, 1, 1]);
    expect([...fit.model.centers]).toEqual([1, 11]);
    expect(fit.model.inertia).toBe(4);
    expect(fit.model.iterations).toBe(3);
    expect(fit.model.hasConverged).toBe(true);
    expect(fit.notes).toEqual([]);
    expect(fit.kernels).toBe('wasm');
  });

  it('gives a tie to the lower index', async () => {
    // 5 is as far from 0 as from 10.
    const fit = await fitFromCenters(matrixOf([[0], [5], [10]]), Float64Array.of(0, 10), { maxIter: 1 }, run);
    expect(fit.labels[1]).toBe(0);
  });

  it('moves the centre of an empty cluster to the farthest row', async () => {
    // Centres 0, 1 and 100: nobody is nearest to 100. Rows 0, 1, 2, 9 go to 0, 1, 1, 1; the farthest from its centre is 9.
    const fit = await fitFromCenters(matrixOf([[0], [1], [2], [9]]), Float64Array.of(0, 1, 100), { tol: 0 }, run);
    expect([...fit.model.centers]).toEqual([0, 1.5, 9]);
    expect([...fit.labels]).toEqual([0, 1, 1, 2]);
    expect(fit.model.inertia).toBe(0.5);
  });

  it('says when it was stopped before it settled', async () => {
    const x = lcgBlobs({ seed: 5, nRows: 300, nColumns: 3, nGroups: 4, spread: 9, gapShare: 0 });
    const fit = await fitFromCenters(x, rowsOf(x, [0, 1, 2, 3]), { maxIter: 2, tol: 0 }, run);
    expect(fit.model.hasConverged).toBe(false);
    expect(fit.model.iterations).toBe(2);
    expect(fit.notes).toEqual([{ code: 'kmeans.notConverged', args: { nClusters: 4, maxIter: 2 } }]);
  });
});

describe('k-means beside scikit-learn', () => {
  it.each(golden.cases)('same centres, same tolerance: $shape', async ({ shape, startRows, tol, ...expected }) => {
    const x = lcgBlobs(shape);
    const fit = await fitFromCenters(x, rowsOf(x, startRows), { tol }, run);
    expect([...fit.labels]).toEqual(expected.labels);
    expectClose(fit.model.inertia, expected.inertia, 1e-9);
    expect(fit.model.iterations).toBe(expected.iterations);
    for (const [i, center] of expected.centers.entries())
      expect(Math.abs(fit.model.centers[i] - center)).toBeLessThan(1e-9);
  });
});

describe('k-means with restarts', () => {
  it('finds well separated groups whatever the seed', async () => {
    const x = lcgBlobs({ seed: 3, nRows: 400, nColumns: 4, nGroups: 4, spread: 0.5, gapShare: 0 });
    const inertias = new Set<string>();
    for (const seed of [1, 2, 3]) {
      const { model } = await fitKMeans(x, options({ nClusters: 4 }), newRun({ seed, pool }));
      inertias.add(model.inertia.toPrecision(10));
    }
    expect(inertias.size).toBe(1);
  });

  it('keeps the best start: more starts are never worse', async () => {
    const x = lcgBlobs({ seed: 8, nRows: 500, nColumns: 2, nGroups: 9, spread: 2, gapShare: 0 });
    const one = await fitKMeans(x, options({ nClusters: 9, nInit: 1, init: 'random' }), run);
    const ten = await fitKMeans(x, options({ nClusters: 9, nInit: 10, init: 'random' }), run);
    expect(ten.model.inertia).toBeLessThan(one.model.inertia);
  });

  it('inertia is the sum of squared distances to the centres it returns, and centres are means', async () => {
    const x = lcgBlobs({ seed: 9, nRows: 777, nColumns: 6, nGroups: 3, spread: 8, gapShare: 0 });
    const { model, labels } = await fitKMeans(x, options({ nClusters: 5, tol: 0 }), run);
    let inertia = 0;
    const sums = new Float64Array(30);
    const sizes = new Float64Array(5);
    for (let row = 0; row < 777; row++) {
      sizes[labels[row]]++;
      for (let j = 0; j < 6; j++) {
        sums[labels[row] * 6 + j] += x.values[row * 6 + j];
        inertia += (x.values[row * 6 + j] - model.centers[labels[row] * 6 + j]) ** 2;
      }
    }
    expectClose(model.inertia, inertia, 1e-12);
    for (let i = 0; i < 30; i++) expectClose(model.centers[i], sums[i] / sizes[Math.floor(i / 6)], 1e-12);
  });

  it('predicts its own labels for the rows it was fitted on, ties included', async () => {
    const shape = { seed: 4, nRows: 900, nColumns: 3, nGroups: 5, spread: 6, gapShare: 0 };
    const rough = lcgBlobs(shape);
    for (let i = 0; i < rough.values.length; i++) rough.values[i] = Math.round(rough.values[i]) / 3 + 1e6;
    for (const x of [lcgBlobs(shape), rough]) {
      const { model, labels } = await fitKMeans(x, options({ nClusters: 6 }), run);
      expect([...(await predictKMeans(model, x, run))]).toEqual([...labels]);
    }
  });

  it('reports progress that ends at its total', async () => {
    const seen: number[] = [];
    const watched = newRun({ seed: 1, pool, progress: (done, total) => seen.push(done / total) });
    await fitKMeans(
      lcgBlobs({ ...golden.cases[6].shape, nRows: 30_000 }),
      options({ nClusters: 9, nInit: 20 }),
      watched,
    );
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });
});

describe('k-means on awkward data', () => {
  it('refuses fewer rows than clusters, and one row', async () => {
    const three = matrixOf([[1], [2], [3]]);
    expect(await codeOf(fitKMeans(three, options({ nClusters: 4 }), run))).toEqual({
      code: 'data.tooFewRows',
      args: { need: 4, got: 3, what: 'k-means' },
    });
    expect((await codeOf(fitKMeans(matrixOf([[1]]), options({ nClusters: 1 }), run))).code).toBe('data.tooFewRows');
  });

  it('refuses fewer distinct rows than clusters, and rows that are all equal', async () => {
    const x = matrixOf(Array.from({ length: 30 }, (_, i) => [i % 3, 7]));
    expect(await codeOf(fitKMeans(x, options({ nClusters: 4 }), run))).toEqual({
      code: 'data.tooFewDistinct',
      args: { need: 4, got: 3 },
    });
    const equal = matrixOf(Array.from({ length: 20 }, () => [1, 2]));
    expect((await codeOf(fitKMeans(equal, options({ nClusters: 2 }), run))).args).toEqual({ need: 2, got: 1 });
  });

  it('puts each of exactly as many distinct rows as clusters into its own', async () => {
    const x = matrixOf(Array.from({ length: 40 }, (_, i) => [i % 4, (i % 4) ** 2]));
    const { model, labels } = await fitKMeans(x, options({ nClusters: 4 }), run);
    // The mean of equal values is the value to the last digit or two.
    expect(model.inertia).toBeLessThan(1e-28);
    expect(new Set(labels).size).toBe(4);
    expect([...labels.subarray(4, 8)]).toEqual([...labels.subarray(0, 4)]);
  });

  it('one cluster is the mean', async () => {
    const { model } = await fitKMeans(matrixOf([[1], [2], [6]]), options({ nClusters: 1 }), run);
    expect(model.centers[0]).toBeCloseTo(3, 14);
    expect(model.inertia).toBeCloseTo(14, 12);
  });

  it.each([1e9, 1e-9, 1e150, 1e-150, 3e-20])('does the same at scale %f', async scale => {
    const shape = { seed: 6, nRows: 250, nColumns: 3, nGroups: 3, spread: 3, gapShare: 0 };
    const base = lcgBlobs(shape);
    const scaled = newMatrix(250, base.columnNames);
    for (let i = 0; i < base.values.length; i++) scaled.values[i] = base.values[i] * scale;
    const a = await fitKMeans(base, options({ nClusters: 4 }), run);
    const b = await fitKMeans(scaled, options({ nClusters: 4 }), run);
    expect([...b.labels]).toEqual([...a.labels]);
    expectClose(b.model.inertia / scale / scale, a.model.inertia, 1e-9);
  });

  it('does the same a billion away from the origin', async () => {
    const shape = { seed: 6, nRows: 250, nColumns: 3, nGroups: 3, spread: 3, gapShare: 0 };
    const base = lcgBlobs(shape);
    const moved = newMatrix(250, base.columnNames);
    for (let i = 0; i < base.values.length; i++) moved.values[i] = base.values[i] + 1e9;
    const a = await fitFromCenters(base, rowsOf(base, [0, 1, 2, 3]), {}, run);
    const b = await fitFromCenters(moved, rowsOf(moved, [0, 1, 2, 3]), {}, run);
    expect([...b.labels]).toEqual([...a.labels]);
    // Values near 1e9 carry 1e-7 of rounding themselves.
    expectClose(b.model.inertia, a.model.inertia, 1e-6);
  });

  it('takes columns that are constant and one far outlier', async () => {
    const x = matrixOf(Array.from({ length: 60 }, (_, i) => [5, i % 2 ? 1 : -1, i === 17 ? 1e12 : 0]));
    const { labels } = await fitKMeans(x, options({ nClusters: 3 }), run);
    expect(labels.filter(label => label === labels[17])).toHaveLength(1);
    expect(labels[0]).toBe(labels[2]);
    expect(labels[0]).not.toBe(labels[1]);
  });

  it.each([900, 60_001])('measures the inertia of %i rows whose last step leaves a far outlier alone', async nRows => {
    // First the outlier is with the rows about 10 and draws their centre far away; then they go to the centre of the others, and it is alone.
    const x = newMatrix(nRows, ['a']);
    for (let i = 0; i < nRows; i++) x.values[i] = i === 77 ? 1e10 : (i % 2) * 10 + (i % 7) / 3;
    const { model, labels } = await fitFromCenters(x, Float64Array.of(0, 10), { tol: 0, maxIter: 2 }, run);
    let inertia = 0;
    for (let i = 0; i < nRows; i++) inertia += (x.values[i] - model.centers[labels[i]]) ** 2;
    expect(model.centers[1]).toBe(1e10);
    expectClose(model.inertia, inertia, 1e-9);
  });

  it('throws on values that are not finite', async () => {
    const x = matrixOf([[1], [NaN], [3], [4]]);
    await expect(fitKMeans(x, options({ nClusters: 2 }), run)).rejects.toThrow('not finite');
  });

  it('leaves its input as it was', async () => {
    const x = lcgBlobs(golden.cases[0].shape);
    const before = [...x.values];
    await fitKMeans(x, options({ nClusters: 3 }), run);
    expect([...x.values]).toEqual(before);
  });
});

describe('k-means on many rows', () => {
  const big = { seed: 77, nRows: 60_001, nColumns: 5, nGroups: 6, spread: 7, gapShare: 0 };

  it('gives the same bits for 1, 2 and 7 threads and for both twins of the kernels', async () => {
    const x = lcgBlobs(big);
    const found: unknown[] = [];
    for (const [threads, kind] of [
      [1, 'wasm'],
      [2, 'wasm'],
      [7, 'wasm'],
      [2, 'typescript'],
    ] as const) {
      const own = await sharedPool(threads, kind);
      const fit = await fitKMeans(x, options({ nClusters: 5, nInit: 3 }), newRun({ seed: 11, pool: own }));
      expect(fit.kernels).toBe(kind);
      found.push({ model: fit.model, notes: fit.notes, labels: Buffer.from(fit.labels).toString('base64') });
    }
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });

  it.each([
    ['many rows', 60_001, 1, 'wasm'],
    ['few rows', 900, 1, 'wasm'],
    ['rows that a look at some of them scales wrongly', 60_001, 1e-30, 'wasm'],
    ['the plain twins', 60_001, 1, 'typescript'],
  ] as const)('fits that share their rows have the bits of those that do not: %s', async (_, nRows, size, kind) => {
    const own = await sharedPool(2, kind);
    const x = lcgBlobs({ ...big, nRows });
    // The 1,024 rows that are looked at.
    if (size !== 1)
      for (let i = 0; i < 1024; i++) {
        const at = Math.floor((i * nRows) / 1024) * 5;
        for (let j = 0; j < 5; j++) x.values[at + j] *= size;
      }
    const alone = newRun({ seed: 5, pool: own });
    const given = [3, 2, 6].map(nClusters => options({ nClusters, nInit: 3 }));
    const apart = [];
    for (const one of given) apart.push(await fitKMeans(x, one, alone));
    const together = await shareRows(x, alone, async shared => {
      const fits = [];
      for (const one of given) fits.push(await fitKMeans(x, one, alone, shared));
      return fits;
    });
    for (const [i, fit] of together.entries()) {
      expect(fit.model).toEqual(apart[i].model);
      expect(Buffer.from(fit.labels).equals(Buffer.from(apart[i].labels))).toBe(true);
    }
  });

  it('knows the same of rows to the bit whatever was fitted on them before', async () => {
    const known: number[][] = [];
    async function map<I, O>(task: string, inputs: readonly I[], signal?: AbortSignal): Promise<O[]> {
      const results = await pool.map<I, O>(task, inputs, signal);
      const [{ data }] = inputs as readonly { data?: { facts: Float64Array } }[];
      if (task === 'kmeans.lloyd' && data) known.push([...data.facts]);
      return results;
    }
    const watched = newRun({ seed: 5, pool: { ...pool, map } });
    const x = lcgBlobs(big);
    const few = options({ nClusters: 2, nInit: 1 });
    await fitKMeans(x, few, watched);
    await shareRows(x, watched, async shared => {
      for (const one of [options({ nClusters: 7, nInit: 1 }), few]) await fitKMeans(x, one, watched, shared);
    });
    expect(known).toHaveLength(3);
    expect(known[2]).toEqual(known[0]);
    // Summed by the clusters of its own.
    expect(known[1]).not.toEqual(known[0]);
  });

  it('starts found on a sample are as good as starts found on all rows', async () => {
    const x = lcgBlobs(big);
    const { model } = await fitKMeans(x, options({ nClusters: 6 }), run);
    const fromAll = lcgBlobs({ ...big, nRows: 50_000 });
    const small = await fitKMeans(fromAll, options({ nClusters: 6 }), run);
    expectClose(model.inertia / 60_001, small.model.inertia / 50_000, 0.01);
  });

  it('handles many rows with few distinct ones that a sample can miss', async () => {
    const x = newMatrix(60_000, ['a']);
    x.values[31_111] = 5;
    const { labels } = await fitKMeans(x, options({ nClusters: 2 }), run);
    expect(labels.filter(label => label === labels[31_111])).toHaveLength(1);
  });

  it('stops soon after a cancel and leaves the pool usable', async () => {
    const abort = new AbortController();
    const stopped = newRun({ seed: 1, pool, signal: abort.signal });
    const work = fitKMeans(lcgBlobs(big), options({ nClusters: 40, nInit: 60, tol: 0 }), stopped);
    await new Promise(resolve => setTimeout(resolve, 300));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    // 200 ms on a machine of our own; this one may be shared.
    expect(performance.now() - start).toBeLessThan(10_000);
    const { model } = await fitFromCenters(matrixOf([[0], [2], [10]]), Float64Array.of(0, 10), {}, run);
    expect([...model.centers]).toEqual([1, 10]);
  });
});

describe('the record', () => {
  it('is registered, with options that accept their defaults', () => {
    expect(CLUSTERINGS[0].id).toBe('kmeans');
    expect(kmeans.minRows(defaults(kmeans.options))).toBe(8);
    expect(options({}).nInit).toBe(10);
  });
});
