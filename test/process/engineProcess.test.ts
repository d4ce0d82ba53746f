import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { connect } from '#shared/transport/connect';
import { memoryPorts } from '#shared/transport/memoryPort';
import { FileTokens } from '#engine/process/FileTokens';
import { forkEngine } from '#engine/process/forkEngine';
import { readRss } from '#engine/process/readRss';
import { Supervisor } from '#engine/process/Supervisor';
import { defaultLimits } from '#engine/process/watchLimits';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { bundleForNode } from './support/bundleForNode.ts';

const folder = temporaryFolder();

it('runs the real engine in a process of its own, and brings an unsaved project back after it was killed', async () => {
  const bundle = await bundleEngine();
  const log: string[] = [];
  const files = new FileTokens(file => supervisor.announceFile(file));
  const supervisor: Supervisor = new Supervisor({
    spawn: () => forkEngine(bundle, line => log.push(line)),
    files,
    workDirectory: join(folder, 'work'),
    recoveryDirectory: join(folder, 'recovery'),
    logDirectory: join(folder, 'logs'),
    threads: 2,
    limits: defaultLimits(),
    readRss,
    log: line => log.push(line),
  });
  supervisor.start();
  const [here, there] = memoryPorts();
  supervisor.attach(there);
  const engine = connect(here);

  const csv = join(folder, 'customers.csv');
  const rows = Array.from(
    { length: 300 },
    (_row, i) => `C${i},${20 + (i % 50)},${i % 3 === 0 ? 9000 + i : 100 + i},${i % 2 ? 'North' : 'South'}`,
  );
  writeFileSync(csv, `CustomerID,Age,AvgBalance,City\n${rows.join('\n')}\n`);
  await engine.call('dataset.open', { file: files.add(csv, 'customers.csv', 'path').token });
  await engine.call('project.setSeed', { seed: 11 });
  await engine.call('dataset.setColumns', { changes: [{ name: 'City', role: 'ignore' }] });
  const found = await engine.call('segment.run', { segmenting: { chooseBy: 'given', nClusters: 3 } });
  const before = await engine.call('project.state', {});
  expect(before).toMatchObject({ segments: 'ready', nRows: 300, recipe: { seed: 11 } });

  const restarted = new Promise(resolve => engine.on('engine.restarted', resolve));
  process.kill(supervisor.pid!, 'SIGKILL');
  expect(await restarted).toMatchObject({ file: 'customers.csv', project: 'recovered' });
  const after = await engine.call('project.state', {});
  // The same file, recipe and version give the same bits.
  expect(after.resultSha256).toBe(before.resultSha256);
  expect(after.recipe).toEqual(before.recipe);
  expect((await engine.call('segment.result', {}))?.sizes).toEqual(found.sizes);
  expect(await engine.call('project.recoverable', {})).toEqual([]);
  await supervisor.close();
  rmSync(dirname(bundle), { recursive: true, force: true });
  expect(log.filter(line => !line.startsWith('engine ended'))).toEqual([]);
});

/** The engine process as it is built, beside the worker and kernels that the test set-up has built. */
async function bundleEngine(): Promise<string> {
  const bundle = await bundleForNode('engine/process/engineProcess.ts', folder);
  const built = fileURLToPath(new URL('../../dist/node/', import.meta.url));
  for (const name of ['worker.js', 'kernels.wasm']) copyFileSync(join(built, name), join(dirname(bundle), name));
  return bundle;
}
