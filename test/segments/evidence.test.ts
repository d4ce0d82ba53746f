import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { checkOptions } from '#shared/option';
import { kmeans } from '#engine/algorithms/kmeans';
import { clusteringOf } from '#engine/algorithms/registry';
import { newRun, type Run } from '#engine/jobs/Run';
import { adjustedRand } from '#engine/metrics/adjustedRand';
import { clusterJaccard } from '#engine/metrics/clusterJaccard';
import { stream } from '#engine/random';
import {
  bootstrapStability,
  BOOTSTRAPS,
  drawBootstraps,
  refitOn,
  STABILITY_ROWS,
} from '#engine/segments/evidence/bootstrapStability';
import { GAP_ROWS, gapAgainst, gapStatistic, preferred } from '#engine/segments/evidence/gapStatistic';
import { gatherEvidence } from '#engine/segments/evidence/gatherEvidence';
import { refitRows } from '#engine/segments/evidence/refits';
import { fitCandidates } from '#engine/segments/fitCandidates';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { groupedMatrix } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface Golden {
  adjustedRand: { a: number[]; b: number[]; adjustedRand: number }[];
  gap: {
    shape: BlobShape;
    numbers: number[];
    references: number[][];
    gaps: number[];
    errors: number[];
    prefers: number;
  }[];
  stability: {
    shape: BlobShape;
    nClusters: number;
    labels: number[];
    bootstraps: number[][];
    value: number;
    low: number;
    high: number;
    jaccard: number[];
  }[];
}
const { cases } = JSON.parse(readFileSync(new URL('../golden/clusterEvidence.json', import.meta.url), 'utf8')) as {
  cases: { what: keyof Golden; cases: unknown[] }[];
};
const golden = Object.fromEntries(cases.map(entry => [entry.what, entry.cases])) as unknown as Golden;

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 42, pool });
});

const REFITTING = { algorithm: clusteringOf('kmeans'), options: {}, features: [] };
/** The best optimum of small tables, as the golden script looks for it. */
const THOROUGH = { ...REFITTING, options: { nInit: 100, tol: 0 }, starts: 100 };

function likeRows(x: Matrix, values: readonly number[]): Matrix {
  const other = newMatrix(x.nRows, x.columnNames);
  other.values.set(values);
  return other;
}
function cloud(nRows: number, nColumns: number, draw: (random: ReturnType<typeof stream>) => number): Matrix {
  const random = stream(5, 'test.cloud');
  const x = newMatrix(
    nRows,
    Array.from({ length: nColumns }, (_, j) => `c${j}`),
  );
  for (let at = 0; at < x.values.length; at++) x.values[at] = draw(random);
  return x;
}

describe('the adjusted Rand index', () => {
  it.each(golden.adjustedRand)('beside scikit-learn: $adjustedRand', ({ a, b, adjustedRand: expected }) => {
    expect(adjustedRand(Int32Array.from(a), Int32Array.from(b))).toBeCloseTo(expected, 12);
    expect(adjustedRand(Int32Array.from(b), Int32Array.from(a))).toBeCloseTo(expected, 12);
  });
  it('by hand', () => {
    // Of six pairs each labeling has two together, (0,1) (2,3) and (0,1) (0,2)…: 1 in both. Expected 2 × 3 / 6 = 1, mean 2.5.
    const [a, b] = [Int32Array.of(0, 0, 1, 1), Int32Array.of(5, 5, 5, -1)];
    // Together in both 1; in a 2, in b 3: (1 − 2·3/6) / ((2 + 3) / 2 − 1) = 0
    expect(adjustedRand(a, b)).toBe(0);
    expect(adjustedRand(a, Int32Array.of(9, 9, -1, -1))).toBe(1);
    expect(adjustedRand(new Int32Array(0), new Int32Array(0))).toBeNaN();
    expect(() => adjustedRand(a, Int32Array.of(1))).toThrow('labelings of 4 and of 1');
  });
});

