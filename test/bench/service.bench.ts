import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CellValue } from '#shared/columns';
import { defaultRecipe } from '#shared/recipe';
import type { FormField } from '#shared/results';
import { newRun } from '#engine/jobs/Run';
import { analyse } from '#engine/session/mainJob';
import { saveModel } from '#engine/session/saveModel';
import { cellValue } from '#engine/table/cellValue';
import { createPool } from '#engine/workers/createPool';
import { readModel } from '#engine/models/readModel';
import { churnCsv } from '../support/churnCsv.ts';
import type { BenchRow } from './BenchRow.ts';
import type { LoadMeasured, LoadWanted } from './children/loadService.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const TREES = 100;
const LEAF = 5;
const ROUNDS = 5;
const CUSTOMERS = 500;
const CONNECTIONS = 8;
const OURS = { requests: 8_000, mostMs: 6_000 };
const THEIRS = { requests: 600, mostMs: 8_000 };
const MB = 2 ** 20;

interface Made {
  readonly csv: string;
  readonly target: string;
  readonly model: string;
  readonly inputs: readonly FormField[];
  readonly customers: readonly Record<string, CellValue>[];
}
interface Service {
  readonly port: number;
  readonly token: string;
  rssBytes(): number;
  stop(): Promise<void>;
}

