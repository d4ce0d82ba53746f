import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled, type ErrorCode } from '#shared/errors';
import { checkOptions } from '#shared/option';
import {
  fitGaussianMixture,
  fitMixtureFrom,
  gaussianMixture,
  mixtureProbabilities,
  mixtureScore,
  predictGaussianMixture,
  type GivenStart,
} from '#engine/algorithms/gaussianMixture';
import type { CovarianceType } from '#engine/algorithms/GaussianMixtureModel';
import { newRun, type Run } from '#engine/jobs/Run';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import type { Pool } from '#engine/workers/Pool';
import { lcgBlobs, matrixOf, type BlobShape } from '../golden/lcgBlobs.ts';
import { sharedPool } from '../support/sharedPool.ts';

interface GoldenCase {
  shape: BlobShape;
  covarianceType: CovarianceType;
  begins: 'components' | 'responsibilities';
  startRows: number[];
  tol: number;
  maxIter: number;
  iterations: number;
  hasConverged: boolean;
  lowerBound: number;
  score: number;
  bic: number;
  aic: number;
  labels: number[];
  weights: number[];
  centers: number[];
  covariances: number[];
  precisionsCholesky: number[];
  someRows: number[];
  someProbabilities: number[];
}
const golden = JSON.parse(readFileSync(new URL('../golden/gaussianMixture.json', import.meta.url), 'utf8')) as {
  cases: GoldenCase[];
};
const TYPES: CovarianceType[] = ['full', 'tied', 'diag', 'spherical'];

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 7, pool });
});

const options = (given: Record<string, unknown>) => checkOptions(gaussianMixture.options, given);

async function codeOf(work: Promise<unknown>): Promise<{ code: ErrorCode; args: unknown }> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  return { code: error.code, args: error.args };
}

function expectAllClose(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) {
  for (let i = 0; i < expected.length; i++)
    expect(Math.abs(actual[i] - expected[i])).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected[i])));
}

/** The starts of test/golden/make/gaussianMixture.py. */
function startOf(x: Matrix, { startRows, covarianceType, begins }: GoldenCase): GivenStart {
  const { nColumns, nRows, values } = x;
  const nClusters = startRows.length;
  const centers = Float64Array.from(
    startRows.flatMap(row => [...values.subarray(row * nColumns, (row + 1) * nColumns)]),
  );
  if (begins === 'responsibilities') {
    const responsibilities = new Float64Array(nRows * nClusters);
    for (let row = 0; row < nRows; row++) {
      const shares = startRows.map(start => {
        let d = 0;
        for (let j = 0; j < nColumns; j++) d += (values[row * nColumns + j] - values[start * nColumns + j]) ** 2;
        return 1 / (1 + d);
      });
      const whole = shares.reduce((sum, share) => sum + share, 0);
      for (const [c, share] of shares.entries()) responsibilities[row * nClusters + c] = share / whole;
    }
    return { responsibilities };
  }
  const weights = Float64Array.from(startRows, (_row, c) => (c + 1) / ((nClusters * (nClusters + 1)) / 2));
  const byColumn = (c: number, j: number) => Math.sqrt(0.25 + j / (4 * nColumns) + c / 16);
  const square = (c: number) =>
    Array.from({ length: nColumns * nColumns }, (_none, at) =>
      at % (nColumns + 1) === 0 ? byColumn(c, at % nColumns) : 0,
    );
  const perType: Record<CovarianceType, () => number[]> = {
    full: () => startRows.flatMap((_row, c) => square(c)),
    tied: () => square(0),
    diag: () => startRows.flatMap((_row, c) => Array.from({ length: nColumns }, (_none, j) => byColumn(c, j))),
    spherical: () => startRows.map((_row, c) => Math.sqrt(0.25 + c / 16)),
  };
  const precisionsCholesky = Float64Array.from(perType[covarianceType]());
  return { parameters: { nClusters, nColumns, covarianceType, centers, weights, precisionsCholesky } };
}

