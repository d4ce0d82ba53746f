import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { rowsBetween, scoredCustomers, type ScoredCustomers } from './scoredCustomers.ts';

export const TRAINED_ROWS = 800_000;
const JUDGED_ROWS = 200_000;
const COLUMNS = 25;
const THREADS = 2;
/** By how much the areas under the curve may differ. */
const AUC_MARGIN = 0.003;

export interface TreeMeasure {
  readonly ms: number;
  /** Of all threads together. */
  readonly processorMs: number;
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

/** Ours and the peers on the same customers with two threads each, each in a process of its own; `work` measures in turns. */
export async function withTreePeers(
  algorithm: 'histGradientBoosting' | 'randomForest',
  options: Record<string, unknown>,
  work: (bench: TreeBench) => Promise<BenchRow[]>,
): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  const args = [...writeCustomers(folder), String(COLUMNS), String(THREADS)];
  const own = fileURLToPath(new URL('bench-child-trees.js', import.meta.url));
  const mine = new PythonPeer(own, [algorithm, JSON.stringify(options), ...args], {}, process.execPath);
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'forest.py');
  const peer = new PythonPeer(script, args, { OMP_NUM_THREADS: String(THREADS) });
  try {
    if (!(await mine.next<object>())) throw new Error(mine.complaint());
    return await work({
      peer,
      versions: await peer.next<{ sklearn: string; lightgbm: string }>(),
      fit: () => mine.ask<TreeMeasure>('fit'),
      score: () => mine.ask<TreeMeasure>('score'),
    });
  } finally {
    mine.end();
    peer.end();
    rmSync(folder, { recursive: true });
  }
}

function writeCustomers(folder: string): string[] {
  const all = scoredCustomers(TRAINED_ROWS + JUDGED_ROWS, COLUMNS);
  return [
    ...writeRows(folder, 'trained', rowsBetween(all, 0, TRAINED_ROWS)),
    ...writeRows(folder, 'judged', rowsBetween(all, TRAINED_ROWS, TRAINED_ROWS + JUDGED_ROWS)),
  ];
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
    `medians of ${mine.length} and ${theirs.length} in turns; processor time ${seconds(mine)} and ${seconds(theirs)} s; AUC ${mine[0].auc.toFixed(4)} and ${theirs[0].auc.toFixed(4)}; ` +
    `peak memory ${mine[0].peakMb.toFixed(0)} MB, theirs ${theirs[0].peakMb.toFixed(0)} MB`;
  return {
    name,
    ours: { value, unit: 'ms' },
    peer: { name: peerName, value: other, unit: 'ms' },
    ratio: other / value,
    note,
  };
}

function seconds(measures: readonly TreeMeasure[]): string {
  return (median(measures.map(({ processorMs }) => processorMs)) / 1000).toFixed(1);
}

/** What is said where the peers are not installed. */
export function withoutPeer(name: string, mine: readonly TreeMeasure[], peer: PythonPeer): BenchRow {
  const note = `scikit-learn or LightGBM is missing for ${python()}: ${peer.complaint()}`;
  return { name, ours: { value: median(mine.map(({ ms }) => ms)), unit: 'ms' }, peer: null, ratio: null, note };
}
