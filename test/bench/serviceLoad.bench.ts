import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BenchRow } from './BenchRow.ts';
import type { LoadMeasured } from './children/loadService.ts';
import { bodies, load, makeModel, startOurs, TREES, type Made, type Service } from './servedModel.ts';

const MINUTES = 10;
const MINUTE = 60_000;
const CONNECTIONS = 8;
const BATCH_ROWS = 2_000;
const MB = 2 ** 20;
const NAME = `service, ${MINUTES} minutes of load, forest of ${TREES} trees`;

/**
 * Ten minutes of single customers over eight connections, with a batch of 2,000 after the other beside them in every second minute: nothing may
 * fail, memory may not grow, and single customers may not wait for batches.
 */
export async function bench(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tessera-bench-'));
  try {
    const made = await makeModel(folder);
    const service = await startOurs(made, folder);
    try {
      return await loaded(made, service, folder);
    } finally {
      await service.stop();
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function loaded(made: Made, service: Service, folder: string): Promise<BenchRow[]> {
  const { port, token } = service;
  const forever = { port, token, requests: Number.MAX_SAFE_INTEGER, mostMs: MINUTE };
  const single = { path: '/v1/score', bodies: bodies(made.customers, customer => ({ customer })) };
  const customers = Array.from({ length: BATCH_ROWS }, (_none, i) => made.customers[i % made.customers.length]);
  const batch = { path: '/v1/score/batch', bodies: [JSON.stringify({ customers })] };
  const alone: LoadMeasured[] = [];
  const beside: LoadMeasured[] = [];
  const batches: LoadMeasured[] = [];
  const memory: number[] = [];
  for (let minute = 0; minute < MINUTES; minute++) {
    const singles = load({ ...forever, ...single, connections: CONNECTIONS }, folder, 'single');
    if (minute % 2 === 1) batches.push(await load({ ...forever, ...batch, connections: 1 }, folder, 'batch'));
    (minute % 2 === 1 ? beside : alone).push(await singles);
    memory.push(service.rssBytes() / MB);
  }
  const all = [...alone, ...beside, ...batches];
  const errors = all.reduce((sum, { errors: some }) => sum + some, 0);
  const failed = all.find(one => one.errors > 0);
  if (failed) throw new Error(`${errors} requests were not answered: ${failed.first}`);
  const answers = (of: readonly LoadMeasured[]) => of.reduce((sum, one) => sum + one.answers, 0);
  const slowest = (of: readonly LoadMeasured[]) => Math.max(...of.map(({ p99Ms }) => p99Ms)).toFixed(1);
  const figure = (name: string, value: number, unit: string, note: string): BenchRow => ({
    name: `${NAME}: ${name}`,
    ours: { value, unit },
    peer: null,
    ratio: null,
    note,
  });
  return [
    figure(
      'answers',
      answers([...alone, ...beside]),
      'customers',
      `none failed; ${answers(batches)} batches of ${BATCH_ROWS.toLocaleString('en-US')} beside them in every second minute; ` +
        `99th percentile of the worst minute ${slowest(alone)} ms alone, ${slowest(beside)} ms beside batches, ${slowest(batches)} ms of a batch`,
    ),
    figure(
      'memory at its end',
      memory.at(-1)!,
      'MB',
      `after each minute ${memory.map(one => one.toFixed(0)).join(', ')}`,
    ),
  ];
}
