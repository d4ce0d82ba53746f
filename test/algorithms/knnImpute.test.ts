import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { applyKnn, chooseDonors, keepDonors, knnImpute } from '#engine/algorithms/knnImpute';
import { newRun, type Run } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  newShape: BlobShape;
  nNeighbors: number;
  values: number[];
  newValues: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/knnImpute.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const GAP = NaN;
const filledOnly = (before: Float64Array, after: Float64Array) => [...after].filter((_, i) => Number.isNaN(before[i]));

describe('KNN imputation by hand', () => {
  it('takes the mean of the nearest rows that have the value', async () => {
    // Row 0 lacks its second value. Distances over the first column, √2 larger: to 1 → 1, to 2 → 2, to 10 → 10; row 3 has no second value.
    const x = matrixOf([
      [0, GAP],
      [1, 10],
      [2, 20],
      [0, GAP],
      [10, 90],
    ]);
    const { values, filled, notes } = await knnImpute(x, 2, run);
    expect(values[1]).toBe(15);
    expect([...filled]).toEqual([0, 2]);
    expect(notes).toEqual([]);
    expect(Number.isNaN(x.values[1])).toBe(true);
  });

  it('weighs up rows that share few columns', async () => {
    // To row 1 over both columns: √(9 + 9) scaled by 3/2 → √27; to row 2 over one of three: √(4 × 3) = √12, which is nearer.
    const x = matrixOf([
      [0, 0, GAP],
      [3, 3, 100],
      [2, GAP, 200],
    ]);
    expect((await knnImpute(x, 1, run)).values[2]).toBe(200);
  });

  it('gives ties to the earlier row, and uses fewer neighbours where there are fewer', async () => {
    const x = matrixOf([
      [0, GAP],
      [1, 5],
      [-1, 7],
    ]);
    expect((await knnImpute(x, 1, run)).values[1]).toBe(5);
    expect((await knnImpute(x, 5, run)).values[1]).toBe(6);
  });

  it('falls back to the mean of the column without anything in common, and leaves a column without values', async () => {
    const x = matrixOf([
      [GAP, 1, GAP],
      [4, GAP, GAP],
      [8, GAP, GAP],
    ]);
    const { values, filled } = await knnImpute(x, 1, run);
    expect([...values]).toEqual([6, 1, GAP, 4, 1, GAP, 8, 1, GAP]);
    expect([...filled]).toEqual([1, 2, 0]);
  });

  it('returns what has no gaps as it is', async () => {
    const x = matrixOf([[1], [2]]);
    expect([...(await knnImpute(x, 5, run)).values]).toEqual([1, 2]);
  });
});

describe('KNN imputation beside scikit-learn', () => {
  it.each(golden.cases)('$shape', async ({ shape, newShape, nNeighbors, ...expected }) => {
    const x = lcgBlobs(shape);
    const { values } = await knnImpute(x, nNeighbors, run);
    const found = filledOnly(x.values, values);
    expect(found).toHaveLength(expected.values.length);
    for (const [i, value] of expected.values.entries())
      expect(Math.abs(found[i] - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
    const fresh = lcgBlobs(newShape);
    const applied = filledOnly(fresh.values, (await applyKnn(keepDonors(x), fresh, nNeighbors, run)).values);
    for (const [i, value] of expected.newValues.entries())
      expect(Math.abs(applied[i] - value)).toBeLessThanOrEqual(1e-12 * Math.abs(value));
  });
});

/** As the definition says, without anything clever: every donor is looked at, nearest first, ties to the earlier row. */
function plainlyFilled({ nRows, nColumns, values }: Matrix, nNeighbors: number): Float64Array {
  const out = values.slice();
  for (let row = 0; row < nRows; row++)
    for (let target = 0; target < nColumns; target++) {
      if (!Number.isNaN(values[row * nColumns + target])) continue;
      const donors: { distance: number; value: number }[] = [];
      const present: number[] = [];
      for (let other = 0; other < nRows; other++) {
        const value = values[other * nColumns + target];
        if (Number.isNaN(value)) continue;
        present.push(value);
        let sum = 0;
        let common = 0;
        for (let j = 0; j < nColumns; j++) {
          const difference = values[row * nColumns + j] - values[other * nColumns + j];
          if (Number.isNaN(difference)) continue;
          sum += difference ** 2;
          common++;
        }
        if (common > 0) donors.push({ distance: sum * (nColumns / common), value });
      }
      const nearest = donors.sort((a, b) => a.distance - b.distance).slice(0, nNeighbors);
      const from = nearest.length > 0 ? nearest.map(({ value }) => value) : present;
      out[row * nColumns + target] = from.reduce((sum, value) => sum + value, 0) / from.length;
    }
  return out;
}

describe('KNN imputation in trees', () => {
  it.each([
    ['many ties', 4, 0.12, 5, 3],
    ['hardly anything but ties, one neighbour', 3, 0.3, 2, 1],
    ['fewer donors for a column than neighbours', 3, 0.1, 30, 7],
  ])('%s: as every donor looked at', async (name, nColumns, gapShare, levels, nNeighbors) => {
    const random = stream(12, name);
    const x = newMatrix(
      2_300,
      Array.from({ length: nColumns }, (_none, j) => `c${j}`),
    );
    const isScarce = name.startsWith('fewer');
    for (let i = 0; i < x.values.length; i++) {
      const isGap = random.uniform() < gapShare || (isScarce && i % nColumns === 2 && i > 12 * nColumns);
      x.values[i] = isGap ? NaN : Math.floor(levels * random.uniform());
    }
    expect([...(await knnImpute(x, nNeighbors, run)).values]).toEqual([...plainlyFilled(x, nNeighbors)]);
  });
});

describe('KNN imputation on many rows', () => {
  const big = { seed: 5, nRows: 3000, nColumns: 6, nGroups: 4, spread: 5, gapShare: 0.1 };

  it('gives the same bits for 1, 2 and 7 threads and for both twins of the kernels', async () => {
    const x = lcgBlobs(big);
    const found: string[] = [];
    for (const [threads, kind] of [
      [1, 'wasm'],
      [2, 'wasm'],
      [7, 'wasm'],
      [2, 'typescript'],
    ] as const) {
      const own = await sharedPool(threads, kind);
      const { values } = await knnImpute(x, 5, newRun({ seed: 11, pool: own }));
      found.push(Buffer.from(new Uint8Array(values.buffer)).toString('base64'));
    }
    expect(new Set(found).size).toBe(1);
  });

  it('samples donors by seed above the limit and says so', async () => {
    const x = lcgBlobs(big);
    const first = await knnImpute(x, 5, run, { maxDonors: 500 });
    expect(first.notes).toHaveLength(6);
    expect(first.notes[0]).toEqual({ code: 'impute.sampledDonors', args: { column: 'c0', donors: 500, of: 3000 } });
    expect(first.values.some(value => Number.isNaN(value))).toBe(false);
    const again = await applyKnn(keepDonors(chooseDonors(x, run, { maxDonors: 500 })), x, 5, run);
    expect([...again.values]).toEqual([...first.values]);
    const otherSeed = newRun({ seed: 8, pool });
    expect([...(await knnImpute(x, 5, otherSeed, { maxDonors: 500 })).values]).not.toEqual([...first.values]);
  });

  it('stops soon after a cancel', async () => {
    const abort = new AbortController();
    const x = lcgBlobs({ ...big, nRows: 20_000, nColumns: 12 });
    const work = knnImpute(x, 5, newRun({ seed: 1, pool, signal: abort.signal }));
    await new Promise(resolve => setTimeout(resolve, 150));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