describe('a Gaussian mixture by hand', () => {
  it('one step from hard labels', async () => {
    // {0, 2} and {10, 14, 20}: means 1 and 44/3, variances 1 and (196 + 4 + 256) / 9 / 3 = 152/9, weights 2/5 and 3/5. With them a
    // row at v belongs to the first with a share of its density 0.4 e^(-(v - 1)² / 2) in the whole, and the shares make the next means and
    // weights.
    const rows = [0, 2, 10, 14, 20];
    const x = matrixOf(rows.map(v => [v]));
    const responsibilities = Float64Array.of(1, 0, 1, 0, 0, 1, 0, 1, 0, 1);
    const given = options({ nClusters: 2, maxIter: 1, regCovar: 0 });
    const { model, labels, notes, kernels } = await fitMixtureFrom(x, { responsibilities }, given, run);
    const first = (v: number) => 0.4 * Math.exp(-((v - 1) ** 2) / 2);
    const second = (v: number) => (0.6 / Math.sqrt(152 / 9)) * Math.exp(-((v - 44 / 3) ** 2) / (304 / 9));
    const shares = rows.map(v => first(v) / (first(v) + second(v)));
    const count = shares.reduce((sum, share) => sum + share, 0);
    const mean = rows.reduce((sum, v, i) => sum + v * shares[i], 0) / count;
    const likelihoods = rows.map(v => Math.log((first(v) + second(v)) / Math.sqrt(2 * Math.PI)));
    expect(model.weights[0]).toBeCloseTo(count / 5, 13);
    expect(model.centers[0]).toBeCloseTo(mean, 12);
    expect(model.lowerBound).toBeCloseTo(likelihoods.reduce((sum, one) => sum + one, 0) / 5, 13);
    expect([...labels]).toEqual([0, 0, 1, 1, 1]);
    expect(notes).toEqual([{ code: 'mixture.notConverged', args: { nClusters: 2, maxIter: 1 } }]);
    expect(kernels).toBe('wasm');
  });

  it('one component is the normal distribution of the rows', async () => {
    // 1, 3, 6 and 6: mean 4, variance (9 + 1 + 4 + 4) / 4 = 4.5, mean log-likelihood −½ (ln 2π + ln 4.5 + 1).
    const x = matrixOf([[1], [3], [6], [6]]);
    for (const covarianceType of TYPES) {
      const given = options({ nClusters: 1, covarianceType, regCovar: 0 });
      const { model } = await fitGaussianMixture(x, given, run);
      const expected = -0.5 * (Math.log(2 * Math.PI) + Math.log(4.5) + 1);
      expect(model.centers[0]).toBeCloseTo(4, 14);
      expect(model.covariances[0]).toBeCloseTo(4.5, 13);
      expect(model.precisionsCholesky[0]).toBeCloseTo(1 / Math.sqrt(4.5), 14);
      expect(model.lowerBound).toBeCloseTo(expected, 13);
      // Two free numbers, the mean and the variance.
      expect(model.bic).toBeCloseTo(-8 * expected + 2 * Math.log(4), 12);
      expect(model.aic).toBeCloseTo(-8 * expected + 4, 12);
      expect(model.hasConverged).toBe(true);
    }
  });
});

describe('a Gaussian mixture beside scikit-learn', () => {
  it.each(golden.cases)('$covarianceType from $begins: $shape', async expected => {
    const x = lcgBlobs(expected.shape);
    const { covarianceType, tol, maxIter, startRows } = expected;
    const given = options({ nClusters: startRows.length, covarianceType, tol, maxIter });
    const { model, labels } = await fitMixtureFrom(x, startOf(x, expected), given, run);
    expect(model.iterations).toBe(expected.iterations);
    expect(model.hasConverged).toBe(expected.hasConverged);
    expectAllClose([model.lowerBound], [expected.lowerBound], 1e-10);
    expectAllClose([model.bic, model.aic], [expected.bic, expected.aic], 1e-10);
    expect([...labels]).toEqual(expected.labels);
    expectAllClose(model.weights, expected.weights, 1e-8);
    expectAllClose(model.centers, expected.centers, 1e-7);
    expectAllClose(model.covariances, expected.covariances, 1e-7);
    expectAllClose(model.precisionsCholesky, expected.precisionsCholesky, 1e-7);
    const score = await mixtureScore(model, x, run);
    expectAllClose([score.meanLogLikelihood, score.bic], [expected.score, expected.bic], 1e-10);
    const probabilities = await mixtureProbabilities(model, x, run);
    const some = expected.someRows.flatMap(row => [
      ...probabilities.subarray(row * model.nClusters, (row + 1) * model.nClusters),
    ]);
    expectAllClose(some, expected.someProbabilities, 1e-7);
  });
});

