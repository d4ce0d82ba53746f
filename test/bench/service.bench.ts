import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CellValue } from '#shared/columns';
import type { BenchRow } from './BenchRow.ts';
import type { LoadMeasured } from './children/loadService.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';
import { bodies, LEAF, load, makeModel, startOurs, TREES, type Made, type Service } from './servedModel.ts';

const ROUNDS = 5;
const CONNECTIONS = 8;
const OURS = { requests: 8_000, mostMs: 6_000 };
const THEIRS = { requests: 600, mostMs: 8_000 };
const MB = 2 ** 20;

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

/** Yes and no as the 1 and 0 of the file. */
function numbersOf(customer: Record<string, CellValue>): Record<string, CellValue> {
  return Object.fromEntries(
    Object.entries(customer).map(([name, value]) => [name, typeof value === 'boolean' ? Number(value) : value]),
  );
}
