import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { nearestAmong } from '#engine/scoring/resample/nearestAmong';
import { resample } from '#engine/scoring/resample/resample';
import type { Feature, FeatureTable } from '#engine/table/FeatureTable';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, type BlobShape } from '../golden/lcgBlobs.ts';
import { categoryFeature, featuresOf, numberFeature, scoredBook } from '../support/featureTables.ts';
import { groupedMatrix } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

interface GoldenCase {
  shape: BlobShape;
  y: number[];
  codes: number[];
  nLevels: number;
  neighbours: number[][];
  mixedNeighbours: number[][];
  penalty: number;
  counts: Record<'smote' | 'smoteNc' | 'under' | 'over', [number, number]>;
  classWeight: [number, number];
}
const golden = JSON.parse(readFileSync(new URL('../golden/smote.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pools: Pool[];
beforeAll(async () => {
  pools = await Promise.all([1, 2, 4].map(threads => sharedPool(threads)));
});

function trainingOf({ shape, y, codes, nLevels }: GoldenCase, mixed: boolean): Training {
  const numbers = featuresOf(lcgBlobs(shape));
  const features = mixed ? [...numbers, categoryFeature('c', codes, nLevels)] : numbers;
  return { x: { nRows: shape.nRows, features }, y: Uint8Array.from(y), weights: null };
}
const countsOf = (y: Uint8Array) => [y.filter(event => event === 0).length, y.filter(event => event === 1).length];

/** Numbers of the rows of a training, NaN for a gap. */
function numbersOf({ features }: FeatureTable, row: number): number[] {
  return features.flatMap(feature => (feature.kind === 'number' ? [feature.values[row]] : []));
}

function valuesOf(feature: Feature, nRows: number) {
  return (feature.kind === 'number' ? feature.values : feature.codes).subarray(0, nRows);
}

/** Whether a row lies between two others, both of a gap and a number giving the number. */
function liesBetween(row: readonly number[], from: readonly number[], to: readonly number[]): boolean {
  let step = NaN;
  return row.every((value, j) => {
    if (Number.isNaN(from[j]) || Number.isNaN(to[j])) return Object.is(value, Number.isNaN(from[j]) ? to[j] : from[j]);
    const width = to[j] - from[j];
    const own = (value - from[j]) / width;
    if (Number.isNaN(step)) step = own;
    return own >= -1e-9 && own <= 1 && Math.abs(own - step) < 1e-6;
  });
}

describe('resampling', () => {
  it.each(golden.cases)(
    'has the counts and weights of imbalanced-learn and scikit-learn, $shape.nRows',
    async given => {
      const training = trainingOf(given, false);
      for (const kind of ['smote', 'under', 'over'] as const) {
        const made = await resample(training, kind, testRun());
        expect(countsOf(made.y)).toEqual(given.counts[kind]);
        expect(made.x.nRows).toBe(made.y.length);
      }
      expect(countsOf((await resample(trainingOf(given, true), 'smote', testRun())).y)).toEqual(given.counts.smoteNc);
      const { weights } = await resample(training, 'classWeight', testRun());
      given.y.forEach((event, row) => expect(weights?.[row]).toBeCloseTo(given.classWeight[event], 12));
    },
  );

  it.each(golden.cases)('makes rows between a row and one of its five nearest, $shape.nRows', async given => {
    for (const mixed of [false, true]) {
      const training = trainingOf(given, mixed);
      const neighbours = mixed ? given.mixedNeighbours : given.neighbours;
      const rare = given.y.flatMap((event, row) => (event === 1 ? [row] : []));
      const { x } = await resample(training, 'smote', testRun({ pool: pools[1] }));
      const numbers = rare.map(row => numbersOf(training.x, row));
      for (let row = training.x.nRows; row < x.nRows; row++) {
        const own = numbersOf(x, row);
        const seed = numbers.findIndex((from, place) =>
          neighbours[place].some(to => liesBetween(own, from, numbers[to])),
        );
        expect(seed, `row ${row}`).toBeGreaterThanOrEqual(0);
      }
      x.features.forEach((feature, i) =>
        expect(valuesOf(feature, training.x.nRows)).toEqual(valuesOf(training.x.features[i], training.x.nRows)),
      );
    }
  });

  it('takes the category that most of the neighbours have, and leaves no gap that one of two rows can fill', async () => {
    // Six events in a row, far from nothing: all others are neighbours of each. Four of them have level 1, so that of any five neighbours most do.
    const a = numberFeature('a', [0, 1, 2, NaN, 4, 5, 50, 51, 52, 53, 54, 55, 56, 57]);
    const none = numberFeature('none', new Float64Array(14).fill(NaN));
    const c = categoryFeature('c', [1, 1, 0, 1, 2, 1, 3, 3, 3, 3, 3, 3, 3, 3], 4);
    const y = Uint8Array.of(1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0);
    const { x } = await resample({ x: { nRows: 14, features: [a, none, c] }, y, weights: null }, 'smote', testRun());
    const [numbers, gaps, categories] = x.features;
    if (numbers.kind !== 'number' || gaps.kind !== 'number' || categories.kind !== 'category') throw new Error('kinds');
    expect([...categories.codes.subarray(14)]).toEqual([1, 1]);
    expect([...numbers.values.subarray(14)].every(value => value >= 0 && value <= 5)).toBe(true);
    expect([...gaps.values.subarray(14)]).toEqual([NaN, NaN]);
  });

  it('is the same on any number of threads, by the same seed, and leaves what it is given alone', async () => {
    const training = { ...scoredBook(60_000), weights: new Float64Array(60_000).fill(2) };
    const before = structuredClone(training);
    for (const kind of ['smote', 'under', 'over', 'classWeight'] as const) {
      const results = [];
      for (const pool of pools) results.push(await resample(training, kind, testRun({ pool, seed: 7 })));
      for (const other of results.slice(1)) expect(other).toEqual(results[0]);
      if (kind === 'classWeight') continue;
      const reseeded = await resample(training, kind, testRun({ pool: pools[1], seed: 8 }));
      expect(reseeded).not.toEqual(results[0]);
      expect(results[0].weights?.every(weight => weight === 2)).toBe(true);
    }
    expect(training).toEqual(before);
  });

  it('takes one event, two, none, as many events as others, equal rows and no features', async () => {
    const x = (n: number, ...features: FeatureTable['features']) => ({ nRows: n, features });
    const a = numberFeature('a', new Float64Array(9).fill(3));
    const events = (n: number) => Uint8Array.from({ length: 9 }, (_none, row) => Number(row < n));
    for (const n of [1, 2, 3]) {
      for (const features of [[a], []]) {
        const made = await resample({ x: x(9, ...features), y: events(n), weights: null }, 'smote', testRun());
        expect(countsOf(made.y)).toEqual([9 - n, 9 - n]);
      }
    }
    // More events than others: the others are the rarer.
    expect(countsOf((await resample({ x: x(9, a), y: events(7), weights: null }, 'smote', testRun())).y)).toEqual([
      7, 7,
    ]);
    const none = { x: x(9, a), y: events(0), weights: null };
    expect(await resample(none, 'smote', testRun())).toBe(none);
    const even = { x: x(2, numberFeature('a', [1, 2])), y: Uint8Array.of(0, 1), weights: null };
    expect(await resample(even, 'over', testRun())).toBe(even);
    expect(await resample(even, 'none', testRun())).toBe(even);
  });

  it('stops when it is asked to', async () => {
    const controller = new AbortController();
    const book = { ...scoredBook(200_000), weights: null };
    const work = resample(book, 'smote', testRun({ pool: pools[1], signal: controller.signal }));
    setTimeout(() => controller.abort(), 30);
    await expect(work.then(() => 'finished before it was asked')).rejects.toMatchObject({ name: 'Cancelled' });
  });
});

describe('the nearest rows', () => {
  /** Every pair looked at, nearest first, ties to the lower row. */
  function plainly(
    values: Float64Array,
    codes: Int32Array,
    nColumns: number,
    nCodes: number,
    penalty: number,
    k: number,
  ) {
    const nRows = nColumns > 0 ? values.length / nColumns : codes.length / nCodes;
    return Array.from({ length: nRows }, (_none, a) => {
      const others = Array.from({ length: nRows }, (_n, b) => b).filter(b => b !== a);
      const distances = others.map(b => {
        let sum = 0;
        for (let j = 0; j < nColumns; j++) sum += (values[a * nColumns + j] - values[b * nColumns + j]) ** 2;
        for (let j = 0; j < nCodes; j++) if (codes[a * nCodes + j] !== codes[b * nCodes + j]) sum += penalty;
        return { b, sum };
      });
      return distances
        .sort((p, q) => p.sum - q.sum || p.b - q.b)
        .slice(0, k)
        .map(({ b }) => b);
    }).flat();
  }

  it.each([
    [1, 7, 0, 1],
    [130, 2, 0, 1],
    [500, 25, 2, 1],
    [300, 3, 1, 1e6],
    [200, 0, 3, 1],
  ])('are those of all pairs, %i rows × %i and %i categories', async (extra, nColumns, nCodes, scale) => {
    const nRows = extra + 6;
    const values = groupedMatrix(nRows, nColumns, 3).values.map(value => Math.round(4 * value) * scale);
    const codes = Int32Array.from({ length: nRows * nCodes }, (_none, i) => (i * 7919) % 4);
    const given = { nRows, nColumns, values, nCodes, codes, penalty: 2.5 };
    const wanted = plainly(values, codes, nColumns, nCodes, 2.5, 5);
    for (const run of [testRun(), testRun({ pool: pools[1] })])
      expect([...(await nearestAmong(given, 5, run))]).toEqual(wanted);
  });

  const spread = groupedMatrix(300, 4, 3).values;
  const alike = Float64Array.from({ length: 1200 }, (_none, i) => (i % 4) + (i >= 1180 ? i : 0));
  it.each([
    ['far out are two of them', spread.map((value, i) => (i < 8 ? 1e9 + value : value))],
    ['far from zero are all', spread.map(value => 1e7 + Math.round(8 * value))],
    ['equal are most', alike],
    ['equal are all', new Float64Array(1200).fill(-3)],
    ['on a line are all', Float64Array.from({ length: 1200 }, (_none, i) => Math.floor(i / 4) ** 2)],
    ['too near for steps are all', spread.map(value => value * 1e-300)],
  ])('are those of all pairs where %s', async (_name, values) => {
    const given = { nRows: 300, nColumns: 4, values, nCodes: 0, codes: new Int32Array(0), penalty: 0 };
    const wanted = plainly(values, given.codes, 4, 0, 0, 5);
    for (const run of [testRun(), testRun({ pool: pools[1] })])
      expect([...(await nearestAmong(given, 5, run))]).toEqual(wanted);
  });
});
