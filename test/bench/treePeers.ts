import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Classifier } from '#engine/algorithms/defineAlgorithm';
import type { ClassifierModel } from '#engine/algorithms/ClassifierModel';
import { newRun } from '#engine/jobs/Run';
import { createPool } from '#engine/workers/createPool';
import { checkOptions } from '#shared/option';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { areaUnderCurve, rowsBetween, scoredCustomers, type ScoredCustomers } from './scoredCustomers.ts';

export const TRAINED_ROWS = 800_000;
const JUDGED_ROWS = 200_000;
const COLUMNS = 25;
const THREADS = 2;
/** By how much the areas under the curve may differ. */
const AUC_MARGIN = 0.003;

export interface TreeMeasure {
  readonly ms: number;
  readonly auc: number;
  readonly peakMb: number;
}
export interface TreeBench {
  readonly peer: PythonPeer;
  /** null where the peers are missing. */
  readonly versions: { readonly sklearn: string; readonly lightgbm: string } | null;
  fit(): Promise<TreeMeasure>;
  /** All rows that were learned from, by the model that was fitted last. */
  score(): Promise<TreeMeasure>;
}

/** Ours and the peers on the same customers with two threads each; `work` measures in turns. */
export async function withTreePeers(
  classifier: Classifier,
  options: Record<string, unknown>,
  work: (bench: TreeBench) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const all = scoredCustomers(TRAINED_ROWS + JUDGED_ROWS, COLUMNS);
  const trained = rowsBetween(all, 0, TRAINED_ROWS);
  const judged = rowsBetween(all, TRAINED_ROWS, TRAINED_ROWS + JUDGED_ROWS);
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const pool = await createPool(THREADS);
  await pool.start?.();
  const run = newRun({ seed: 1, pool });
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'forest.py');
  const args = [...writeRows(folder, 'trained', trained), ...writeRows(folder, 'judged', judged)];
  const peer = new PythonPeer(script, [...args, String(COLUMNS), String(THREADS)], {
    OMP_NUM_THREADS: String(THREADS),
  });
  let model: ClassifierModel | null = null;
  const fitted = async () =>
    (await classifier.fit({ ...trained, weights: null }, checkOptions(classifier.options, options), run)).model;
  const measure = async (timed: () => Promise<unknown>): Promise<TreeMeasure> => {
    const start = performance.now();
    await timed();
    const ms = performance.now() - start;
    model ??= await fitted();
    const scores = await classifier.predict(model, judged.x, run);
    return { ms, auc: areaUnderCurve(scores, judged.y), peakMb: process.resourceUsage().maxRSS / 1024 };
  };
  try {
    return await work({
      peer,
      versions: await peer.next<{ sklearn: string; lightgbm: string }>(),
      fit: () => measure(async () => (model = await fitted())),
      score: async () => {
        const own = (model ??= await fitted());
        return measure(() => classifier.predict(own, trained.x, run));
      },
    });
  } finally {
    peer.end();
    await pool.close();
    rmSync(folder, { recursive: true });
  }
}

function writeRows(folder: string, name: string, { x, y }: ScoredCustomers): [string, string] {
  const rows = new Float64Array(x.nRows * x.features.length);
  x.features.forEach((feature, j) => {
    if (feature.kind !== 'number') return;
    for (let row = 0; row < x.nRows; row++) rows[row * x.features.length + j] = feature.values[row];
  });
  const files: [string, string] = [join(folder, `${name}.rows`), join(folder, `${name}.events`)];
  writeFileSync(files[0], rows);
  writeFileSync(files[1], y);
  return files;
}

/** One line of the table; the areas under the curve must agree. */
export function treeRow(
  name: string,
  peerName: string,
  mine: readonly TreeMeasure[],
  theirs: readonly TreeMeasure[],
): BenchRow {
  const value = median(mine.map(({ ms }) => ms));
  const other = median(theirs.map(({ ms }) => ms));
  const difference = mine[0].auc - theirs[0].auc;
  if (difference < -AUC_MARGIN) throw new Error(`AUC ${mine[0].auc} against ${theirs[0].auc} of ${peerName}`);
  const note =
    `medians of ${mine.length} and ${theirs.length} in turns; AUC ${mine[0].auc.toFixed(4)} and ${theirs[0].auc.toFixed(4)}; ` +
    `peak memory ${mine[0].peakMb.toFixed(0)} MB with the rows made here, theirs ${theirs[0].peakMb.toFixed(0)} MB`;
  return {
    name,
    ours: { value, unit: 'ms' },
    peer: { name: peerName, value: other, unit: 'ms' },
    ratio: other / value,
    note,
  };
}

/** What is said where the peers are not installed. */
export function withoutPeer(name: string, mine: readonly TreeMeasure[], peer: PythonPeer): BenchRow {
  const note = `scikit-learn or LightGBM is missing for ${python()}: ${peer.complaint()}`;
  return { name, ours: { value: median(mine.map(({ ms }) => ms)), unit: 'ms' }, peer: null, ratio: null, note };
}