describe('a Gaussian mixture from k-means', () => {
  const shape = { seed: 41, nRows: 900, nColumns: 3, nGroups: 4, spread: 2, gapShare: 0 };

  it.each(TYPES)(
    '%s: predicts its own labels for the rows it was fitted on, and its probabilities say the same',
    async type => {
      const x = lcgBlobs(shape);
      const { model, labels } = await fitGaussianMixture(x, options({ nClusters: 4, covarianceType: type }), run);
      expect([...(await predictGaussianMixture(model, x, run))]).toEqual([...labels]);
      const probabilities = await mixtureProbabilities(model, x, run);
      for (let row = 0; row < x.nRows; row++) {
        const shares = [...probabilities.subarray(row * 4, row * 4 + 4)];
        expect(shares.indexOf(Math.max(...shares))).toBe(labels[row]);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 14);
      }
    },
  );

  it('each iteration is at least as likely as the one before, and more starts are never worse', async () => {
    const x = lcgBlobs(shape);
    const bounds: number[] = [];
    for (const maxIter of [1, 2, 4, 8, 16])
      bounds.push((await fitGaussianMixture(x, options({ nClusters: 6, maxIter, tol: 0 }), run)).model.lowerBound);
    expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
    const one = await fitGaussianMixture(x, options({ nClusters: 6 }), run);
    const five = await fitGaussianMixture(x, options({ nClusters: 6, nInit: 5 }), run);
    expect(five.model.lowerBound).toBeGreaterThanOrEqual(one.model.lowerBound);
  });

  it('reports progress that ends at its total', async () => {
    const seen: number[] = [];
    const watched = newRun({ seed: 1, pool, progress: (done, total) => seen.push(done / total) });
    await fitGaussianMixture(lcgBlobs(shape), options({ nClusters: 4 }), watched);
    expect(seen.length).toBeGreaterThan(1);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
  });

  it('leaves its input as it was', async () => {
    const x = lcgBlobs(shape);
    const before = [...x.values];
    await fitGaussianMixture(x, options({ nClusters: 3 }), run);
    expect([...x.values]).toEqual(before);
  });
});

describe('a Gaussian mixture on awkward data', () => {
  it('refuses fewer rows than segments, fewer distinct rows, and rows that are all equal', async () => {
    const three = matrixOf([[1], [2], [3]]);
    expect(await codeOf(fitGaussianMixture(three, options({ nClusters: 4 }), run))).toEqual({
      code: 'data.tooFewRows',
      args: { need: 4, got: 3, what: 'a Gaussian mixture' },
    });
    const equal = matrixOf(Array.from({ length: 20 }, () => [1, 2]));
    expect((await codeOf(fitGaussianMixture(equal, options({ nClusters: 2 }), run))).args).toEqual({ need: 2, got: 1 });
  });

  it('one segment of rows that are all equal has the least variance', async () => {
    const equal = matrixOf(Array.from({ length: 20 }, () => [1, 2]));
    const { model } = await fitGaussianMixture(equal, options({ nClusters: 1 }), run);
    expectAllClose(model.centers, [1, 2], 1e-14);
    expectAllClose(model.covariances, [1e-6, 0, 0, 1e-6], 1e-20);
  });

  it('says which shapes need fewer customers when there are too few for a full covariance', async () => {
    const wide = lcgBlobs({ seed: 42, nRows: 300, nColumns: 857, nGroups: 3, spread: 4, gapShare: 0 });
    expect(await codeOf(fitGaussianMixture(wide, options({ nClusters: 3 }), run))).toEqual({
      code: 'mixture.tooFewRows',
      args: { columns: 857, need: 2574, got: 300 },
    });
    const tied = await codeOf(fitGaussianMixture(wide, options({ nClusters: 3, covarianceType: 'tied' }), run));
    expect(tied.args).toEqual({ columns: 857, need: 860, got: 300 });
    for (const covarianceType of ['diag', 'spherical']) {
      const { model, labels } = await fitGaussianMixture(wide, options({ nClusters: 3, covarianceType }), run);
      expect(Number.isFinite(model.bic)).toBe(true);
      expect(new Set(labels).size).toBe(3);
    }
  });

  it('refuses covariances that cannot be held in memory', async () => {
    const x = newMatrix(
      4_000,
      Array.from({ length: 1_500 }, (_none, j) => `c${j}`),
    );
    for (let row = 0; row < 8; row++) x.values[row * 1_500] = row;
    const error = await codeOf(fitGaussianMixture({ ...x, nRows: 12_008 }, options({ nClusters: 8 }), run));
    expect(error).toEqual({ code: 'mixture.tooLarge', args: { nClusters: 8, columns: 1_500 } });
  });

  it('fits 857 columns with a shape of their own where there are rows enough', async () => {
    const wide = lcgBlobs({ seed: 43, nRows: 900, nColumns: 857, nGroups: 1, spread: 4, gapShare: 0 });
    const { model } = await fitGaussianMixture(wide, options({ nClusters: 1, maxIter: 1 }), run);
    expect(Number.isFinite(model.lowerBound)).toBe(true);
  });

  it('columns that are constant or say the same are held up by the least variance', async () => {
    const x = matrixOf(Array.from({ length: 80 }, (_, i) => [(i * 7919) % 61, 2 * ((i * 7919) % 61), 5]));
    const { model, labels } = await fitGaussianMixture(x, options({ nClusters: 3 }), run);
    expect([...model.covariances, model.lowerBound, model.bic].every(Number.isFinite)).toBe(true);
    expect([...(await predictGaussianMixture(model, x, run))]).toEqual([...labels]);
  });

  it('without the least variance a flat segment is an error that names the way out', async () => {
    const x = matrixOf(Array.from({ length: 80 }, (_, i) => [i % 40, 2 * (i % 40)]));
    const flat = fitGaussianMixture(x, options({ nClusters: 2, regCovar: 0 }), run);
    expect(await codeOf(flat)).toEqual({ code: 'mixture.collapsed', args: { nClusters: 2 } });
  });

  it.each([1e160, 1e300])(
    'values whose squares are beyond float64 (%f) are an error, not a result without meaning',
    async scale => {
      const x = lcgBlobs({ seed: 44, nRows: 100, nColumns: 2, nGroups: 2, spread: 3, gapShare: 0 });
      for (let i = 0; i < x.values.length; i++) x.values[i] *= scale;
      expect((await codeOf(fitGaussianMixture(x, options({ nClusters: 2 }), run))).code).toBe('mixture.collapsed');
    },
  );

  it.each(TYPES)('%s: does the same a million away from the origin', async covarianceType => {
    const x = lcgBlobs({ seed: 45, nRows: 400, nColumns: 3, nGroups: 3, spread: 3, gapShare: 0 });
    const moved = newMatrix(400, x.columnNames);
    for (let i = 0; i < x.values.length; i++) moved.values[i] = x.values[i] + 1e6;
    const a = await fitGaussianMixture(x, options({ nClusters: 3, covarianceType }), run);
    const b = await fitGaussianMixture(moved, options({ nClusters: 3, covarianceType }), run);
    expect([...b.labels]).toEqual([...a.labels]);
    // Values near 1e6 carry 1e-10 of rounding themselves.
    expectAllClose([b.model.lowerBound], [a.model.lowerBound], 1e-8);
    expectAllClose(b.model.covariances, a.model.covariances, 1e-7);
  });

  it('one column a billion times wider than the other', async () => {
    const x = matrixOf(Array.from({ length: 90 }, (_, i) => [(i * 7919) % 61, 1e9 * ((i * 104_729) % 59)]));
    const { model } = await fitGaussianMixture(x, options({ nClusters: 3 }), run);
    expect([...model.covariances, model.lowerBound].every(Number.isFinite)).toBe(true);
  });
});