/**
 * One customer a request: `tessera serve` with a forest of 100 trees, segments and all, beside the same forest of scikit-learn behind FastAPI and uvicorn; one
 * process each, asked in turns over eight connections. Public churn data where they lie beside the project, else made ones.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const made = await makeModel(folder);
    const service = await startOurs(made, folder);
    const columns = JSON.stringify(made.inputs.map(({ name }) => name));
    const script = join(process.cwd(), 'test', 'bench', 'peers', 'service.py');
    const peer = new PythonPeer(script, [made.csv, made.target, columns, String(TREES), String(LEAF)], {});
    try {
      return await measured(made, service, peer, folder);
    } finally {
      peer.end();
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measured(made: Made, service: Service, peer: PythonPeer, folder: string): Promise<BenchRow[]> {
  const versions = await peer.next<{ fastapi: string; sklearn: string; uvicorn: string; port: number }>();
  const { port, token } = service;
  const plain = bodies(made.customers, customer => ({ customer }));
  const full = bodies(made.customers, customer => ({ customer, reasons: true }));
  const ask = (asked: readonly string[], limits: typeof OURS) =>
    load({ port, token, path: '/v1/score', bodies: asked, connections: CONNECTIONS, ...limits }, folder);
  const askPeer = async () => {
    const asked = bodies(made.customers, customer => numbersOf(customer));
    return load(
      { port: versions!.port, token: null, path: '/score', bodies: asked, connections: CONNECTIONS, ...THEIRS },
      folder,
    );
  };
  await ask(plain, { ...OURS, requests: 2_000 });
  const before = service.rssBytes();
  const mine: LoadMeasured[] = [];
  const theirs: LoadMeasured[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    mine.push(await ask(plain, OURS));
    if (versions) theirs.push(await askPeer());
  }
  const reasons = await ask(full, { requests: 2_000, mostMs: OURS.mostMs });
  const errors = [...mine, ...theirs, reasons].reduce((sum, one) => sum + one.errors, 0);
  if (errors > 0) throw new Error(`${errors} requests were not answered: ${mine[0].first} ${theirs[0]?.first}`);
  const memory = `memory ${(before / MB).toFixed(0)} MB before, ${(service.rssBytes() / MB).toFixed(0)} MB after`;
  const peerName =
    versions && `FastAPI ${versions.fastapi}, uvicorn ${versions.uvicorn}, scikit-learn ${versions.sklearn}`;
  const note = versions
    ? `medians of ${ROUNDS} in turns, ${CONNECTIONS} connections; ours with segment and warnings, theirs the probability alone; ${memory}`
    : `FastAPI, uvicorn or scikit-learn is missing for ${python()}: ${peer.complaint()}`;
  const figure = (of: (one: LoadMeasured) => number, unit: string, isRate: boolean, name: string): BenchRow => {
    const value = median(mine.map(of));
    const other = peerName ? median(theirs.map(of)) : null;
    return {
      name,
      ours: { value, unit },
      peer: other === null ? null : { name: peerName!, value: other, unit },
      ratio: other === null ? null : isRate ? value / other : other / value,
      note,
    };
  };
  const name = `service, one customer a request, forest of ${TREES} trees`;
  return [
    figure(one => one.perSecond, 'requests/s', true, name),
    figure(one => one.p99Ms, 'ms', false, `${name}: 99th percentile`),
    {
      name: `${name}: with reasons`,
      ours: { value: reasons.perSecond, unit: 'requests/s' },
      peer: null,
      ratio: null,
      note: `exact TreeSHAP of every answer; 99th percentile ${reasons.p99Ms.toFixed(1)} ms`,
    },
  ];
}

async function makeModel(folder: string): Promise<Made> {
  const shared = join(process.cwd(), '..', 'shared', 'data', 'tables', 'Churn_Modelling.csv');
  const csv = existsSync(shared) ? shared : join(folder, 'churn.csv');
  if (csv !== shared) writeFileSync(csv, churnCsv(10_000));
  const pool = await createPool(2);
  try {
    const run = newRun({ seed: 1, pool });
    const base = defaultRecipe();
    const options = { nEstimators: TREES, minSamplesLeaf: LEAF };
    const scoring = { ...base.scoring, models: [{ id: 'randomForest' as const, options }] };
    const analysis = await analyse({ path: csv, name: 'churn.csv' }, { ...base, scoring }, run);
    const path = join(folder, 'churn.tsm');
    const naming = { name: 'churn', owner: null, savedAt: '2026-01-01T00:00:00.000Z', appVersion: '0' };
    await saveModel(path, { ...analysis, resultSha256: null }, naming, null, run);
    const { inputs, document } = await readModel(path);
    const { table } = analysis.imported;
    const asked = table.columns.filter(({ name }) => inputs.some(field => field.name === name));
    const customers = Array.from({ length: CUSTOMERS }, (_none, row) =>
      Object.fromEntries(asked.map(column => [column.name, cellValue(column, row)])),
    );
    return { csv, target: document.events[0].target.name, model: path, inputs, customers };
  } finally {
    await pool.close();
  }
}

async function startOurs({ model }: Made, folder: string): Promise<Service> {
  const cli = fileURLToPath(new URL('cli.js', import.meta.url));
  const env = { ...process.env, XDG_STATE_HOME: folder, LOCALAPPDATA: folder };
  const child = spawn(process.execPath, [cli, 'serve', model, '--json', '--rate', '1000000'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { value } = await createInterface({ input: child.stdout })[Symbol.asyncIterator]().next();
  const { url, token } = JSON.parse(value as string) as { url: string; token: string };
  return {
    port: Number(new URL(url).port),
    token,
    rssBytes: () => rssOf(child.pid!),
    stop: async () => {
      const ended = new Promise(resolve => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** NaN where the system does not say. */
function rssOf(pid: number): number {
  const file = `/proc/${pid}/status`;
  if (!existsSync(file)) return NaN;
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? NaN) * 1024;
}

function load(wanted: LoadWanted, folder: string): Promise<LoadMeasured> {
  const file = join(folder, 'wanted.json');
  writeFileSync(file, JSON.stringify(wanted));
  const script = fileURLToPath(new URL('bench-child-loadService.js', import.meta.url));
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [script, file], (error, stdout) => {
      if (error) reject(error);
      else resolve(JSON.parse(stdout) as LoadMeasured);
    }),
  );
}

function bodies(
  customers: readonly Record<string, CellValue>[],
  of: (customer: Record<string, CellValue>) => unknown,
): string[] {
  return customers.map(customer => JSON.stringify(of(customer)));
}

/** Yes and no as the 1 and 0 of the file. */
function numbersOf(customer: Record<string, CellValue>): Record<string, CellValue> {
  return Object.fromEntries(
    Object.entries(customer).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]),
  );
}
