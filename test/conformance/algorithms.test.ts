import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { newRun } from '#engine/jobs/Run';
import { CLUSTERING_IDS } from '#shared/recipe';
import { CLUSTERINGS, DECOMPOSITIONS } from '#engine/algorithms/registry';
import type { ClusterFit } from '#engine/algorithms/defineAlgorithm';
import type { OptionTable } from '#shared/option';
import type { Run } from '#engine/jobs/Run';
import type { Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { ROOT } from '../support/sourceFiles.ts';

/** More than three chunks of rows, so that several workers really share the work. */
const ROWS = 50_000;
const threadCounts = [1, 4];
let pools: Pool[];
beforeAll(async () => {
  pools = await Promise.all(threadCounts.map(threads => sharedPool(threads)));
});

const OPTIONS: Record<string, Record<string, unknown>> = {
  kmeans: { nClusters: 4, nInit: 2 },
  miniBatchKMeans: { nClusters: 4 },
  bisectingKMeans: { nClusters: 4, nInit: 2 },
  gaussianMixture: { nClusters: 4 },
  kPrototypes: { nClusters: 4, nInit: 2 },
  kMedoids: { nClusters: 4, nInit: 2 },
  ward: { nClusters: 4 },
  hdbscan: { minShare: 0.05 },
  pca: {},
};
/** What the loop needs to know of any of them. */
interface AnyAlgorithm {
  readonly id: string;
  readonly task: 'clustering' | 'decomposition';
  readonly options: OptionTable;
  fit(x: Matrix, options: never, run: Run): Promise<{ model: unknown; labels?: ClusterFit['labels'] }>;
  predict(model: unknown, x: Matrix, run: Run): Promise<Int32Array | Float64Array>;
}
const entries = [...CLUSTERINGS, ...DECOMPOSITIONS].map(
  algorithm => [algorithm.id, algorithm as unknown as AnyAlgorithm] as const,
);

async function fit(algorithm: AnyAlgorithm, x: Matrix, pool: Pool, seed = 42) {
  const run = newRun({ seed, pool });
  const options = checkOptions(algorithm.options, OPTIONS[algorithm.id]) as never;
  const fitted = await algorithm.fit(x, options, run);
  return { ...fitted, predicted: await algorithm.predict(fitted.model, x, run) };
}

/** Shared by all algorithms, which leave their input alone. */
const x = groupedMatrix(ROWS, 6, 5);
const LONG_WORK = groupedMatrix(400_000, 8, 5);

describe.each(entries)('%s', (id, algorithm) => {
  it('gives the same bits on any number of threads, and leaves its input alone', async () => {
    const before = x.values.slice();
    const results = [];
    for (const pool of pools) results.push(await fit(algorithm, x, pool));
    for (const other of results.slice(1)) expect(other).toEqual(results[0]);
    expect(x.values).toEqual(before);
  });

  it('gives the same bits for the same seed', async () => {
    const small = groupedMatrix(2_000, 4, 3);
    expect(await fit(algorithm, small, pools[1], 7)).toEqual(await fit(algorithm, small, pools[1], 7));
  });

  it('predicts the same after its model was written and read', async () => {
    const small = groupedMatrix(500, 4, 3);
    const run = newRun({ seed: 1, pool: pools[0] });
    const { model, predicted } = await fit(algorithm, small, pools[0]);
    expect(await algorithm.predict(structuredClone(model), small, run)).toEqual(predicted);
  });

  it('predicts on its own rows what it said of them', async () => {
    const { labels, predicted } = await fit(algorithm, groupedMatrix(3_000, 4, 3), pools[1]);
    if (algorithm.task === 'clustering') expect(labels).toEqual(predicted);
    else expect(labels).toBeUndefined();
  });

  it.each<[string, number[][]]>([
    ['no rows', []],
    ['one row', [[1, 2]]],
    ['identical rows', Array.from({ length: 30 }, () => [3, 3])],
    ['constant and correlated columns', Array.from({ length: 60 }, (_row, i) => [i % 7, 2 * (i % 7), 5])],
    [
      'a column a billion times wider',
      Array.from({ length: 60 }, (_row, i) => [(i * 7919) % 61, 1e9 * ((i * 104_729) % 59)]),
    ],
    ['tiny numbers', Array.from({ length: 60 }, (_row, i) => [((i * 7919) % 61) * 1e-150, (i % 5) * 1e-150])],
  ])('answers %s with a result of finite numbers or an error people can act on', async (_name, rows) => {
    const small = rows.length
      ? matrixOf(rows)
      : { ...matrixOf([[0, 0]]), nRows: 0, values: new Float64Array(new SharedArrayBuffer(0)) };
    try {
      const { predicted } = await fit(algorithm, small, pools[0]);
      expect(Array.from(predicted).every(Number.isFinite)).toBe(true);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
    }
  });

  it('stops when asked, and the threads can be used again', async () => {
    const controller = new AbortController();
    const run = newRun({ seed: 1, pool: pools[1], signal: controller.signal });
    const options = checkOptions(algorithm.options, OPTIONS[id]) as never;
    const work = algorithm.fit(LONG_WORK, options, run);
    setImmediate(() => controller.abort());
    await expect(work.then(() => 'finished before it was asked')).rejects.toBeInstanceOf(Cancelled);
    expect((await fit(algorithm, groupedMatrix(500, 4, 3), pools[1])).predicted.length).toBeGreaterThan(0);
  });

  it('has a test of its own', () => expect(existsSync(join(ROOT, 'test', 'algorithms', `${id}.test.ts`))).toBe(true));
});

describe('the loop above', () => {
  it('forgets no algorithm', () =>
    expect([...CLUSTERINGS, ...DECOMPOSITIONS].map(a => a.id).sort()).toEqual(Object.keys(OPTIONS).sort()));
  it('is what recipes can name', () => expect(CLUSTERINGS.map(({ id }) => id)).toEqual([...CLUSTERING_IDS]));
  it('would notice an algorithm whose result depends on the threads', async () => {
    const toy = {
      id: 'toy',
      task: 'clustering',
      options: {},
      fit: async (_x: Matrix, _options: never, run: { pool: Pool }) => ({
        model: { threads: run.pool.threads },
        notes: [],
      }),
      predict: async (model: { threads: number }) => Int32Array.of(model.threads),
    } as unknown as AnyAlgorithm;
    OPTIONS.toy = {};
    const x = matrixOf([[1]]);
    expect(await fit(toy, x, pools[0])).not.toEqual(await fit(toy, x, pools[1]));
    delete OPTIONS.toy;
  });
});
