import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TreeEnsemble } from '#engine/algorithms/TreeEnsemble';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { treeShap } from '#engine/scoring/explain/treeShap';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { sharedFloat64 } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';
import { ensembleOf, randomTree } from '../scoring/explain/someTrees.ts';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { memoryWords, ownMemory } from './ownMemory.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { floats, readTrees } from './readTrees.ts';

const TRAINED = 20_000;
const ROWS = 10_000;
const COLUMNS = 25;
const TREES = 100;
const DEPTH = 12;
const THREADS = 2;
/** The peer takes minutes for all; its rows do not depend on each other, and it is measured on the first of them. */
const PEER_ROWS = 200;
const ROUNDS = 3;
const NAME = `TreeSHAP of 10,000 rows × ${COLUMNS}, ${TREES} trees of depth ${DEPTH}, 2 threads`;

interface Theirs {
  ms: number;
  peakMiB: number;
}

/** Numbers in sixty-fourths, which are exact in the single precision that the peer's trees work in. */
function book(): { rows: Float64Array; x: FeatureTable } {
  const random = stream(2024, 'bench tree shap');
  const rows = Float64Array.from({ length: TRAINED * COLUMNS }, () => Math.round(64 * random.normal()) / 64);
  const features = Array.from({ length: COLUMNS }, (_none, j) => {
    const values = sharedFloat64(ROWS);
    for (let row = 0; row < ROWS; row++) values[row] = rows[row * COLUMNS + j];
    return { kind: 'number' as const, name: `column ${j}`, values };
  });
  return { rows, x: { nRows: ROWS, features } };
}

/** The same forest on both sides, grown by the peer; rounds of ours and the peer's take turns. */
export async function bench(): Promise<BenchRow[]> {
  const { rows, x } = book();
  const pool = await createPool(THREADS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    writeFileSync(join(folder, 'rows'), rows);
    writeFileSync(join(folder, 'explained'), rows.subarray(0, ROWS * COLUMNS));
    writeFileSync(join(folder, 'events'), new Uint8Array(ROWS));
    return await measure(x, pool, folder);
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

async function measure(x: FeatureTable, pool: Pool, folder: string): Promise<BenchRow[]> {
  const args = [join(folder, 'rows'), COLUMNS, folder, TREES, DEPTH, PEER_ROWS].map(String);
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'treeShap.py'), args, {});
  const hello = await peer.next<{ shap: string; 'scikit-learn': string; nodes: number }>();
  const ensemble = hello ? readTrees(folder, TREES, COLUMNS) : someForest();
  const mine: number[] = [];
  const theirs: Theirs[] = [];
  let difference = 0;
  await explain(ensemble, { ...x, nRows: 256 }, pool);
  for (let round = 0; round < ROUNDS; round++) {
    const { ms, values } = await explain(ensemble, x, pool);
    mine.push(ms);
    if (!hello) continue;
    theirs.push(await peer.ask<Theirs>('explain'));
    const wanted = floats(folder, 'values');
    for (let i = 0; i < wanted.length; i++) difference = Math.max(difference, Math.abs(values[i] - wanted[i]));
  }
  peer.end();
  const value = median(mine);
  if (!hello) {
    const note = `shap is missing for ${python()}: ${peer.complaint()}; trees by lot`;
    return [{ name: NAME, ours: { value, unit: 'ms' }, peer: null, ratio: null, note }];
  }
  if (!(difference < 1e-9)) throw new Error(`contributions differ from those of shap by ${difference}`);
  const files = [join(folder, 'explained'), join(folder, 'events'), String(COLUMNS), folder, String(TREES)];
  const peak = await ownMemory('treeShap', files);
  const other = (median(theirs.map(({ ms }) => ms)) * ROWS) / PEER_ROWS;
  return [
    {
      name: NAME,
      ours: { value, unit: 'ms' },
      peer: {
        name: `shap ${hello.shap} on scikit-learn ${hello['scikit-learn']}, one thread as it has`,
        value: other,
        unit: 'ms',
      },
      ratio: other / value,
      note:
        `medians of ${ROUNDS} in turns, the peer's by ${PEER_ROWS} rows; ${hello.nodes} nodes; ` +
        `largest difference ${difference.toExponential(1)}; ` +
        `${memoryWords(peak, Math.max(...theirs.map(({ peakMiB }) => peakMiB)))} for its ${PEER_ROWS} rows`,
    },
  ];
}

async function explain(ensemble: TreeEnsemble, x: FeatureTable, pool: Pool) {
  const start = performance.now();
  const { values } = await treeShap(ensemble, x, null, newRun({ seed: 1, pool }));
  return { ms: performance.now() - start, values };
}

function someForest(): TreeEnsemble {
  const random = stream(2024, 'bench trees');
  const nLevels = Array.from({ length: COLUMNS }, () => 0);
  return ensembleOf(
    Array.from({ length: TREES }, () => randomTree(random, nLevels, DEPTH, TRAINED)),
    nLevels,
  );
}
