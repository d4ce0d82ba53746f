import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRun } from '#engine/jobs/Run';
import { silhouettes } from '#engine/metrics/silhouette';
import { stream } from '#engine/random';
import { newMatrix, sharedInt32, type Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 30_000;
const COLUMNS = 8;
const CLUSTERS = 5;
const THREADS = 2;
const ROUNDS = 3;
const NAME = 'silhouette of all rows, 30,000 × 8, 5 segments, 2 threads';
/** scikit-learn with its default, and with two jobs at once. */
const PEERS = { one: 'one job', '2': 'two jobs' } as const;

interface Measured {
  ms: number;
  value: number;
}

/** Five overlapping groups, each a segment. */
function segments(): { x: Matrix; labels: Int32Array } {
  const random = stream(2024, 'bench segments');
  const centers = Array.from({ length: CLUSTERS * COLUMNS }, () => 1.6 * random.normal());
  const x = newMatrix(
    ROWS,
    Array.from({ length: COLUMNS }, (_none, j) => `column ${j}`),
  );
  const labels = sharedInt32(ROWS);
  for (let row = 0; row < ROWS; row++) {
    labels[row] = random.below(CLUSTERS);
    for (let j = 0; j < COLUMNS; j++)
      x.values[row * COLUMNS + j] = centers[labels[row] * COLUMNS + j] + (0.7 + 0.1 * j) * random.normal();
  }
  return { x, labels };
}

/** All pairs, two threads each; rounds of ours and the peer's take turns. */
export async function bench(): Promise<BenchRow[]> {
  const { x, labels } = segments();
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const ours = async (): Promise<Measured> => {
    const start = performance.now();
    const [{ value }] = await silhouettes(x, [{ labels, nClusters: CLUSTERS }], newRun({ seed: 1, pool }), {
      maxExact: ROWS,
    });
    return { ms: performance.now() - start, value };
  };
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    writeFileSync(join(folder, 'labels'), labels);
    return await measure(ours, folder);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function measure(ours: () => Promise<Measured>, folder: string): Promise<BenchRow[]> {
  const args = [join(folder, 'rows'), join(folder, 'labels'), String(COLUMNS)];
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'silhouette.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine: Measured[] = [];
  const theirs = new Map<string, Measured[]>();
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await ours());
    if (!hello) continue;
    for (const jobs of Object.keys(PEERS))
      theirs.set(jobs, [...(theirs.get(jobs) ?? []), await peer.ask<Measured>(jobs)]);
  }
  peer.end();
  if (hello) return Object.entries(PEERS).map(([jobs, name]) => row(mine, theirs.get(jobs) ?? [], hello.version, name));
  const value = median(mine.map(({ ms }) => ms));
  const note = `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
  return [{ name: NAME, ours: { value, unit: 'ms' }, peer: null, ratio: null, note }];
}

function row(mine: readonly Measured[], theirs: readonly Measured[], version: string, jobs: string): BenchRow {
  const value = median(mine.map(({ ms }) => ms));
  const other = median(theirs.map(({ ms }) => ms));
  const fastest = Math.min(...theirs.map(({ ms }) => ms)) / Math.min(...mine.map(({ ms }) => ms));
  const difference = Math.abs(mine[0].value - theirs[0].value);
  if (!(difference <= 1e-9)) throw new Error(`silhouette ${mine[0].value} against ${theirs[0].value} of scikit-learn`);
  return {
    name: NAME,
    ours: { value, unit: 'ms' },
    peer: { name: `scikit-learn ${version}, ${jobs}`, value: other, unit: 'ms' },
    ratio: other / value,
    note:
      `medians of ${ROUNDS} in turns; ${fastest.toFixed(2)} by the fastest of each; silhouette ` +
      `${mine[0].value.toFixed(6)}, difference ${difference.toExponential(1)}`,
  };
}
