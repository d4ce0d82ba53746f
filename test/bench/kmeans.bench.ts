import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitFromCenters } from '#engine/algorithms/kmeans';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { newMatrix, type Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 1_000_000;
const COLUMNS = 8;
const CLUSTERS = 5;
const THREADS = 2;
const ROUNDS = 7;
const GROUPS = 9;

interface Measured {
  ms: number;
  inertia: number;
  iterations: number;
}

/**
 * Like a book of customers: nine groups of unequal size and width that overlap, two columns of amounts with long tails, all z-scored.
 */
function customers(): Matrix {
  const random = stream(2024, 'bench customers');
  const centers = Array.from({ length: GROUPS * COLUMNS }, () => 1.6 * random.normal());
  const widths = Array.from({ length: GROUPS * COLUMNS }, () => 0.5 + 1.1 * random.uniform());
  const shares = Array.from({ length: GROUPS }, () => random.uniform() + 0.1);
  const whole = shares.reduce((sum, share) => sum + share, 0);
  const x = newMatrix(
    ROWS,
    Array.from({ length: COLUMNS }, (_, j) => `column ${j}`),
  );
  for (let row = 0; row < ROWS; row++) {
    let group = 0;
    for (let left = random.uniform() * whole - shares[0]; left > 0 && group < GROUPS - 1; left -= shares[group])
      group++;
    for (let j = 0; j < COLUMNS; j++) {
      const value = centers[group * COLUMNS + j] + widths[group * COLUMNS + j] * random.normal();
      x.values[row * COLUMNS + j] = j < 2 ? Math.exp(0.5 * value) : value;
    }
  }
  zScore(x);
  return x;
}

function zScore({ values }: Matrix): void {
  for (let j = 0; j < COLUMNS; j++) {
    let mean = 0;
    for (let at = j; at < values.length; at += COLUMNS) mean += values[at] / ROWS;
    let variance = 0;
    for (let at = j; at < values.length; at += COLUMNS) variance += (values[at] - mean) ** 2 / ROWS;
    for (let at = j; at < values.length; at += COLUMNS) values[at] = (values[at] - mean) / Math.sqrt(variance);
  }
}

const PEERS = ['lloyd float64', 'elkan float64', 'lloyd float32'] as const;

/** k-means on 1,000,000 × 8, k = 5, two threads each, same first centres and tolerance; rounds of ours and the peers' take turns. */
export async function bench(): Promise<BenchRow[]> {
  const x = customers();
  const centers = Float64Array.from({ length: CLUSTERS * COLUMNS }, (_, i) => {
    const row = Math.floor(i / COLUMNS) * 199_999 + 17;
    return x.values[row * COLUMNS + (i % COLUMNS)];
  });
  const pool = await createPool(THREADS);
  const ours = async (): Promise<Measured> => {
    const start = performance.now();
    const { model } = await fitFromCenters(x, centers, { tol: 1e-4 }, newRun({ seed: 1, pool }));
    return { ms: performance.now() - start, inertia: model.inertia, iterations: model.iterations };
  };
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    writeFileSync(join(folder, 'centers'), centers);
    return await measure(ours, folder);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function measure(ours: () => Promise<Measured>, folder: string): Promise<BenchRow[]> {
  const args = [join(folder, 'rows'), join(folder, 'centers'), String(COLUMNS), String(CLUSTERS)];
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'kmeans.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const found = new Map<string, Measured[]>();
  const add = (name: string, measured: Measured) => found.set(name, [...(found.get(name) ?? []), measured]);
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    add('ours', await ours());
    if (hello) for (const name of PEERS) add(name, await peer.ask<Measured>(name));
  }
  peer.end();
  const mine = found.get('ours') ?? [];
  if (!hello) return [missing(mine, peer.complaint())];
  return PEERS.map(name => row(name, hello.version, mine, found.get(name) ?? []));
}

const NAME = 'k-means, 1,000,000 × 8, k = 5, 2 threads';

function missing(mine: readonly Measured[], why: string): BenchRow {
  const note = `scikit-learn is missing for ${python()}: ${why}`;
  return { name: NAME, ours: { value: median(mine.map(({ ms }) => ms)), unit: 'ms' }, peer: null, ratio: null, note };
}

function row(peerName: string, version: string, mine: readonly Measured[], theirs: readonly Measured[]): BenchRow {
  const value = median(mine.map(({ ms }) => ms));
  const other = median(theirs.map(({ ms }) => ms));
  const fastest = Math.min(...theirs.map(({ ms }) => ms)) / Math.min(...mine.map(({ ms }) => ms));
  const difference = Math.abs(mine[0].inertia / theirs[0].inertia - 1);
  // float32 ends at sums of its own.
  const allowed = peerName.endsWith('float32') ? 1e-4 : 1e-6;
  if (!(difference <= allowed))
    throw new Error(`inertia ${mine[0].inertia} against ${theirs[0].inertia} of scikit-learn ${peerName}`);
  return {
    name: NAME,
    ours: { value, unit: 'ms' },
    peer: { name: `scikit-learn ${version} ${peerName}`, value: other, unit: 'ms' },
    ratio: other / value,
    note:
      `medians of ${ROUNDS} in turns; ${fastest.toFixed(2)} by the fastest of each; inertia ${mine[0].inertia.toFixed(3)}, ` +
      `relative difference ${difference.toExponential(1)}; iterations ${mine[0].iterations} and ${theirs[0].iterations}`,
  };
}
