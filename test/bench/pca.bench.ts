import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pca } from '#engine/algorithms/pca';
import { newRun } from '#engine/jobs/Run';
import type { KernelMemory } from '#engine/kernels/KernelMemory';
import { lastingNumbers } from '#engine/kernels/lastingNumbers';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 1_000_000;
const COLUMNS = 25;
const COMPONENTS = 2;
const FACTORS = 6;
const THREADS = 2;
const ROUNDS = 11;
const NAME = 'principal components, 1,000,000 × 25, 2 components, 2 threads';
/** scikit-learn's default, which for this shape is the other; the faster counts. */
const SOLVERS = ['auto', 'covariance_eigh'] as const;

interface Measured {
  ms: number;
  variances: readonly number[];
}

/** Columns that follow six factors, each with noise and an offset of its own. */
function customers(memory: KernelMemory | undefined): Matrix {
  const random = stream(2024, 'bench factors');
  const loadings = Array.from({ length: FACTORS * COLUMNS }, () => random.normal());
  const offsets = Array.from({ length: COLUMNS }, () => 10 * random.normal());
  const x = newMatrix(
    ROWS,
    Array.from({ length: COLUMNS }, (_none, j) => `column ${j}`),
    lastingNumbers(ROWS * COLUMNS, memory),
  );
  for (let row = 0; row < ROWS; row++) {
    const factors = Array.from({ length: FACTORS }, (_none, f) => random.normal() / (f + 1));
    for (let j = 0; j < COLUMNS; j++) {
      let value = offsets[j] + 0.5 * random.uniform();
      for (let f = 0; f < FACTORS; f++) value += factors[f] * loadings[f * COLUMNS + j];
      x.values[row * COLUMNS + j] = value;
    }
  }
  return x;
}

/** Two threads each; rounds of ours and the peer's take turns. */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const x = customers(pool.kernelMemory);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const ours = async (): Promise<Measured> => {
    const start = performance.now();
    const { model } = await pca.fit(x, { nComponents: COMPONENTS }, newRun({ seed: 1, pool }));
    return { ms: performance.now() - start, variances: [...model.explainedVariance] };
  };
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    return await measure(ours, folder);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function measure(ours: () => Promise<Measured>, folder: string): Promise<BenchRow[]> {
  const args = [join(folder, 'rows'), String(COLUMNS), String(COMPONENTS)];
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'pca.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine: Measured[] = [];
  const theirs = new Map<string, Measured[]>();
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await ours());
    if (!hello) continue;
    for (const solver of SOLVERS) theirs.set(solver, [...(theirs.get(solver) ?? []), await peer.ask<Measured>(solver)]);
  }
  peer.end();
  if (hello) return SOLVERS.map(solver => row(mine, theirs.get(solver) ?? [], `${hello.version} ${solver}`));
  const value = median(mine.map(({ ms }) => ms));
  const note = `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
  return [{ name: NAME, ours: { value, unit: 'ms' }, peer: null, ratio: null, note }];
}

function row(mine: readonly Measured[], theirs: readonly Measured[], name: string): BenchRow {
  const value = median(mine.map(({ ms }) => ms));
  const other = median(theirs.map(({ ms }) => ms));
  const fastest = Math.min(...theirs.map(({ ms }) => ms)) / Math.min(...mine.map(({ ms }) => ms));
  const differences = mine[0].variances.map((variance, c) => Math.abs(variance / theirs[0].variances[c] - 1));
  const difference = Math.max(...differences);
  if (!(difference <= 1e-9))
    throw new Error(`variances ${mine[0].variances.join(', ')} against ${theirs[0].variances.join(', ')}`);
  return {
    name: NAME,
    ours: { value, unit: 'ms' },
    peer: { name: `scikit-learn ${name}`, value: other, unit: 'ms' },
    ratio: other / value,
    note:
      `medians of ${ROUNDS} in turns; ${fastest.toFixed(2)} by the fastest of each; relative difference of the variances ` +
      `${difference.toExponential(1)}`,
  };
}
