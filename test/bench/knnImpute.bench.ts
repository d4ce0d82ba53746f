import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { knnImpute } from '#engine/algorithms/knnImpute';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const COLUMNS = 8;
const GAP_SHARE = 0.05;
const NEIGHBORS = 5;
const GROUPS = 9;
const THREADS = 2;
const ROUNDS = 3;
const SMALL = 20_000;
const MIDDLE = 100_000;
const LARGE = 1_000_000;
const ALLOWED = 1e-9;

/** Nine overlapping groups of customers, every twentieth value missing. */
function customers(nRows: number): Matrix {
  const random = stream(2024, 'bench gaps');
  const centers = Array.from({ length: GROUPS * COLUMNS }, () => 1.6 * random.normal());
  const widths = Array.from({ length: GROUPS * COLUMNS }, () => 0.5 + 1.1 * random.uniform());
  const x = newMatrix(
    nRows,
    Array.from({ length: COLUMNS }, (_none, j) => `column ${j}`),
  );
  for (let row = 0; row < nRows; row++) {
    const group = Math.floor(GROUPS * random.uniform());
    for (let j = 0; j < COLUMNS; j++) {
      const value = centers[group * COLUMNS + j] + widths[group * COLUMNS + j] * random.normal();
      x.values[row * COLUMNS + j] = random.uniform() < GAP_SHARE ? NaN : value;
    }
  }
  return x;
}

interface Filled {
  readonly ms: number;
  readonly values: Float64Array;
}

async function fill(x: Matrix, pool: Pool): Promise<Filled> {
  const start = performance.now();
  const { values } = await knnImpute(x, NEIGHBORS, newRun({ seed: 1, pool }));
  return { ms: performance.now() - start, values };
}

/** Gaps filled from the nearest of all rows, beside scikit-learn; and how the time grows with the rows. */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const beside = await besidePeer(customers(SMALL), pool, folder);
    return [beside, await growth(pool)];
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function besidePeer(x: Matrix, pool: Pool, folder: string): Promise<BenchRow> {
  const rowsFile = join(folder, 'rows');
  const filledFile = join(folder, 'filled');
  writeFileSync(rowsFile, x.values);
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'knnImpute.py');
  const peer = new PythonPeer(script, [rowsFile, String(COLUMNS), String(NEIGHBORS)], {});
  const hello = await peer.next<{ version: string }>();
  const mine: Filled[] = [];
  const theirs: number[] = [];
  await fill(x, pool);
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await fill(x, pool));
    if (hello) theirs.push((await peer.ask<{ ms: number }>(filledFile)).ms);
  }
  peer.end();
  const value = median(mine.map(({ ms }) => ms));
  const row = { name: `KNN imputation, 20,000 × 8, 5 % gaps, ${THREADS} threads`, ours: { value, unit: 'ms' } };
  if (!hello) {
    const note = `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
    return { ...row, peer: null, ratio: null, note };
  }
  const difference = largestDifference(mine[0].values, filledFile);
  if (!(difference <= ALLOWED)) throw new Error(`a value differs from scikit-learn's by ${difference}, relatively`);
  const ms = median(theirs);
  return {
    ...row,
    peer: { name: `scikit-learn ${hello.version}`, value: ms, unit: 'ms' },
    ratio: ms / value,
    note: `target 20; medians of ${ROUNDS} in turns; all rows are donors; largest relative difference ${difference.toExponential(1)}`,
  };
}

function largestDifference(mine: Float64Array, file: string): number {
  const theirs = new Float64Array(Uint8Array.from(readFileSync(file)).buffer);
  let largest = 0;
  for (let i = 0; i < mine.length; i++)
    largest = Math.max(largest, Math.abs(mine[i] - theirs[i]) / Math.max(1, Math.abs(theirs[i])));
  return mine.length === theirs.length ? largest : NaN;
}

async function growth(pool: Pool): Promise<BenchRow> {
  const middle = customers(MIDDLE);
  const times = [await fill(middle, pool), await fill(middle, pool), await fill(middle, pool)];
  const middleMs = median(times.map(({ ms }) => ms));
  const large = await fill(customers(LARGE), pool);
  const unfilled = large.values.some(Number.isNaN);
  if (unfilled) throw new Error('a gap was left open');
  return {
    name: `KNN imputation, 1,000,000 × 8, 5 % gaps, ${THREADS} threads`,
    ours: { value: large.ms / 1000, unit: 's' },
    peer: null,
    ratio: null,
    note: `${(large.ms / middleMs).toFixed(1)} times its own time for 100,000 rows (${(middleMs / 1000).toFixed(2)} s); budget 15; donors are all rows up to 100,000, a sample beyond`,
  };
}
