import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { calinskiHarabasz } from '#engine/metrics/calinskiHarabasz';
import { daviesBouldin } from '#engine/metrics/daviesBouldin';
import { inertia } from '#engine/metrics/inertia';
import { CLUSTER_METRICS } from '#engine/metrics/registry';
import { defaultMaxExact, silhouettes } from '#engine/metrics/silhouette';
import { separation, separations } from '#engine/metrics/separation';
import { groupRows } from '#engine/metrics/silhouette/groupRows';
import { stream } from '#engine/random';
import { SOURCES } from '#engine/sources';
import { newRun, type Run } from '#engine/jobs/Run';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  nClusters: number;
  labelings: {
    labels: number[];
    silhouette: number;
    firstSilhouettes: number[];
    daviesBouldin: number;
    calinskiHarabasz: number;
  }[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/clusterMetrics.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

function expectClose(actual: number, expected: number, rtol: number) {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(rtol * Math.abs(expected));
}

/** 0, 2 | 10, 14 */
const FOUR = matrixOf([[0], [2], [10], [14]]);
const PAIRS = Int32Array.of(0, 0, 1, 1);

describe('both indices from the same passes', () => {
  it('have the bits that each has on its own', async () => {
    const { shape, nClusters, labelings } = golden.cases[0];
    const x = lcgBlobs(shape);
    const labels = Int32Array.from(labelings[0].labels);
    expect(await separation(x, labels, nClusters, run)).toEqual({
      daviesBouldin: await daviesBouldin(x, labels, nClusters, run),
      calinskiHarabasz: await calinskiHarabasz(x, labels, nClusters, run),
    });
  });

  it('have the bits of one labeling where several are looked at together', async () => {
    const { shape, nClusters, labelings } = golden.cases[0];
    const x = lcgBlobs(shape);
    const all = [nClusters, nClusters + 2].map(n => ({
      nClusters: n,
      labels: Int32Array.from(labelings[0].labels, (label, row) => (row % 7 === 0 ? (label + 2) % n : label)),
    }));
    const alone = [];
    for (const { labels, nClusters: n } of all) alone.push(await separation(x, labels, n, run));
    expect(await separations(x, all, run)).toEqual(alone);
  });
});

describe('measures by hand', () => {
  it('silhouette', async () => {
    // Row 0: a = 2, b = (10 + 14) / 2 = 12, s = 10/12. Row 1: a = 2, b = 10, s = 8/10. Row 2: a = 4, b = 9, s = 5/9.
    // Row 3: a = 4, b = 13, s = 9/13.
    const [found] = await silhouettes(FOUR, [{ labels: PAIRS, nClusters: 2 }], run);
    const rows = [10 / 12, 8 / 10, 5 / 9, 9 / 13];
    const mean = rows.reduce((sum, value) => sum + value, 0) / 4;
    expect(found.perRow?.length).toBe(4);
    for (const [i, value] of rows.entries()) expectClose(found.perRow?.[i] ?? NaN, value, 1e-14);
    expectClose(found.value, mean, 1e-14);
    const sd = Math.sqrt(rows.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 3);
    expectClose(found.low, mean - (1.959963984540054 * sd) / 2, 1e-12);
    expectClose(found.high, mean + (1.959963984540054 * sd) / 2, 1e-12);
    expect([found.sampled, found.n, found.seed]).toEqual([false, 4, 7]);
  });

  it('Davies–Bouldin, Calinski–Harabasz and inertia', async () => {
    // Means 1 and 12; mean distances 1 and 2; (1 + 2) / 11 for both clusters.
    expectClose(await daviesBouldin(FOUR, PAIRS, 2, run), 3 / 11, 1e-14);
    // Mean of all 6.5: between 2 × 5.5² + 2 × 5.5² = 121 over 1; within 1 + 1 + 4 + 4 = 10 over 2.
    expectClose(await calinskiHarabasz(FOUR, PAIRS, 2, run), 121 / 5, 1e-14);
    expect(await inertia(FOUR, PAIRS, 2, run)).toBe(10);
  });
});

describe('measures beside scikit-learn', () => {
  it.each(golden.cases)('$shape', async ({ shape, nClusters, labelings }) => {
    const x = lcgBlobs(shape);
    const given = labelings.map(({ labels }) => ({ labels: Int32Array.from(labels), nClusters }));
    const found = await silhouettes(x, given, run);
    for (const [i, expected] of labelings.entries()) {
      expectClose(found[i].value, expected.silhouette, 1e-9);
      for (const [row, value] of expected.firstSilhouettes.entries())
        expect(Math.abs((found[i].perRow?.[row] ?? NaN) - value)).toBeLessThan(1e-9);
      // scikit-learn takes distances from products, which loses digits where the means of clusters nearly coincide.
      expectClose(await daviesBouldin(x, given[i].labels, nClusters, run), expected.daviesBouldin, 1e-8);
      expectClose(await calinskiHarabasz(x, given[i].labels, nClusters, run), expected.calinskiHarabasz, 1e-11);
    }
  });
});

describe('measures where they are not defined', () => {
  const three = matrixOf([[1], [2], [4]]);

  it('one cluster, and as many clusters as rows, give NaN', async () => {
    for (const labels of [Int32Array.of(0, 0, 0), Int32Array.of(2, 2, 2), Int32Array.of(0, 1, 2)]) {
      const [found] = await silhouettes(three, [{ labels, nClusters: 3 }], run);
      expect([found.value, found.low, found.high]).toEqual([NaN, NaN, NaN]);
      expect(found.perRow).toBeUndefined();
      expect(await daviesBouldin(three, labels, 3, run)).toBeNaN();
      expect(await calinskiHarabasz(three, labels, 3, run)).toBeNaN();
    }
  });

  it('empty clusters change nothing', async () => {
    const spread = Int32Array.of(4, 4, 2, 2);
    const [a, b] = await Promise.all([
      silhouettes(FOUR, [{ labels: spread, nClusters: 6 }], run),
      silhouettes(FOUR, [{ labels: PAIRS, nClusters: 2 }], run),
    ]);
    expect(a[0].value).toBe(b[0].value);
    expect(await daviesBouldin(FOUR, spread, 6, run)).toBe(await daviesBouldin(FOUR, PAIRS, 2, run));
    expect(await calinskiHarabasz(FOUR, spread, 6, run)).toBe(await calinskiHarabasz(FOUR, PAIRS, 2, run));
  });

  it('clusters without any spread', async () => {
    const x = matrixOf([[1], [1], [3], [3]]);
    expect(await daviesBouldin(x, PAIRS, 2, run)).toBe(0);
    expect(await calinskiHarabasz(x, PAIRS, 2, run)).toBe(1);
    expect((await silhouettes(x, [{ labels: PAIRS, nClusters: 2 }], run))[0].value).toBe(1);
  });

  it('rows that are all equal', async () => {
    const x = matrixOf([[5], [5], [5], [5]]);
    expect((await silhouettes(x, [{ labels: PAIRS, nClusters: 2 }], run))[0].value).toBe(0);
    expect(await daviesBouldin(x, PAIRS, 2, run)).toBe(0);
  });

  it('clusters with the same mean do not divide by nothing', async () => {
    // Means 0, 0 and 10; mean distances 1, 2 and 0: (1 + 0) / 10, (2 + 0) / 10 and 2 / 10.
    const x = matrixOf([[1], [-1], [2], [-2], [10]]);
    expectClose(await daviesBouldin(x, Int32Array.of(0, 0, 1, 1, 2), 3, run), (0.1 + 0.2 + 0.2) / 3, 1e-14);
  });
});

describe('silhouettes of rows with flags', () => {
  it.each([7, 12, 25])('are those of the definition with %i columns of two values', async nFlags => {
    const random = stream(3, 'flags');
    const rows = Array.from({ length: 70 }, () => [
      random.normal(),
      ...Array.from({ length: nFlags }, (_none, j) => (random.uniform() < 0.3 ? 1.7 + j / 9 : -0.4)),
      random.normal(),
    ]);
    const labels = Int32Array.from(rows, row => (row[1] > 0 ? 2 : row[0] > 0 ? 1 : 0));
    const apart = (a: number, b: number) =>
      Math.sqrt(rows[a].reduce((sum, value, j) => sum + (value - rows[b][j]) ** 2, 0));
    const meanTo = (row: number, label: number) => {
      const others = rows.flatMap((_row, other) =>
        other !== row && labels[other] === label ? [apart(row, other)] : [],
      );
      return others.reduce((sum, one) => sum + one, 0) / others.length;
    };
    const own = rows.map((_row, row) => {
      const within = meanTo(row, labels[row]);
      const nearest = Math.min(...[0, 1, 2].filter(label => label !== labels[row]).map(label => meanTo(row, label)));
      return (nearest - within) / Math.max(within, nearest);
    });
    const [found] = await silhouettes(matrixOf(rows), [{ labels, nClusters: 3 }], run);
    found.perRow!.forEach((value, row) => expect(value).toBeCloseTo(own[row], 12));
  });
});

describe('silhouettes on many rows', () => {
  const shape = { seed: 5, nRows: 3001, nColumns: 4, nGroups: 3, spread: 4, gapShare: 0 };
  const labelingsOf = (nRows: number) =>
    [2, 3, 5, 90].map(nClusters => ({
      labels: Int32Array.from({ length: nRows }, (_, i) => (i * i) % nClusters),
      nClusters,
    }));

  it('gives the same bits for 1, 2 and 7 threads and for both twins of the kernels', async () => {
    const x = lcgBlobs(shape);
    const found: unknown[] = [];
    for (const [threads, kind] of [
      [1, 'wasm'],
      [2, 'wasm'],
      [7, 'wasm'],
      [2, 'typescript'],
    ] as const) {
      const own = await sharedPool(threads, kind);
      const results = await silhouettes(x, labelingsOf(3001), newRun({ seed: 7, pool: own }));
      found.push(results.map(({ perRow, ...rest }) => ({ ...rest, perRow: [...(perRow ?? [])] })));
    }
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });

  it('several labelings at once give what each gives alone', async () => {
    const x = lcgBlobs({ ...shape, nRows: 500 });
    const together = await silhouettes(x, labelingsOf(500), run);
    for (const [i, labeling] of labelingsOf(500).entries()) {
      const [alone] = await silhouettes(x, [labeling], run);
      expectClose(together[i].value, alone.value, 1e-12);
    }
  });

  it('samples by seed above the limit, and its interval covers the exact value', async () => {
    const x = lcgBlobs(shape);
    const labeling = { labels: Int32Array.from({ length: 3001 }, (_, i) => Number(x.values[i * 4] > 5)), nClusters: 2 };
    const [exact] = await silhouettes(x, [labeling], run);
    const [sampled] = await silhouettes(x, [labeling], run, { maxExact: 1000, sampleSize: 800 });
    expect([sampled.sampled, sampled.n, sampled.seed, sampled.perRow]).toEqual([true, 800, 7, undefined]);
    expect(exact.sampled).toBe(false);
    expect(sampled.low).toBeLessThan(exact.value);
    expect(sampled.high).toBeGreaterThan(exact.value);
    const [again] = await silhouettes(x, [labeling], run, { maxExact: 1000, sampleSize: 800 });
    expect(again.value).toBe(sampled.value);
    const [other] = await silhouettes(x, [labeling], newRun({ seed: 8, pool }), { maxExact: 1000, sampleSize: 800 });
    expect(other.value).not.toBe(sampled.value);
  });

  it('stops soon after a cancel', async () => {
    const abort = new AbortController();
    const x = lcgBlobs({ ...shape, nRows: 19_000, nColumns: 30 });
    const work = silhouettes(x, labelingsOf(19_000), newRun({ seed: 1, pool, signal: abort.signal }), {
      maxExact: 19_000,
    });
    await new Promise(resolve => setTimeout(resolve, 150));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('the default limit grows with fewer columns and stays within its bounds', () => {
    expect(defaultMaxExact(1)).toBe(20_000);
    expect(defaultMaxExact(60)).toBe(14_142);
    expect(defaultMaxExact(16_000)).toBe(2000);
  });

  it('groups rows by the labels they have in all labelings', () => {
    const { nGroups, groupOf, labelOf } = groupRows(Int32Array.of(1, 2, 3), [
      { labels: Int32Array.of(9, 0, 1, 0), nClusters: 10 },
      { labels: Int32Array.of(9, 1, 1, 0), nClusters: 10 },
    ]);
    expect(nGroups).toBe(3);
    expect([...groupOf]).toEqual([0, 1, 2]);
    expect(labelOf.map(labels => [...labels])).toEqual([
      [0, 1, 0],
      [1, 1, 0],
    ]);
  });
});

describe('the registry', () => {
  it('has every measure once, each with known sources', () => {
    expect(CLUSTER_METRICS.map(({ id }) => id)).toEqual([
      'metric.silhouette',
      'metric.daviesBouldin',
      'metric.calinskiHarabasz',
      'metric.inertia',
    ]);
    for (const metric of CLUSTER_METRICS)
      for (const source of metric.sources) expect(Object.keys(SOURCES)).toContain(source);
  });

  it.each(CLUSTER_METRICS)('$id: same value for renumbered clusters, within its range', async ({ compute, range }) => {
    const x = lcgBlobs(golden.cases[1].shape);
    const labels = Int32Array.from(golden.cases[1].labelings[0].labels);
    const value = await compute(x, labels, 5, run);
    expect(value).toBeGreaterThanOrEqual(range[0]);
    expect(value).toBeLessThanOrEqual(range[1]);
    expectClose(
      await compute(
        x,
        labels.map(label => 4 - label),
        5,
        run,
      ),
      value,
      1e-12,
    );
  });

  it.each(CLUSTER_METRICS)('$id: same bits for 1, 2 and 7 threads on four chunks', async ({ compute }) => {
    const x = lcgBlobs({ seed: 9, nRows: 50_001, nColumns: 3, nGroups: 4, spread: 5, gapShare: 0 });
    const labels = Int32Array.from({ length: 50_001 }, (_, i) => i % 4);
    const values = new Set<number>();
    for (const threads of [1, 2, 7]) {
      const own = await sharedPool(threads);
      values.add(await compute(x, labels, 4, newRun({ seed: 3, pool: own })));
    }
    expect(values.size).toBe(1);
  });
});