describe('a Gaussian mixture on many rows', () => {
  const big = { seed: 46, nRows: 33_001, nColumns: 5, nGroups: 6, spread: 7, gapShare: 0 };
  const setups = [
    [1, 'wasm'],
    [2, 'wasm'],
    [7, 'wasm'],
    [2, 'typescript'],
  ] as const;
  let pools: Pool[];
  beforeAll(async () => {
    pools = await Promise.all(setups.map(([threads, kind]) => sharedPool(threads, kind)));
  });

  it.each(TYPES)('%s: the same bits for 1, 2 and 7 threads and for both twins of the kernels', async covarianceType => {
    const x = lcgBlobs(big);
    const found: unknown[] = [];
    for (const [i, [, kind]] of setups.entries()) {
      const given = options({ nClusters: 5, maxIter: 3, covarianceType });
      const { labels, kernels, ...rest } = await fitGaussianMixture(x, given, newRun({ seed: 11, pool: pools[i] }));
      expect(kernels).toBe(kind);
      found.push({ ...rest, labels: Buffer.from(labels).toString('base64') });
    }
    for (const other of found.slice(1)) expect(other).toEqual(found[0]);
  });

  it.each([
    ['many segments', { ...big, nRows: 30_000 }, 60],
    ['many columns', { ...big, nRows: 3_000, nColumns: 857 }, 2],
  ])('stops soon after a cancel with %s, and leaves the pool usable', async (_name, shape, nClusters) => {
    const abort = new AbortController();
    const stopped = newRun({ seed: 1, pool, signal: abort.signal });
    const work = fitGaussianMixture(lcgBlobs(shape), options({ nClusters, maxIter: 10_000, tol: 0 }), stopped);
    await new Promise(resolve => setTimeout(resolve, 500));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    // 200 ms on a machine of our own; this one may be shared.
    expect(performance.now() - start).toBeLessThan(10_000);
    const { model } = await fitGaussianMixture(matrixOf([[1], [3]]), options({ nClusters: 1 }), run);
    expect(model.centers[0]).toBe(2);
  });
});
