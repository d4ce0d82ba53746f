import { execFile, spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
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
import type { LoadMeasured, LoadWanted } from './children/loadService.ts';

export const TREES = 100;
export const LEAF = 5;
const CUSTOMERS = 500;

/** A forest and segments of public churn data, and customers to ask about. */
export interface Made {
  readonly csv: string;
  readonly target: string;
  readonly model: string;
  readonly inputs: readonly FormField[];
  readonly customers: readonly Record<string, CellValue>[];
}
export interface Service {
  readonly port: number;
  readonly token: string;
  rssBytes(): number;
  stop(): Promise<void>;
}

/** Public churn data where they lie beside the project, else made ones. */
export async function makeModel(folder: string): Promise<Made> {
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

/** `tessera serve` as a process of its own. */
export async function startOurs({ model }: Made, folder: string): Promise<Service> {
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

/** Asks from a process of its own; `name` tells several at once apart. */
export function load(wanted: LoadWanted, folder: string, name = 'wanted'): Promise<LoadMeasured> {
  const file = join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(wanted));
  const script = fileURLToPath(new URL('bench-child-loadService.js', import.meta.url));
  return new Promise((resolve, reject) =>
    execFile(process.execPath, [script, file], (error, stdout) => {
      if (error) reject(error);
      else resolve(JSON.parse(stdout) as LoadMeasured);
    }),
  );
}

export function bodies(
  customers: readonly Record<string, CellValue>[],
  of: (customer: Record<string, CellValue>) => unknown,
): string[] {
  return customers.map(customer => JSON.stringify(of(customer)));
}
