import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRun } from '#engine/jobs/Run';
import { compareColumns } from '#engine/monitor/comparePeriod';
import { makeReference } from '#engine/monitor/makeReference';
import { stream } from '#engine/random';
import type { Column, Table } from '#engine/table/Column';
import { sharedFloat64, sharedInt32 } from '#engine/table/Matrix';
import { createPool } from '#engine/workers/createPool';
import { defaultMonitoring } from '#shared/monitor/choices';
import type { MonitorReference } from '#shared/monitor/reference';
import type { ColumnDrift } from '#shared/monitor/result';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const [NUMBERS, CATEGORIES] = [11, 3];
const [DEVELOPED, LATER] = [200_000, 1_000_000];
const THREADS = 2;
const ROUNDS = 5;
const NAME = 'drift report of 1,000,000 × 14 against 200,000 customers, 2 threads';

interface PeerColumn {
  psi: number;
  ks: number | null;
  chiSquare: number | null;
  missing: number;
}

/** PSI, KS, chi-square and missing values of every column, beside the same in pandas and scipy; rounds take turns. */
export async function bench(): Promise<BenchRow[]> {
  const pool = await createPool(THREADS);
  const run = newRun({ seed: 1, pool });
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const [before, now] = [customers(DEVELOPED, 1, 0), customers(LATER, 2, 0.1)];
    const columns = before.columns.map(({ name }) => name);
    const input = { table: before, columns, referenceDay: NaN, scores: [], segments: null };
    const reference = await makeReference(input, run);
    write(folder, 'before', before);
    write(folder, 'now', now);
    writeFileSync(join(folder, 'edges.json'), JSON.stringify(edgesOf(reference)));
    const ours = () => compareColumns(reference, now, NaN, defaultMonitoring(), run);
    return [await measure(ours, folder)];
  } finally {
    rmSync(folder, { recursive: true });
    await pool.close();
  }
}

/** Numbers of four shapes with some gaps, and categories with 3, 12 and 40 levels. */
function customers(nRows: number, seed: number, shift: number): Table {
  const columns: Column[] = [];
  for (let c = 0; c < NUMBERS; c++) {
    const draw = stream(seed, 'drift.number', c);
    const values = sharedFloat64(nRows);
    for (let row = 0; row < nRows; row++) {
      const z = draw.normal() + shift * (c % 3);
      const shapes = [z, Math.exp(z), Math.round(40 + 12 * z), draw.below(3) === 0 ? 0 : 50_000 * Math.exp(z / 2)];
      values[row] = c % 5 === 4 && draw.below(20) === 0 ? NaN : shapes[c % 4];
    }
    columns.push({ kind: 'number', name: `n${c}`, values });
  }
  for (let c = 0; c < CATEGORIES; c++) {
    const draw = stream(seed, 'drift.category', c);
    const levels = Array.from({ length: [3, 12, 40][c] }, (_none, i) => `level ${i}`);
    const codes = sharedInt32(nRows);
    for (let row = 0; row < nRows; row++) codes[row] = Math.min(draw.below(levels.length), draw.below(levels.length));
    columns.push({ kind: 'category', name: `c${c}`, codes, levels });
  }
  return { nRows, columns };
}

function write(folder: string, side: string, { columns }: Table): void {
  for (const column of columns)
    writeFileSync(join(folder, `${side}.${column.name}`), column.kind === 'number' ? column.values : codesOf(column));
}

function codesOf(column: Column): Int32Array {
  if (column.kind !== 'category') throw new Error(`${column.name} is no category`);
  return column.codes;
}

function edgesOf({ columns }: MonitorReference): Record<string, number[]> {
  return Object.fromEntries(
    columns.flatMap(({ column, distribution }) =>
      distribution.kind === 'number' ? [[column, distribution.binStarts.map(i => distribution.points[i])]] : [],
    ),
  );
}

async function measure(ours: () => Promise<ColumnDrift[]>, folder: string): Promise<BenchRow> {
  const script = join(process.cwd(), 'test', 'bench', 'peers', 'drift.py');
  const peer = new PythonPeer(script, [folder, String(NUMBERS), String(CATEGORIES)], {});
  try {
    const hello = await peer.next<{ version: string }>();
    const found = await ours();
    const [mine, theirs]: [number[], number[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      const start = performance.now();
      await ours();
      mine.push(performance.now() - start);
      if (!hello) continue;
      const answer = await peer.ask<{ ms: number; columns: Record<string, PeerColumn> }>('drift');
      theirs.push(answer.ms);
      if (round === 0) refuseOther(found, answer.columns);
    }
    const figure = { name: NAME, ours: { value: median(mine), unit: 'ms' } };
    if (!hello)
      return { ...figure, peer: null, ratio: null, note: `pandas is missing for ${python()}: ${peer.complaint()}` };
    const value = median(theirs);
    const note = `medians of ${ROUNDS} in turns; the same PSI, chi-square and gaps, KS at 200 points within its bound; ours with bins, new levels, ranges and sentences`;
    return { ...figure, peer: { name: hello.version, value, unit: 'ms' }, ratio: value / median(mine), note };
  } finally {
    peer.end();
  }
}

function refuseOther(mine: readonly ColumnDrift[], theirs: Readonly<Record<string, PeerColumn>>): void {
  for (const own of mine)
    if (!isSame(own, theirs[own.column]))
      throw new Error(`${own.column}: ${JSON.stringify(own)} against ${JSON.stringify(theirs[own.column])}`);
}

function isSame({ index, ks, chiSquare, missing }: ColumnDrift, other: PeerColumn): boolean {
  const isNear = (a: number, b: number | null) => b !== null && Math.abs(a - b) <= 1e-6 * (1 + b);
  if (!index || !isNear(index.value, other.psi) || !isNear(missing.now.value, other.missing)) return false;
  if (chiSquare) return isNear(chiSquare.statistic, other.chiSquare);
  if (!ks || other.ks === null) return false;
  return other.ks > ks.distance - 1e-9 && other.ks <= ks.distance + ks.within + 1e-9;
}
