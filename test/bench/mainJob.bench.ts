import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { writeRiskSummary } from '../../headless/samples/writeRiskSummary.ts';
import type { BenchRow } from './BenchRow.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 1_000_000;
const MB = 2 ** 20;
const ENV = { OMP_NUM_THREADS: '2', OPENBLAS_NUM_THREADS: '2' };

interface RunDocument {
  readonly timings: Record<string, number>;
  readonly peakRssBytes: number;
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
 * and half the rows by us, to see how the time grows. The script does what is said in peers/mainJob.py: less than we do, once.
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
      await besideScript(onWhole, whole, folder),
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

async function besideScript({ seconds, document }: Ours, path: string, folder: string): Promise<BenchRow> {
  const stages = stageWords(document.timings, 1000);
  const row = {
    name: `main job: .xlsx ${ROWS.toLocaleString('en-US')} × 14, ${Math.round(statSync(path).size / MB)} MB, to HTML report`,
    ours: { value: seconds, unit: 's' },
  };
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'mainJob.py');
  const peer = new PythonPeer(script, [path, join(folder, 'report.html')], ENV);
  const hello = await peer.next<{ version: string }>();
  if (!hello) return { ...row, peer: null, ratio: null, note: `missing for ${python()}: ${peer.complaint()}` };
  const theirs = await peer.ask<Theirs>('run');
  peer.end();
  return {
    ...row,
    peer: { name: hello.version, value: theirs.seconds, unit: 's' },
    ratio: theirs.seconds / seconds,
    note:
      `target 20; ours ${stages}, ${document.segmentation.nClusters} segments; ` +
      `theirs ${stageWords(theirs.stages, 1)}, ${theirs.nClusters} segments, peak ${Math.round(theirs.peakBytes / MB)} MB`,
  };
}

function stageWords(stages: Readonly<Record<string, number>>, perSecond: number): string {
  return Object.entries(stages)
    .map(([stage, value]) => `${stage} ${(value / perSecond).toFixed(1)} s`)
    .join(', ');
}
