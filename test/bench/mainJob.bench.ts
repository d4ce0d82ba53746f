import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ASSOCIATION_LIMITS } from '#engine/profile/associations/associate';
import { defaultMaxExact } from '#engine/metrics/silhouette';
import { imputeOptions } from '#engine/prepare/imputeOptions';
import { BOOTSTRAPS, STABILITY_ROWS } from '#engine/segments/evidence/bootstrapStability';
import { GAP_REFERENCES, GAP_ROWS } from '#engine/segments/evidence/gapStatistic';
import { REFIT_STARTS, refitRows } from '#engine/segments/evidence/refits';
import { writeRiskSummary } from '../../headless/samples/writeRiskSummary.ts';
import type { BenchRow } from './BenchRow.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 1_000_000;
const MB = 2 ** 20;
/** The script with the same steps takes many minutes: it is run once, and left out with TESSERA_BENCH_SAME_STEPS=no. */
const HAS_SAME_STEPS = process.env.TESSERA_BENCH_SAME_STEPS !== 'no';
const ENV = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' };

interface RunDocument {
  readonly timings: Record<string, number>;
  readonly peakRssBytes: number;
  readonly features: readonly unknown[];
  readonly segmentation: { readonly nClusters: number; readonly nCustomers?: number };
}
interface Ours {
  readonly seconds: number;
  readonly document: RunDocument;
}
interface Theirs {
  readonly seconds: number;
  readonly peakBytes: number;
  readonly stages: Record<string, number>;
  readonly nClusters: number;
}

/**
 * A workbook of 1,000,000 × 14 to segments, tiers, pictures and an HTML report, each program as a process of its own, its start included;
 * and half the rows by us, to see how the time grows. Beside it two scripts, each run once: what peers/mainJob.py does is less than we do,
 * peers/mainJobSameSteps.py takes the same steps.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const whole = join(folder, 'RiskSummary.xlsx');
    const half = join(folder, 'Half.xlsx');
    await writeRiskSummary(whole, { rows: ROWS, seed: 2024, columns: 'compact' });
    await writeRiskSummary(half, { rows: ROWS / 2, seed: 2024, columns: 'compact' });
    const onHalf = await best(half, folder);
    const onWhole = await best(whole, folder);
    return [
      await besideScript(onWhole, { path: whole, folder, script: 'mainJob.py', what: 'a shorter script', args: [] }),
      ...(HAS_SAME_STEPS ? [await besideScript(onWhole, { path: whole, folder, ...sameSteps(onWhole) })] : []),
      {
        name: `main job, twice the rows (${(ROWS / 2).toLocaleString('en-US')} to ${ROWS.toLocaleString('en-US')})`,
        ours: { value: onWhole.seconds / onHalf.seconds, unit: 'times' },
        peer: null,
        ratio: null,
        note: `target at most 2.2; ${onHalf.seconds.toFixed(1)} s and ${onWhole.seconds.toFixed(1)} s, the better of two`,
      },
      {
        name: 'main job: peak memory',
        ours: { value: onWhole.document.peakRssBytes / MB, unit: 'MB' },
        peer: null,
        ratio: null,
        note: 'target under 2048 MB',
      },
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function best(path: string, folder: string): Promise<Ours> {
  const first = await ours(path, folder);
  const second = await ours(path, folder);
  return first.seconds <= second.seconds ? first : second;
}

async function ours(path: string, folder: string): Promise<Ours> {
  const cli = join(process.cwd(), 'dist', 'node', 'cli.js');
  const args = [cli, 'run', path, '--out', join(folder, 'out'), '--formats', 'html', '--threads', '2', '--json'];
  const start = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, args, { maxBuffer: 2 ** 27 });
  return { seconds: (performance.now() - start) / 1000, document: JSON.parse(stdout) as RunDocument };
}

interface Script {
  readonly path: string;
  readonly folder: string;
  readonly script: string;
  readonly what: string;
  readonly args: readonly number[];
}

/** With the sizes that our run took. */
function sameSteps({ document }: Ours): Pick<Script, 'script' | 'what' | 'args'> {
  const nColumns = document.features.length;
  const gaps = [imputeOptions.maxDonors.default, imputeOptions.nNeighbors.default];
  const evidence = [defaultMaxExact(nColumns), refitRows(nColumns, GAP_ROWS), GAP_REFERENCES];
  const stability = [refitRows(nColumns, STABILITY_ROWS), BOOTSTRAPS, REFIT_STARTS];
  const args = [...gaps, ...evidence, ...stability, ASSOCIATION_LIMITS.work];
  return { script: 'mainJobSameSteps.py', what: 'the same steps', args };
}

async function besideScript(
  { seconds, document }: Ours,
  { path, folder, script, what, args }: Script,
): Promise<BenchRow> {
  const stages = stageWords(document.timings, 1000);
  const size = `${ROWS.toLocaleString('en-US')} × 14, ${Math.round(statSync(path).size / MB)} MB`;
  const row = {
    name: `main job: .xlsx ${size}, to HTML report, beside ${what}`,
    ours: { value: seconds, unit: 's' },
  };
  const file = join(process.cwd(), 'test', 'bench', 'peers', script);
  const peer = new PythonPeer(file, [path, join(folder, 'report.html'), ...args.map(String)], ENV);
  const hello = await peer.next<{ version: string }>();
  if (!hello) return { ...row, peer: null, ratio: null, note: `missing for ${python()}: ${peer.complaint()}` };
  const theirs = await peer.ask<Theirs>('run');
  peer.end();
  return {
    ...row,
    peer: { name: `${hello.version}, ${what}`, value: theirs.seconds, unit: 's' },
    ratio: theirs.seconds / seconds,
    note:
      `target 20 for the same steps; ours ${stages}, ${document.segmentation.nClusters} segments; ` +
      `theirs ${stageWords(theirs.stages, 1)}, ${theirs.nClusters} segments, peak ${Math.round(theirs.peakBytes / MB)} MB`,
  };
}

function stageWords(stages: Readonly<Record<string, number>>, perSecond: number): string {
  return Object.entries(stages)
    .map(([stage, value]) => `${stage} ${(value / perSecond).toFixed(1)} s`)
    .join(', ');
}
