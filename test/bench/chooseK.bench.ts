import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusteringOf } from '#engine/algorithms/registry';
import { newRun } from '#engine/jobs/Run';
import { defaultMaxExact } from '#engine/metrics/silhouette';
import { defaultRecipe } from '#shared/recipe';
import { decide } from '#engine/segments/decide';
import { BOOTSTRAPS, STABILITY_ROWS } from '#engine/segments/evidence/bootstrapStability';
import { GAP_REFERENCES, GAP_ROWS } from '#engine/segments/evidence/gapStatistic';
import { gatherEvidence } from '#engine/segments/evidence/gatherEvidence';
import { REFIT_STARTS, refitRows } from '#engine/segments/evidence/refits';
import { fitCandidates } from '#engine/segments/fitCandidates';
import type { Matrix } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { customers } from './customers.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = Number(process.env.TESSERA_BENCH_ROWS ?? 1_000_000);
const COLUMNS = 8;
const THREADS = 2;
const [LOW, HIGH] = [2, 10];

interface Measured {
  ms: number;
  table: { k: number; inertia: number; silhouette: number; stability: number }[];
  gap: number;
}

/**
 * The number of segments chosen with all the evidence, k = 2 to 10 on 1,000,000 × 8, two threads each, against the same loop written with
 * scikit-learn: one round, because the peer takes minutes. TESSERA_BENCH_ROWS takes fewer rows.
 */
export async function bench(): Promise<BenchRow[]> {
  const x = customers(ROWS, COLUMNS);
  const mine = await ours(x);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    writeFileSync(join(folder, 'rows'), x.values);
    return [await beside(mine, join(folder, 'rows'))];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function ours(x: Matrix): Promise<Measured & { fitted: number; reason: string }> {
  const pool = await createPool(THREADS);
  try {
    await pool.start?.();
    const range = Array.from({ length: HIGH - LOW + 1 }, (_, i) => LOW + i);
    const asked = { algorithm: clusteringOf('kmeans'), range, options: {}, features: [] };
    const run = newRun({ seed: 42, pool });
    const start = performance.now();
    const candidates = await fitCandidates(x, asked, run);
    const fitted = performance.now() - start;
    const evidence = await gatherEvidence(x, candidates, asked, run);
    const { decided } = decide(evidence, defaultRecipe(42), x.nRows);
    const table = decided.candidates.map(c => ({
      k: c.nClusters,
      inertia: c.inertia,
      silhouette: c.silhouette,
      stability: c.stability?.value ?? Number.NaN,
    }));
    return { ms: performance.now() - start, fitted, table, gap: decided.gap?.prefers ?? 0, reason: decided.reason };
  } finally {
    await pool.close();
  }
}

async function beside(mine: Measured & { fitted: number }, rows: string): Promise<BenchRow> {
  const [gapRows, stabilityRows] = [refitRows(COLUMNS, GAP_ROWS), refitRows(COLUMNS, STABILITY_ROWS)];
  const numbers = [COLUMNS, LOW, HIGH, defaultMaxExact(COLUMNS), gapRows, GAP_REFERENCES, stabilityRows, BOOTSTRAPS];
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'chooseK.py');
  const peer = new PythonPeer(script, [rows, ...[...numbers, REFIT_STARTS].map(String)], threads);
  const hello = await peer.next<{ version: string }>();
  const name = `choosing k, ${ROWS.toLocaleString('en')} × ${COLUMNS}, k = ${LOW} to ${HIGH}, all measures, ${THREADS} threads`;
  const value = { value: mine.ms, unit: 'ms' } as const;
  const parts = `of ours ${Math.round(mine.fitted)} ms fits and measures, ${Math.round(mine.ms - mine.fitted)} ms gap and stability`;
  if (!hello) {
    const note = `${parts}; scikit-learn is missing for ${python()}: ${peer.complaint()}`;
    return { name, ours: value, peer: null, ratio: null, note };
  }
  const theirs = await peer.ask<Measured>('go');
  peer.end();
  const above = mine.table.map(({ inertia }, i) => inertia / theirs.table[i].inertia - 1);
  const byNumber = above.map((share, i) => `${mine.table[i].k}: ${(100 * share).toFixed(2)} %`).join(', ');
  // Both stop in a minimum that starts decide; neither may be far from the other's.
  if (above.some(share => Math.abs(share) > 0.05)) throw new Error(`inertia beside scikit-learn’s, by k: ${byNumber}`);
  return {
    name,
    ours: value,
    peer: { name: `scikit-learn ${hello.version}, the same loop`, value: theirs.ms, unit: 'ms' },
    ratio: theirs.ms / mine.ms,
    note: `one round; ${parts}; our inertia beside theirs, ${byNumber}; gap prefers ${mine.gap} and ${theirs.gap}`,
  };
}
