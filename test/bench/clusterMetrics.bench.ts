import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fitFromCenters } from '#engine/algorithms/kmeans';
import { newRun } from '#engine/jobs/Run';
import { calinskiHarabasz } from '#engine/metrics/calinskiHarabasz';
import { daviesBouldin } from '#engine/metrics/daviesBouldin';
import { separation } from '#engine/metrics/separation';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { customerRows } from './customerRows.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const COLUMNS = 8;
const CLUSTERS = 5;
const THREADS = 2;
const ROUNDS = 7;
const NAMES: Readonly<Record<string, string>> = {
  davies_bouldin: 'Davies–Bouldin',
  calinski_harabasz: 'Calinski–Harabasz',
  both: 'Davies–Bouldin and Calinski–Harabasz',
};

interface Measured {
  ms: number;
  value: number;
}

/** Davies–Bouldin and Calinski–Harabasz of k-means labels on 1,000,000 × 8 customers; and both from the same passes, as the choice of k asks for them. */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const x = customerRows(1_000_000, COLUMNS, pool.kernelMemory);
  const run = newRun({ seed: 1, pool });
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const { labels } = await fitFromCenters(x, x.values.slice(0, CLUSTERS * COLUMNS), {}, run);
    writeFileSync(join(folder, 'rows'), x.values);
    writeFileSync(join(folder, 'labels'), labels);
    const ours = {
      davies_bouldin: () => daviesBouldin(x, labels, CLUSTERS, run),
      calinski_harabasz: () => calinskiHarabasz(x, labels, CLUSTERS, run),
      both: async () => (await separation(x, labels, CLUSTERS, run)).daviesBouldin,
    };
    return await measure(ours, [join(folder, 'rows'), join(folder, 'labels'), String(COLUMNS)]);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function measure(
  ours: Readonly<Record<string, () => Promise<number>>>,
  args: readonly string[],
): Promise<BenchRow[]> {
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'clusterMetrics.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine = new Map<string, Measured[]>(Object.keys(ours).map(name => [name, []]));
  const theirs = new Map<string, Measured[]>(Object.keys(ours).map(name => [name, []]));
  for (const work of Object.values(ours)) await work();
  for (let round = 0; round < ROUNDS; round++) {
    for (const [name, work] of Object.entries(ours)) {
      const start = performance.now();
      const value = await work();
      mine.get(name)?.push({ value, ms: performance.now() - start });
      if (hello && name !== 'both') theirs.get(name)?.push(await peer.ask<Measured>(name));
    }
  }
  peer.end();
  for (const i of (theirs.get('davies_bouldin') ?? []).keys())
    theirs.get('both')?.push(bothOf(theirs.get('davies_bouldin')![i], theirs.get('calinski_harabasz')![i]));
  return Object.keys(ours).map(name => {
    const why = hello ? null : `scikit-learn is missing for ${python()}: ${peer.complaint()}`;
    return row(name, hello?.version ?? '', mine.get(name) ?? [], theirs.get(name) ?? [], why);
  });
}

function bothOf(a: Measured, b: Measured): Measured {
  return { ms: a.ms + b.ms, value: a.value };
}

function row(
  which: string,
  version: string,
  mine: readonly Measured[],
  theirs: readonly Measured[],
  why: string | null,
): BenchRow {
  const name = `${NAMES[which]}, 1,000,000 × 8, k = 5, 2 threads`;
  const value = median(mine.map(({ ms }) => ms));
  if (why) return { name, ours: { value, unit: 'ms' }, peer: null, ratio: null, note: why };
  const other = median(theirs.map(({ ms }) => ms));
  const difference = Math.abs(mine[0].value / theirs[0].value - 1);
  if (!(difference <= 1e-9)) throw new Error(`${which} ${mine[0].value} against ${theirs[0].value} of scikit-learn`);
  return {
    name,
    ours: { value, unit: 'ms' },
    peer: { name: `scikit-learn ${version}`, value: other, unit: 'ms' },
    ratio: other / value,
    note: `medians of ${ROUNDS} in turns; relative difference ${difference.toExponential(1)}`,
  };
}
