import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { newRun } from '#engine/jobs/Run';
import { importSource, openSource } from '#engine/session/mainJob';
import { withProposedRfm } from '#engine/session/proposeRecipe';
import { createPool } from '#engine/workers/createPool';
import { defaultRecipe } from '#shared/recipe';
import type { BenchRow } from './BenchRow.ts';
import { median } from './median.ts';
import { python, PythonPeer } from './PythonPeer.ts';

const NAME = 'RFM of online_retail.csv.gz, 541,909 rows, file to scored customers';
const ROUNDS = 5;

interface Measured {
  ms: number;
  customers: number;
  monetary: number;
}

/** A packed transaction list to one row per customer with scores, beside the same steps in pandas; rounds take turns. */
export async function bench(): Promise<BenchRow[]> {
  const path = join(process.cwd(), '..', 'shared', 'data', 'tables', 'online_retail.csv.gz');
  if (!existsSync(path)) {
    console.error('rfm is left out: ../shared/data is not beside the repository');
    return [];
  }
  const pool = await createPool(2);
  const run = newRun({ seed: 42, pool });
  const peer = new PythonPeer(join(process.cwd(), 'test', 'bench', 'peers', 'rfm.py'), [path], {});
  try {
    const hello = await peer.next<{ version: string }>();
    const [mine, theirs]: [Measured[], Measured[]] = [[], []];
    for (let round = 0; round < ROUNDS; round++) {
      mine.push(await ours(path, run));
      if (hello) theirs.push(await peer.ask<Measured>('rfm'));
    }
    const value = median(mine.map(({ ms }) => ms));
    const figure = { name: NAME, ours: { value, unit: 'ms' } };
    if (!hello)
      return [{ ...figure, peer: null, ratio: null, note: `pandas is missing for ${python()}: ${peer.complaint()}` }];
    refuseOther(mine[0], theirs[0]);
    const other = median(theirs.map(({ ms }) => ms));
    const note = `medians of ${ROUNDS} in turns; ${mine[0].customers} customers, the same monetary total; ours with kinds, roles and the account of rows`;
    return [
      { ...figure, peer: { name: `pandas ${hello.version}`, value: other, unit: 'ms' }, ratio: other / value, note },
    ];
  } finally {
    peer.end();
    await pool.close();
  }
}

async function ours(path: string, run: Parameters<typeof openSource>[3]): Promise<Measured> {
  const start = performance.now();
  const source = await openSource(path, 'online_retail.csv.gz', defaultRecipe(), run);
  const imported = await importSource(source, await withProposedRfm(source, defaultRecipe(), run), run);
  const ms = performance.now() - start;
  const rfm = imported.report.combine?.tables[0].rfm;
  if (!rfm) throw new Error('the list was not taken for transactions');
  return { ms, customers: rfm.customers, monetary: rfm.monetary };
}

function refuseOther(mine: Measured, theirs: Measured): void {
  if (mine.customers === theirs.customers && Math.abs(mine.monetary - theirs.monetary) < 0.01) return;
  throw new Error(`${JSON.stringify(mine)} against ${JSON.stringify(theirs)} of pandas`);
}
