import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { pca } from '#engine/algorithms/pca';
import { centredScatter } from '#engine/algorithms/pca/centredScatter';
import { symmetricEigen } from '#engine/algorithms/pca/symmetricEigen';
import { newRun, type Run } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { newMatrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  nComponents: number;
  explainedVariance: number[];
  explainedVarianceRatio: number[];
  firstComponent: number[];
  firstScores: number[][];
}
const golden = JSON.parse(readFileSync(new URL('../golden/pca.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

function expectClose(actual: ArrayLike<number>, expected: readonly number[], rtol: number, atol: number) {
  expect(actual.length).toBe(expected.length);
  for (const [i, value] of expected.entries())
    expect(Math.abs(actual[i] - value)).toBeLessThanOrEqual(rtol * Math.abs(value) + atol);
}

describe('principal components by hand', () => {
  it('four points on the diagonal and across it', async () => {
    // (2, 2), (-2, -2), (1, -1), (-1, 1): along (1, 1)/√2 lie ±√8, across ±√2. Sums of squares 16 and 4, over n - 1 = 3.
    const x = matrixOf([
      [2, 2],
      [-2, -2],
      [1, -1],
      [-1, 1],
    ]);
    const { model } = await pca.fit(x, { nComponents: 2 }, run);
    const half = Math.SQRT1_2;
    expectClose(model.explainedVariance, [16 / 3, 4 / 3], 1e-14, 0);
    expectClose(model.explainedVarianceRatio, [0.8, 0.2], 1e-14, 0);
    expectClose(model.components.subarray(0, 2), [half, half], 1e-14, 0);
    expect(Math.max(...model.components.subarray(2))).toBeCloseTo(half, 14);
    const scores = await pca.predict(model, x, run);
    expectClose(scores.subarray(0, 2), [Math.sqrt(8), 0], 1e-14, 1e-14);
  });
});

describe('principal components beside scikit-learn', () => {
  it.each(golden.cases)('$shape', async ({ shape, nComponents, ...expected }) => {
    const x = lcgBlobs(shape);
    const { model } = await pca.fit(x, { nComponents }, run);
    expectClose(model.explainedVariance, expected.explainedVariance, 1e-10, 0);
    expectClose(model.explainedVarianceRatio, expected.explainedVarianceRatio, 1e-10, 0);
    expectClose(model.components.subarray(0, shape.nColumns), expected.firstComponent, 0, 1e-8);
    const scores = await pca.predict(model, x, run);
    expectClose(scores.subarray(0, 5 * nComponents), expected.firstScores.flat(), 0, 1e-6);
  });
});

describe('principal components on awkward data', () => {
  it('refuses one row', async () => {
    const error = await pca.fit(matrixOf([[1, 2]]), { nComponents: 1 }, run).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect((error as AppError).code).toBe('data.tooFewRows');
  });

  it('finds nothing in constant columns, and still returns unit components', async () => {
    const x = matrixOf(Array.from({ length: 10 }, () => [3, 4, 5]));
    const { model } = await pca.fit(x, { nComponents: 2 }, run);
    expect([...model.explainedVariance]).toEqual([0, 0]);
    expect([...model.explainedVarianceRatio]).toEqual([0, 0]);
    expectOrthonormal(model.components, 2, 3);
  });

  it('never returns more components than rows or columns', async () => {
    const { model } = await pca.fit(lcgBlobs({ ...golden.cases[0].shape, nRows: 2 }), { nComponents: 9 }, run);
    expect(model.nComponents).toBe(2);
  });

  it('with fewer rows than columns fills up with directions across the others', async () => {
    const { model } = await pca.fit(lcgBlobs({ ...golden.cases[2].shape, nRows: 6 }), { nComponents: 6 }, run);
    expect(model.nComponents).toBe(6);
    expect(model.explainedVariance[5]).toBeLessThan(1e-9);
    expectOrthonormal(model.components, 6, 520);
  });

  it('holds a billion away from the origin', async () => {
    const x = lcgBlobs(golden.cases[1].shape);
    const moved = newMatrix(x.nRows, x.columnNames);
    for (let i = 0; i < x.values.length; i++) moved.values[i] = x.values[i] + 1e9;
    const { model } = await pca.fit(moved, { nComponents: 4 }, run);
    // Values near 1e9 carry 1e-7 of rounding themselves.
    expectClose(model.explainedVariance, golden.cases[1].explainedVariance, 1e-6, 0);
  });
});

describe('principal components on many rows', () => {
  it.each([
    { seed: 5, nRows: 50_001, nColumns: 4, nGroups: 3, spread: 4, gapShare: 0 },
    { seed: 5, nRows: 2000, nColumns: 501, nGroups: 3, spread: 4, gapShare: 0 },
  ])('gives the same bits for 1, 2 and 7 threads and for both twins of the kernels: %o', async shape => {
    const x = lcgBlobs(shape);
    const found = [];
    for (const [threads, kind] of [
      [1, 'wasm'],
      [2, 'wasm'],
      [7, 'wasm'],
      [2, 'typescript'],
    ] as const) {
      const own = await sharedPool(threads, kind);
      found.push((await pca.fit(x, { nComponents: 2 }, newRun({ seed: 11, pool: own }))).model);
    }
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });

  it('keeps its digits where the rows that are looked at first lie far from all others', async () => {
    // Every 64th of 65,536 rows is looked at, and is 1e8 in the first column.
    const nRows = 65_536;
    const random = stream(3, 'far rows');
    const x = newMatrix(nRows, ['a', 'b']);
    for (let row = 0; row < nRows; row++) {
      x.values[2 * row] = random.normal() + (row % 64 === 0 ? 1e8 : 0);
      x.values[2 * row + 1] = random.normal() + (row % 64 === 0 ? 1e4 : 0);
    }
    const mean = [0, 1].map(j => x.values.reduce((sum, v, at) => (at % 2 === j ? sum + v / nRows : sum), 0));
    const product = (i: number, j: number) => {
      let sum = 0;
      for (let row = 0; row < nRows; row++)
        sum += (x.values[2 * row + i] - mean[i]) * (x.values[2 * row + j] - mean[j]);
      return sum;
    };
    const { scatter, mean: found } = await centredScatter(x, run);
    expectClose(found, mean, 1e-13, 0);
    expectClose([scatter[0], scatter[2], scatter[3]], [product(0, 0), product(1, 0), product(1, 1)], 1e-12, 0);
  });
});

describe('symmetricEigen', () => {
  it.each([1, 2, 3, 20, 75])('A v = λ v, orthonormal and descending, for %i columns', n => {
    const random = stream(n, 'eigen test');
    const a = new Float64Array(n * n);
    for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = random.normal();
    const { values, vectors } = symmetricEigen(a, n);
    expectOrthonormal(vectors, n, n);
    for (let v = 0; v < n; v++) {
      if (v > 0) expect(values[v]).toBeLessThanOrEqual(values[v - 1]);
      for (let i = 0; i < n; i++) {
        let sum = 0;
        for (let j = 0; j < n; j++) sum += a[i * n + j] * vectors[v * n + j];
        expect(Math.abs(sum - values[v] * vectors[v * n + i])).toBeLessThan(1e-12 * n);
      }
    }
  });

  it('handles repeated eigenvalues and diagonal matrices', () => {
    const { values, vectors } = symmetricEigen(Float64Array.of(2, 0, 0, 0, 5, 0, 0, 0, 2), 3);
    expect([...values]).toEqual([5, 2, 2]);
    expect([...vectors]).toEqual([0, 1, 0, 1, 0, 0, 0, 0, 1]);
  });
});

function expectOrthonormal(rows: Float64Array, count: number, nColumns: number) {
  for (let a = 0; a < count; a++)
    for (let b = 0; b <= a; b++) {
      let dot = 0;
      for (let j = 0; j < nColumns; j++) dot += rows[a * nColumns + j] * rows[b * nColumns + j];
      expect(Math.abs(dot - (a === b ? 1 : 0))).toBeLessThan(1e-12);
    }
}
