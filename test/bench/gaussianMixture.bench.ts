import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitMixtureFrom } from '#engine/algorithms/gaussianMixture';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 200_000;
const COLUMNS = 8;
const CLUSTERS = 5;
const THREADS = 2;
const ROUNDS = 3;
const GROUPS = 9;
const TOL = 1e-3;
const NAME = 'Gaussian mixture, 200,000 × 8, k = 5, full covariances, 2 threads';

interface Measured {
  ms: number;
  /** Mean log-likelihood of a row. */
  likelihood: number;
  iterations: number;
}

/** Nine overlapping groups of customers, unequal in width. */
function customers(): Matrix {
  const random = stream(2024, 'bench customers');
  const centers = Array.from({ length: GROUPS * COLUMNS }, () => 1.6 * random.normal());
  const widths = Array.from({ length: GROUPS * COLUMNS }, () => 0.5 + 1.1 * random.uniform());
  const x = newMatrix(
    ROWS,
    Array.from({ length: COLUMNS }, (_none, j) => `column ${j}`),
  );
  for (let row = 0; row < ROWS; row++) {
    const group = random.below(GROUPS);
    for (let j = 0; j < COLUMNS; j++)
      x.values[row * COLUMNS + j] = centers[group * COLUMNS + j] + widths[group * COLUMNS + j] * random.normal();
  }
  return x;
}

/** From the same weights, means and precisions to the same tolerance, two threads each; rounds of ours and the peer's take turns. */
export async function bench(): Promise<BenchRow[]> {
  const x = customers();
  const centers = Float64Array.from({ length: CLUSTERS * COLUMNS }, (_none, i) => {
    const row = Math.floor(i / COLUMNS) * 39_999 + 17;
    return x.values[row * COLUMNS + (i % COLUMNS)];
  });
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    writeFileSync(join(folder, 'means'), centers);
    return await measure(() => fitOurs(x, centers, pool), folder);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function fitOurs(
  x: Matrix,
  centers: Float64Array,
  pool: Awaited<ReturnType<typeof createPool>>,
): Promise<Measured> {
  const square = COLUMNS * COLUMNS;
  const identity = (at: number) => ((at % square) % (COLUMNS + 1) === 0 ? 1 : 0);
  const parameters = {
    nClusters: CLUSTERS,
    nColumns: COLUMNS,
    covarianceType: 'full',
    centers,
    weights: new Float64Array(CLUSTERS).fill(1 / CLUSTERS),
    precisionsCholesky: Float64Array.from({ length: CLUSTERS * square }, (_none, at) => identity(at)),
  } as const;
  const options = { nClusters: CLUSTERS, covarianceType: 'full', maxIter: 100, tol: TOL, regCovar: 1e-6 } as const;
  const start = performance.now();
  const { model } = await fitMixtureFrom(x, { parameters }, options, newRun({ seed: 1, pool }));
  return { ms: performance.now() - start, likelihood: model.lowerBound, iterations: model.iterations };
}

async function measure(ours: () => Promise<Measured>, folder: string): Promise<BenchRow[]> {
  const args = [join(folder, 'rows'), join(folder, 'means'), String(COLUMNS), String(CLUSTERS), String(TOL)];
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'gaussianMixture.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine: Measured[] = [];
  const theirs: Measured[] = [];
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await ours());
    if (hello) theirs.push(await peer.ask<Measured>('fit'));
  }
  peer.end();
  const value = median(mine.map(({ ms }) => ms));
  const measured = { name: NAME, ours: { value, unit: 'ms' } };
  if (!hello) {
    const note = `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
    return [{ ...measured, peer: null, ratio: null, note }];
  }
  const difference = Math.abs(mine[0].likelihood / theirs[0].likelihood - 1);
  if (!(difference <= 1e-6))
    throw new Error(`log-likelihood ${mine[0].likelihood} against ${theirs[0].likelihood} of scikit-learn`);
  const other = median(theirs.map(({ ms }) => ms));
  const fastest = Math.min(...theirs.map(({ ms }) => ms)) / Math.min(...mine.map(({ ms }) => ms));
  const note =
    `medians of ${ROUNDS} in turns; ${fastest.toFixed(2)} by the fastest of each; mean log-likelihood ` +
    `${mine[0].likelihood.toFixed(6)}, relative difference ${difference.toExponential(1)}; iterations ` +
    `${mine[0].iterations} and ${theirs[0].iterations}`;
  const name = `scikit-learn ${hello.version}`;
  return [{ ...measured, peer: { name, value: other, unit: 'ms' }, ratio: other / value, note }];
}
