import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitFromCenters } from '#engine/algorithms/kmeans';
import { newRun } from '#engine/jobs/Run';
import type { Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';
import type { BenchRow } from './BenchRow.ts';
import { customerRows, firstColumns } from './customerRows.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const THREADS = 2;
/** So many that the first ones, in which both sides still compile and settle, do not decide the medians. */
const ROUNDS = 15;
const PEERS = ['lloyd float64', 'elkan float64', 'lloyd float32'] as const;

interface Measured {
  ms: number;
  inertia: number;
  iterations: number;
}
interface Size {
  readonly name: string;
  readonly x: Matrix;
  readonly nClusters: number;
}

/**
 * k-means on customers of the sample's generator, prepared as the main job does, in three sizes: two threads each, same first centres and
 * tolerance; rounds of ours and the peers' take turns.
 */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const memory = pool.kernelMemory;
  const wide = customerRows(1_000_000, 25, memory);
  const sizes: Size[] = [
    { name: 'k-means, 1,000,000 × 8, k = 5, 2 threads', x: firstColumns(wide, 8, memory), nClusters: 5 },
    { name: 'k-means, 1,000,000 × 25, k = 8, 2 threads', x: wide, nClusters: 8 },
    { name: 'k-means, 100,000 × 50, k = 20, 2 threads', x: customerRows(100_000, 50, memory), nClusters: 20 },
  ];
  try {
    const rows: BenchRow[] = [];
    for (const size of sizes) rows.push(...(await benchSize(size, pool)));
    return rows;
  } finally {
    await pool.close();
  }
}

async function benchSize({ name, x, nClusters }: Size, pool: Pool): Promise<BenchRow[]> {
  const centers = Float64Array.from({ length: nClusters * x.nColumns }, (_, i) => {
    const row = Math.floor((Math.floor(i / x.nColumns) * x.nRows) / nClusters) + 17;
    return x.values[row * x.nColumns + (i % x.nColumns)];
  });
  const ours = async (): Promise<Measured> => {
    const start = performance.now();
    const { model } = await fitFromCenters(x, centers, { tol: 1e-4 }, newRun({ seed: 1, pool }));
    return { ms: performance.now() - start, inertia: model.inertia, iterations: model.iterations };
  };
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    writeFileSync(join(folder, 'centers'), centers);
    return await measure(name, ours, [
      join(folder, 'rows'),
      join(folder, 'centers'),
      String(x.nColumns),
      String(nClusters),
    ]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measure(name: string, ours: () => Promise<Measured>, args: readonly string[]): Promise<BenchRow[]> {
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'kmeans.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const found = new Map<string, Measured[]>();
  const add = (who: string, measured: Measured) => found.set(who, [...(found.get(who) ?? []), measured]);
  await ours();
  for (let round = 0; round < ROUNDS; round++) {
    add('ours', await ours());
    if (hello) for (const who of PEERS) add(who, await peer.ask<Measured>(who));
  }
  peer.end();
  const mine = found.get('ours') ?? [];
  if (!hello) return [missing(name, mine, peer.complaint())];
  return PEERS.map(who => row(name, `${hello.version} ${who}`, mine, found.get(who) ?? []));
}

function missing(name: string, mine: readonly Measured[], why: string): BenchRow {
  const note = `scikit-learn is missing for ${python()}: ${why}`;
  return { name, ours: { value: median(mine.map(({ ms }) => ms)), unit: 'ms' }, peer: null, ratio: null, note };
}

function row(name: string, peerName: string, mine: readonly Measured[], theirs: readonly Measured[]): BenchRow {
  const value = median(mine.map(({ ms }) => ms));
  const other = median(theirs.map(({ ms }) => ms));
  const fastest = Math.min(...theirs.map(({ ms }) => ms)) / Math.min(...mine.map(({ ms }) => ms));
  const difference = Math.abs(mine[0].inertia / theirs[0].inertia - 1);
  // float32 ends at sums of its own.
  const allowed = peerName.endsWith('float32') ? 1e-4 : 1e-6;
  if (!(difference <= allowed))
    throw new Error(`inertia ${mine[0].inertia} against ${theirs[0].inertia} of scikit-learn ${peerName}`);
  return {
    name,
    ours: { value, unit: 'ms' },
    peer: { name: `scikit-learn ${peerName}`, value: other, unit: 'ms' },
    ratio: other / value,
    note:
      `medians of ${ROUNDS} in turns; ${fastest.toFixed(2)} by the fastest of each; inertia ${mine[0].inertia.toFixed(3)}, ` +
      `relative difference ${difference.toExponential(1)}; iterations ${mine[0].iterations} and ${theirs[0].iterations}`,
  };
}