it('Jaccard similarity of each group by hand', () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 3);
  const other = Int32Array.of(7, 7, 8, 8, 8, -1);
  // 0: 2 of 3 with group 7; 1: 2 of 3 with group 8; 2 has no rows; 3 is the group of -1
  expect([...clusterJaccard(labels, other, 4)]).toEqual([2 / 3, 2 / 3, NaN, 1]);
});

describe('the gap statistic', () => {
  it.each(golden.gap)(
    'beside numpy and scikit-learn, k = $numbers',
    async ({ shape, numbers, references, ...expected }) => {
      const x = lcgBlobs(shape);
      const sets = references.map(values => likeRows(x, values));
      const values = await gapAgainst(x, sets, numbers.slice(1), THOROUGH, run);
      expect(values.map(({ nClusters }) => nClusters)).toEqual(numbers);
      for (const [i, { gap, error }] of values.entries()) {
        expect(Math.abs(gap - expected.gaps[i])).toBeLessThan(1e-9);
        expect(Math.abs(error - expected.errors[i])).toBeLessThan(1e-9);
      }
      expect(preferred(values)).toBe(expected.prefers);
    },
  );

  it('prefers the number of groups where there are groups, and one where there are none', async () => {
    const range = [2, 3, 4, 5];
    const groups = lcgBlobs({ seed: 8, nRows: 300, nColumns: 3, nGroups: 3, spread: 0.8, gapShare: 0 });
    expect((await gapStatistic(groups, range, REFITTING, run)).prefers).toBe(3);
    for (const draw of [(r: ReturnType<typeof stream>) => r.uniform(), (r: ReturnType<typeof stream>) => r.normal()])
      expect((await gapStatistic(cloud(400, 3, draw), range, REFITTING, run)).prefers).toBe(1);
  });

  it('does not care how the rows are turned or moved', async () => {
    const x = groupedMatrix(200, 2, 3);
    const turned = likeRows(
      x,
      Array.from(x.values, (_, at) => {
        const [a, b] = [x.values[at - (at % 2)], x.values[at - (at % 2) + 1]];
        return 1000 + (at % 2 === 0 ? 0.6 * a - 0.8 * b : 0.8 * a + 0.6 * b);
      }),
    );
    const [one, other] = [
      await gapStatistic(x, [2, 3], REFITTING, run),
      await gapStatistic(turned, [2, 3], REFITTING, run),
    ];
    expect(other.prefers).toBe(one.prefers);
    // Axes may point the other way, which mirrors the references
    for (const [i, { gap }] of one.values.entries()) expect(Math.abs(other.values[i].gap - gap)).toBeLessThan(0.1);
  });

  it('says the same of rows in another order, also where flags that add up to one leave axes of rounding alone', async () => {
    const draw = stream(4, 'flags');
    const flag = (n: number) => {
      const at = draw.below(n);
      return Array.from({ length: n }, (_none, i) => Number(i === at));
    };
    const rows = Array.from({ length: 120 }, (_none, i) => [
      draw.normal() + (i % 3),
      draw.normal(),
      ...flag(4),
      ...flag(5),
    ]);
    const gaps = [];
    for (const shift of [0, 1, 3]) {
      const x = newMatrix(
        rows.length,
        rows[0].map((_value, j) => `column ${j}`),
      );
      rows.forEach((row, i) => x.values.set(row, ((i + shift) % rows.length) * row.length));
      gaps.push((await gapStatistic(x, [2], REFITTING, run)).values[0]);
    }
    for (const { gap, error } of gaps) {
      expect(Math.abs(gap - gaps[0].gap)).toBeLessThan(1e-9);
      expect(Math.abs(error - gaps[0].error)).toBeLessThan(1e-9);
    }
  });

  it('says on how many rows it stands', async () => {
    const { n, sampled, references, seed } = await gapStatistic(
      groupedMatrix(GAP_ROWS + 500, 2, 3),
      [2],
      REFITTING,
      run,
      3,
    );
    expect({ n, sampled, references, seed }).toEqual({ n: GAP_ROWS, sampled: true, references: 3, seed: 42 });
    expect(refitRows(48, GAP_ROWS)).toBe(1000);
    expect(refitRows(857, GAP_ROWS)).toBe(400);
  });

  it('rows without any spread within are as close as can be', async () => {
    const x = matrixOf(Array.from({ length: 30 }, (_, i) => [i % 3, 5]));
    const { values, prefers } = await gapStatistic(x, [2, 3], REFITTING, run);
    expect(values.map(({ gap }) => Number.isFinite(gap))).toEqual([true, true, false]);
    expect(prefers).toBe(3);
  });
});

