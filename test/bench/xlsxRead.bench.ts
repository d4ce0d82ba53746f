import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { AS_FOUND } from '#shared/reading';
import { readSource } from '#engine/formats/readSource';
import { newRun } from '#engine/jobs/Run';
import { CELL_EMPTY, CELL_NUMBER, CELL_TEXT } from '#engine/table/RawTable';
import { writeRiskSummary } from '../../headless/samples/writeRiskSummary.ts';
import type { BenchRow } from './BenchRow.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const ROWS = 1_000_000;
const COLUMNS = 14;
const ROUNDS = 3;
const READ = '--read-workbook';
const MB = 2 ** 20;
/** Of the words that pandas takes for missing, the one that the sample has. */
const MISSING = new Set(['NULL']);

interface Measured {
  readonly ms: number;
  readonly peakBytes: number;
  readonly rows: number;
  readonly columns: number;
  /** Cells with a value below the header. */
  readonly filled: number;
  /** Of each column whose cells are all numbers or empty. */
  readonly sums: Readonly<Record<string, number>>;
}

/**
 * Reading a workbook of 1,000,000 × 14 into typed cells, SHA-256 of the file included. Every reading of ours is a process of its own, so
 * that nothing is warm and the peak of memory is that of one reading; pandas reads once.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const path = join(folder, 'RiskSummary.xlsx');
    await writeRiskSummary(path, { rows: ROWS, seed: 2024, columns: 'compact' });
    const mine: Measured[] = [];
    for (let round = 0; round < ROUNDS; round++) mine.push(await readInProcessOfItsOwn(path));
    return await beside(
      mine.toSorted((a, b) => a.ms - b.ms),
      path,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function readInProcessOfItsOwn(path: string): Promise<Measured> {
  const { stdout } = await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), READ, path]);
  return JSON.parse(stdout) as Measured;
}

async function beside(mine: readonly Measured[], path: string): Promise<BenchRow[]> {
  const { ms } = mine[Math.floor(mine.length / 2)];
  const peakBytes = Math.max(...mine.map(measured => measured.peakBytes));
  const name = `read .xlsx, ${ROWS.toLocaleString('en-US')} × ${COLUMNS}, ${Math.round(statSync(path).size / MB)} MB`;
  const time = { name, ours: { value: ms / 1000, unit: 's' } };
  const memory = { name: `${name}: peak memory`, ours: { value: peakBytes / MB, unit: 'MB' } };
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'xlsxRead.py'), [], {});
  const hello = await peer.next<{ version: string }>();
  if (!hello) {
    const note = `pandas with openpyxl is missing for ${python()}: ${peer.complaint()}`;
    return [time, memory].map(row => ({ ...row, peer: null, ratio: null, note }));
  }
  const theirs = await peer.ask<Measured>(path);
  peer.end();
  compare(mine[0], theirs);
  const title = `pandas ${hello.version}`;
  const note = `median of ${ROUNDS} processes of ours, one reading of pandas; same cells and sums`;
  return [
    { ...time, peer: { name: title, value: theirs.ms / 1000, unit: 's' }, ratio: theirs.ms / ms, note },
    {
      ...memory,
      peer: { name: title, value: theirs.peakBytes / MB, unit: 'MB' },
      ratio: theirs.peakBytes / peakBytes,
      note,
    },
  ];
}

/** The bench counts only when both read the same. */
function compare(mine: Measured, theirs: Measured): void {
  const shape = (m: Measured): string =>
    `${m.rows} × ${m.columns}, ${m.filled} filled, ${Object.keys(m.sums).sort().join(', ')}`;
  if (shape(mine) !== shape(theirs)) throw new Error(`we read ${shape(mine)}, pandas ${shape(theirs)}`);
  for (const [column, sum] of Object.entries(theirs.sums)) {
    if (!(Math.abs(mine.sums[column] / sum - 1) < 1e-9))
      throw new Error(`${column} sums to ${mine.sums[column]}, in pandas to ${sum}`);
  }
}

async function readOnce(path: string): Promise<Measured> {
  const pool = {
    threads: 2,
    map: () => Promise.reject(new Error('reading uses no workers')),
    close: async () => undefined,
  };
  const start = performance.now();
  const { raw } = await readSource(path, 'RiskSummary.xlsx', AS_FOUND, newRun({ seed: 1, pool }));
  const ms = performance.now() - start;
  const peakBytes = process.resourceUsage().maxRSS * 1024;
  const { table } = raw;
  const sums: Record<string, number> = {};
  let filled = 0;
  for (const { kinds, values } of table.columns) {
    let sum = 0;
    let nNumbers = 0;
    let nFilled = 0;
    for (let row = 1; row < table.nRows; row++) {
      const isMissing = kinds[row] === CELL_TEXT && MISSING.has(table.strings[values[row]]);
      if (kinds[row] !== CELL_EMPTY && !isMissing) nFilled++;
      if (kinds[row] !== CELL_NUMBER) continue;
      nNumbers++;
      sum += values[row];
    }
    filled += nFilled;
    if (nNumbers === nFilled && kinds[0] === CELL_TEXT) sums[table.strings[values[0]]] = sum;
  }
  return { ms, peakBytes, rows: table.nRows - 1, columns: table.columns.length, filled, sums };
}

if (process.argv[2] === READ) process.stdout.write(JSON.stringify(await readOnce(process.argv[3])));
