import { describe, expect, it } from 'vitest';
import { fitFromCenters, kmeans, shareRows, fitKMeans } from '#engine/algorithms/kmeans';
import { pca } from '#engine/algorithms/pca';
import { newRun, type Run } from '#engine/jobs/Run';
import { arenaBeside, canRead, lastingNumbers } from '#engine/kernels/lastingNumbers';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { clusterSpread } from '#engine/metrics/clusterSums';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { checkOptions } from '#shared/option';
import { sharedPool } from '../support/sharedPool.ts';

/** Enough numbers for a memory of their own; the first with more rows than every start of k-means sees. */
const LONG = { nRows: 56_000, nColumns: 19 };
const WIDE = { nRows: 32_800, nColumns: 32 };
const N_CLUSTERS = 4;

function fill(x: Matrix): Matrix {
  const random = stream(5, 'in place');
  for (let row = 0; row < x.nRows; row++) {
    const middle = 3 * (row % N_CLUSTERS);
    for (let j = 0; j < x.nColumns; j++) x.values[row * x.nColumns + j] = middle + 10 * j + random.normal();
  }
  return x;
}

/** The same numbers in a memory of their own, and in a plain buffer from which kernels must copy them. */
function bothPlaces({ nRows, nColumns }: { nRows: number; nColumns: number }): { own: Matrix; plain: Matrix } {
  const names = Array.from({ length: nColumns }, (_none, j) => `column ${j}`);
  const own = fill(newMatrix(nRows, names, lastingNumbers(nRows * nColumns, newKernelMemory('wasm'))));
  const plain = newMatrix(nRows, names);
  plain.values.set(own.values);
  const arena = arenaBeside(own.values, newKernelMemory('wasm'), 64, 0);
  expect([canRead(arena.handle, own.values), canRead(arena.handle, plain.values)]).toEqual([true, false]);
  arena.release();
  return { own, plain };
}

async function runWith(threads: number, kind: 'wasm' | 'typescript' = 'wasm'): Promise<Run> {
  return newRun({ seed: 3, pool: await sharedPool(threads, kind) });
}

function firstCenters(x: Matrix): Float64Array {
  return x.values.slice(0, N_CLUSTERS * x.nColumns);
}

async function fitAll(x: Matrix, run: Run) {
  const options = checkOptions(kmeans.options, { nClusters: N_CLUSTERS, nInit: 2 });
  const { model, labels } = await fitKMeans(x, options, run);
  const from = await fitFromCenters(x, firstCenters(x), {}, run);
  const axes = await pca.fit(x, { nComponents: 3 }, run);
  const spread = await clusterSpread(x, labels, N_CLUSTERS, run);
  return { spread, model, labels, from: { ...from, kernels: undefined }, axes };
}

describe('rows that kernels read where they are', () => {
  it.each([LONG, WIDE])('leave the same bits as copied rows, on any threads: %o', async shape => {
    const { own, plain } = bothPlaces(shape);
    const before = own.values.slice();
    const expected = await fitAll(plain, await runWith(2));
    for (const threads of [1, 2, 7]) expect(await fitAll(own, await runWith(threads))).toEqual(expected);
    expect(await fitAll(own, await runWith(2, 'typescript'))).toEqual(expected);
    expect(await fitAll(plain, await runWith(2, 'typescript'))).toEqual(expected);
    expect(own.values).toEqual(before);
  });

  it('are copied by none who can read them', async () => {
    const { own, plain } = bothPlaces(LONG);
    const run = await runWith(2);
    const given: { task: string; isCopied: boolean }[] = [];
    const watched: Run = {
      ...run,
      pool: {
        ...run.pool,
        threads: run.pool.threads,
        kernelMemory: run.pool.kernelMemory,
        close: () => Promise.resolve(),
        map: (task, inputs, signal) => {
          for (const input of inputs) {
            const { rows, desk, data } = input as Partial<Record<'rows' | 'desk' | 'data', object | null>>;
            if (task === 'pca.scatter') given.push({ task, isCopied: rows !== null });
            if (desk && 'block' in desk) given.push({ task, isCopied: desk.block !== null });
            if (data && 'copy' in data) given.push({ task, isCopied: data.copy === 'asGiven' });
          }
          return run.pool.map(task, inputs, signal);
        },
      },
    };
    await fitAll(own, watched);
    expect(new Set(given.map(({ task }) => task)).size).toBeGreaterThan(3);
    expect(given.filter(({ isCopied }) => isCopied)).toEqual([]);
    given.length = 0;
    await fitAll(plain, watched);
    expect(new Set(given.filter(({ isCopied }) => isCopied).map(({ task }) => task)).size).toBeGreaterThan(3);
  });

  it('may be read by fits at the same time', async () => {
    const { own, plain } = bothPlaces(LONG);
    const run = await runWith(2);
    const expected = await fitAll(plain, run);
    const together = await Promise.all([fitAll(own, run), fitAll(own, run), fitAll(own, run)]);
    for (const found of together) expect(found).toEqual(expected);
  });

  it('need no more space for fit after fit', async () => {
    const { own } = bothPlaces(LONG);
    const run = await runWith(2);
    const size = () => {
      const arena = arenaBeside(own.values, newKernelMemory('wasm'), 64, 0);
      arena.release();
      return arena.handle.memory!.buffer.byteLength;
    };
    const before = size();
    const first = await fitAll(own, run);
    const after = size();
    expect(after).toBeGreaterThan(before);
    for (let i = 0; i < 3; i++) expect(await fitAll(own, run)).toEqual(first);
    expect(size()).toBe(after);
  });

  it('are shared by fits in a row', async () => {
    const { own, plain } = bothPlaces(LONG);
    const run = await runWith(2);
    const fits = async (x: Matrix) => {
      const found: unknown[] = [];
      await shareRows(x, run, async shared => {
        for (const nClusters of [2, 4, 5]) {
          const options = checkOptions(kmeans.options, { nClusters, nInit: 2 });
          const { model, labels } = await fitKMeans(x, options, run, shared);
          expect({ model, labels }).toEqual(
            await fitKMeans(x, options, run).then(fit => ({ model: fit.model, labels: fit.labels })),
          );
          found.push({ model, labels });
        }
      });
      return found;
    };
    expect(await fits(own)).toEqual(await fits(plain));
  });
});