describe('stability', () => {
  it.each(golden.stability)('beside numpy and scikit-learn: $value', async ({ shape, nClusters, ...expected }) => {
    const x = lcgBlobs(shape);
    const draws = {
      compared: Int32Array.from({ length: x.nRows }, (_, row) => row),
      bootstraps: expected.bootstraps.map(rows => Int32Array.from(rows)),
    };
    const clustering = { nClusters, labels: Int32Array.from(expected.labels), model: {} };
    const [found] = await refitOn(x, [clustering], draws, THOROUGH, run);
    expect(found).toMatchObject({ refits: 8, n: x.nRows, sampled: false, seed: 42 });
    for (const key of ['value', 'low', 'high'] as const) expect(found?.[key]).toBeCloseTo(expected[key], 10);
    for (const [c, value] of expected.jaccard.entries()) expect(found?.jaccard[c]).toBeCloseTo(value, 10);
    expect(found?.jaccard[nClusters]).toBeNaN();
  });

  it('is high for groups that are there and low for a cloud that is cut', async () => {
    const stabilityOf = async (x: Matrix, k: number) => {
      const { labels, model } = await kmeans.fit(
        x,
        { nClusters: k, init: 'kmeans++', nInit: 10, maxIter: 300, tol: 1e-4 },
        run,
      );
      return (await bootstrapStability(x, [{ nClusters: k, labels, model }], REFITTING, run))[0];
    };
    const groups = await stabilityOf(
      lcgBlobs({ seed: 8, nRows: 300, nColumns: 3, nGroups: 3, spread: 0.8, gapShare: 0 }),
      3,
    );
    expect(groups?.value).toBeGreaterThan(0.95);
    const cut = await stabilityOf(
      cloud(400, 6, random => random.normal()),
      6,
    );
    expect(cut?.value).toBeLessThan(0.5);
    expect(cut?.low).toBeLessThan(cut?.value ?? 0);
    expect(cut?.high).toBeGreaterThan(cut?.value ?? 1);
  });

  it('is null where hardly any sample can be cut so', async () => {
    const x = matrixOf([[0], [1], [2], [3], [4]]);
    const clustering = { nClusters: 5, labels: Int32Array.of(0, 1, 2, 3, 4), model: {} };
    expect(await bootstrapStability(x, [clustering], REFITTING, run)).toEqual([null]);
  });

  it('draws as many rows as there are, up to a limit', () => {
    const { compared, bootstraps } = drawBootstraps(10_000, STABILITY_ROWS, run);
    expect(compared).toHaveLength(STABILITY_ROWS);
    expect(new Set(compared).size).toBe(STABILITY_ROWS);
    expect(bootstraps).toHaveLength(BOOTSTRAPS);
    expect([...drawBootstraps(7, 7, run).compared]).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('the evidence', () => {
  const asked = { ...REFITTING, range: [2, 3, 4] };

  it('has the same bits on 1, 2 and 4 threads and with both twins of the kernels', async () => {
    const x = groupedMatrix(400, 4, 3);
    const own = { ...asked, range: [2, 3] };
    const candidates = await fitCandidates(x, own, run);
    const found: unknown[] = [];
    for (const [threads, kind] of [
      [1, 'wasm'],
      [2, 'wasm'],
      [4, 'wasm'],
      [2, 'typescript'],
    ] as const) {
      const threadPool = await sharedPool(threads, kind);
      const { gap, candidates: tested } = await gatherEvidence(
        x,
        candidates,
        own,
        newRun({ seed: 42, pool: threadPool }),
      );
      found.push({
        gap,
        tested: tested.map(({ gap, gapError, stabilityResult }) => ({ gap, gapError, stabilityResult })),
      });
    }
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });

  it('stops soon after a cancel, and the threads can be used again', async () => {
    const x = groupedMatrix(4000, 30, 5);
    const candidates = await fitCandidates(x, { ...asked, range: [5] }, run);
    const abort = new AbortController();
    const labels: string[] = [];
    const own = newRun({
      seed: 42,
      pool,
      signal: abort.signal,
      progress: (_done, _total, label) => {
        labels.push(label);
        abort.abort();
      },
    });
    const work = gatherEvidence(x, candidates, asked, own);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect(
      (
        await gatherEvidence(
          groupedMatrix(50, 2, 2),
          await fitCandidates(groupedMatrix(50, 2, 2), asked, run),
          asked,
          run,
        )
      ).gap,
    ).not.toBeNull();
    expect(labels.every(label => label !== '')).toBe(true);
  });

  it.each<[string, number[][]]>([
    ['five customers', [[0], [1], [5], [6], [9]]],
    ['one value that differs', Array.from({ length: 30 }, (_, i) => [i === 0 ? 1 : 0])],
    ['constant and perfectly correlated columns', Array.from({ length: 60 }, (_, i) => [i % 7, 2 * (i % 7), 5])],
    [
      'a column a billion times wider',
      Array.from({ length: 60 }, (_, i) => [(i * 7919) % 61, 1e9 * ((i * 104_729) % 59)]),
    ],
    [
      'more columns than rows',
      Array.from({ length: 12 }, (_, i) => Array.from({ length: 40 }, (_v, j) => (i * 7919 + j * 104_729) % 61)),
    ],
  ])('%s', async (_what, rows) => {
    const x = matrixOf(rows);
    const own = { ...asked, range: [2] };
    const { gap, candidates } = await gatherEvidence(x, await fitCandidates(x, own, run), own, run);
    expect([1, 2]).toContain(gap?.prefers);
    for (const { gap: value, gapError, stability } of candidates) {
      for (const known of [value, gapError, stability?.value ?? null])
        if (known !== null) expect(Number.isFinite(known)).toBe(true);
    }
  });
});

it('a sample that is too small for the shapes of a mixture, or in which no group stands apart, is left out and fails nothing', async () => {
  const [nRows, nColumns] = [900, 120];
  const random = stream(5, 'test.smallSamples');
  const x = newMatrix(
    nRows,
    Array.from({ length: nColumns }, (_none, j) => `c${j}`),
  );
  for (let i = 0; i < x.values.length; i++) x.values[i] = random.normal();
  const one = { nClusters: 4, labels: Int32Array.from({ length: nRows }, (_none, row) => row % 4), model: {} };
  const apart = { algorithm: clusteringOf('hdbscan'), options: { minClusterSize: 300 }, features: [] };
  const mixture = { algorithm: clusteringOf('gaussianMixture'), options: {}, features: [] };
  // Four shapes of 120 columns need 484 rows, and a sample has 400.
  expect(await bootstrapStability(x, [one], mixture, run)).toEqual([null]);
  expect(await bootstrapStability(x, [one], apart, run)).toEqual([null]);
}, 60_000);

it('refits have as many starts as the clustering, whether its own number is written out or left out', async () => {
  const random = stream(6, 'test.starts');
  const x = newMatrix(300, ['a', 'b', 'c']);
  for (let i = 0; i < x.values.length; i++) x.values[i] = random.normal() + (i % 2);
  const algorithm = clusteringOf('gaussianMixture');
  const { model, labels } = await algorithm.fit(x, checkOptions(algorithm.options, { nClusters: 4 }), run, []);
  const by = (options: Record<string, unknown>) =>
    bootstrapStability(x, [{ nClusters: 4, labels, model }], { algorithm, options, features: [] }, run);
  expect(await by({})).toEqual(await by({ nInit: 1 }));
});
