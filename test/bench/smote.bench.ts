import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Training } from '#engine/algorithms/defineAlgorithm';
import { newRun } from '#engine/jobs/Run';
import { resample } from '#engine/scoring/resample/resample';
import { createPool } from '#engine/workers/createPool';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { memoryWords, ownMemory } from './ownMemory.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { linearCustomers } from './linearCustomers.ts';

const ROWS = 800_000;
const COLUMNS = 25;
const SHARE = 0.09;
const THREADS = 2;
const ROUNDS = 3;
/** The peer needs a minute or more for each. */
const PEER_ROUNDS = 1;

interface Mine {
  ms: number;
  counts: [number, number];
}

/** Two threads each, five neighbours, all of them exact. */
export async function bench(): Promise<BenchRow[]> {
  const { x, y, rows } = linearCustomers(ROWS, COLUMNS, SHARE);
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const training: Training = { x, y, weights: null };
  const make = async (): Promise<Mine> => {
    const start = performance.now();
    const made = await resample(training, 'smote', newRun({ seed: 1, pool }));
    const ms = performance.now() - start;
    const events = made.y.reduce((sum, event) => sum + event, 0);
    return { ms, counts: [made.y.length - events, events] };
  };
  try {
    writeFileSync(join(folder, 'rows'), rows.values);
    writeFileSync(join(folder, 'outcomes'), y);
    return [await besidePeer(make, [join(folder, 'rows'), join(folder, 'outcomes'), String(COLUMNS)])];
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function besidePeer(make: () => Promise<Mine>, args: readonly string[]): Promise<BenchRow> {
  const threads = { OMP_NUM_THREADS: String(THREADS), OPENBLAS_NUM_THREADS: String(THREADS) };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'smote.py'), args, threads);
  const hello = await peer.next<{ version: string }>();
  const mine: Mine[] = [];
  const theirs: { ms: number; counts: number[]; peak: number }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await make());
    if (hello && round < PEER_ROUNDS) theirs.push(await peer.ask('round'));
  }
  peer.end();
  const value = median(mine.map(({ ms }) => ms));
  const row = { name: `SMOTE, 800,000 × 25 at 9 %, ${THREADS} threads`, ours: { value, unit: 'ms' } };
  if (!hello) {
    const note = `imbalanced-learn is missing for ${python()}: ${peer.complaint()}`;
    return { ...row, peer: null, ratio: null, note };
  }
  if (String(mine[0].counts) !== String(theirs[0].counts))
    throw new Error(`counts ${mine[0].counts.join(', ')} against ${theirs[0].counts.join(', ')}`);
  const { ms, peak } = theirs[0];
  const memory = memoryWords(await ownMemory('smote', args), peak);
  return {
    ...row,
    peer: { name: `imbalanced-learn ${hello.version}`, value: ms, unit: 'ms' },
    ratio: ms / value,
    note: `target 5; median of ${ROUNDS} beside ${PEER_ROUNDS} of theirs; the neighbours are exact in both; ${memory}`,
  };
}
