import { rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import type { EngineRestarted } from '#shared/contract/contract';
import { connect, type EngineClient } from '#shared/transport/connect';
import { memoryPorts } from '#shared/transport/memoryPort';
import { FileTokens } from '#engine/process/FileTokens';
import { forkEngine } from '#engine/process/forkEngine';
import { readRss } from '#engine/process/readRss';
import { Supervisor } from '#engine/process/Supervisor';
import type { WatchLimits } from '#engine/process/Watchdog';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { bundleForNode } from './support/bundleForNode.ts';

const folder = temporaryFolder();
let toy = '';
beforeAll(async () => {
  toy = await bundleForNode('test/process/support/toyEngine.ts', folder);
});
afterAll(() => rmSync(dirname(toy), { recursive: true, force: true }));

/** Waits that end with an event; the bound only tells a hang from a busy machine. */
const UNTIL = { timeout: 20_000 };
const GENEROUS: WatchLimits = { rssBytes: 2 ** 33, silentMs: 20_000, startMs: 20_000, cancelMs: 20_000, everyMs: 50 };
const running: Supervisor[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map(supervisor => supervisor.close()));
  delete process.env.TOY_NEVER_STARTS;
});

function start(limits: Partial<WatchLimits> = {}) {
  const log: string[] = [];
  const files = new FileTokens(file => supervisor.announceFile(file));
  const supervisor: Supervisor = new Supervisor({
    spawn: () => forkEngine(toy, line => log.push(line)),
    files,
    workDirectory: folder,
    recoveryDirectory: null,
    logDirectory: join(folder, 'logs'),
    threads: 1,
    limits: { ...GENEROUS, ...limits },
    readRss,
    log: line => log.push(line),
  });
  running.push(supervisor);
  supervisor.start();
  const attach = (): EngineClient => {
    const [here, there] = memoryPorts();
    supervisor.attach(there);
    return connect(here);
  };
  const open = (client: EngineClient, name: string, options = {}) =>
    client.call('dataset.open', { file: files.add(join(folder, name), name, 'path').token }, options);
  return { supervisor, files, log, attach, open };
}

async function restartOf(client: EngineClient): Promise<EngineRestarted> {
  return new Promise(resolve => client.on('engine.restarted', resolve));
}

describe('a supervised engine', () => {
  it('answers calls made before it is ready, with files registered before and after', async () => {
    const { attach, open } = start();
    const client = attach();
    const state = client.call('project.state', {});
    expect(await open(client, 'first.csv')).toEqual({ fileName: 'first.csv' });
    expect((await state).threads).not.toBe(process.pid);
    expect(await open(client, 'second.csv')).toEqual({ fileName: 'second.csv' });
  });

  it('makes files that the engine hands out known to the host', async () => {
    const { attach, files } = start();
    const [report] = await attach().call('report.build', { formats: ['html'], paper: 'A4' });
    expect(files.resolve(report.token)).toMatchObject({ path: join(folder, 'report.html'), origin: 'engine' });
  });

  it.each([
    ['memory.csv', { rssBytes: 300 * 2 ** 20 }, 'it needed more than 315 MB of memory'],
    ['blockedMemory.csv', { rssBytes: 300 * 2 ** 20 }, 'it needed more than 315 MB of memory'],
    ['stuck.csv', { silentMs: 5000 }, 'it gave no sign of life for 5 seconds'],
    ['abort.csv', {}, 'the engine ended unexpectedly (signal SIGABRT)'],
    ['exit.csv', {}, 'the engine ended unexpectedly (exit status 7)'],
    ['stray.csv', {}, 'the engine ended unexpectedly (exit status 70)'],
  ])('ends an engine that runs away on %s and says why; the project comes back', async (name, limits, reason) => {
    const { attach, open, supervisor } = start(limits);
    const client = attach();
    await open(client, 'good.csv');
    await client.call('project.setSeed', { seed: 7 });
    const before = supervisor.pid;
    const restarted = restartOf(client);
    const other = client.call('segment.map', {}).catch((error: Error) => error);
    await expect(open(client, name)).rejects.toMatchObject({ code: 'engine.crashed', args: { file: name, reason } });
    expect(await other).toBeInstanceOf(AppError);
    expect(await restarted).toEqual({ file: name, reason, project: 'recovered' });
    const state = await client.call('project.state', {});
    expect(state).toMatchObject({ source: { name: 'good.csv' }, recipe: { seed: 7 } });
    expect(supervisor.pid).not.toBe(before);
  });

  it('says that the project is lost when opening it again ends the engine too', async () => {
    const { attach, open, supervisor, files } = start();
    const client = attach();
    await open(client, 'good.csv');
    // From now on the file that was good is one that ends the engine.
    const token = supervisor.project.opened?.how === 'dataset.open' ? supervisor.project.opened.token : '';
    files.take({ token, path: '', name: 'exit.csv', origin: 'path' });
    const restarted = restartOf(client);
    await expect(open(client, 'abort.csv')).rejects.toMatchObject({ code: 'engine.crashed' });
    expect((await restarted).project).toBe('lost');
    expect((await client.call('project.state', {})).source).toBeNull();
  });

  it('ends a job that goes on long after it was cancelled', async () => {
    const { attach, open } = start({ cancelMs: 300 });
    const client = attach();
    // A call that still waits for the engine would be cancelled at once.
    await client.call('project.state', {});
    const controller = new AbortController();
    const opening = open(client, 'deaf.csv', { signal: controller.signal, onProgress: () => controller.abort() });
    await expect(opening).rejects.toMatchObject({ code: 'engine.crashed', args: { file: 'deaf.csv' } });
  });

  it('reports progress and cancels', async () => {
    const { attach, open } = start();
    const client = attach();
    const controller = new AbortController();
    const onProgress = (done: number) => {
      if (done < 3 || controller.signal.aborted) return;
      controller.abort();
    };
    await expect(open(client, 'slow.csv', { signal: controller.signal, onProgress })).rejects.toBeInstanceOf(Cancelled);
  });

  it('cancels the calls of an interface that is replaced, whose numbers begin again at 0', async () => {
    const { attach, open } = start();
    const first = attach();
    const slow = open(first, 'slow.csv').catch((error: Error) => error);
    await first.call('project.state', {});
    const second = attach();
    expect(await slow).toMatchObject({ code: 'engine.notReady' });
    expect((await second.call('project.state', {})).appVersion).toBe('toy');
    expect(await open(second, 'good.csv')).toEqual({ fileName: 'good.csv' });
  });

  it('gives up after three engines that do not start, and tries again when asked', async () => {
    process.env.TOY_NEVER_STARTS = 'exit';
    const { attach, log } = start();
    const client = attach();
    await expect(client.call('project.state', {})).rejects.toMatchObject({ code: 'engine.notReady' });
    expect(log.filter(line => line.includes('while starting'))).toHaveLength(3);
    delete process.env.TOY_NEVER_STARTS;
    expect((await client.call('project.state', {})).appVersion).toBe('toy');
  });

  it('ends an engine that never becomes ready', async () => {
    process.env.TOY_NEVER_STARTS = 'hang';
    const { attach, log } = start({ startMs: 700 });
    await expect(attach().call('project.state', {})).rejects.toMatchObject({ code: 'engine.notReady' });
    expect(log[0]).toContain('it did not start within 0.7 seconds');
  });

  it('logs a defect by its place and never by its words', async () => {
    const { attach, open, log } = start();
    await expect(open(attach(), 'bug.csv')).rejects.toThrow('something went wrong in dataset.open');
    await expect.poll(() => log.join('\n'), UNTIL).toContain('defect in dataset.open: TypeError');
    await expect(open(attach(), 'stray.csv')).rejects.toMatchObject({ code: 'engine.crashed' });
    await expect.poll(() => log.join('\n'), UNTIL).toContain('defect in work outside of a call: TypeError');
    expect(log.join('\n')).not.toContain('Jane');
    expect(log.join('\n')).toMatch(/\n\s+at /);
  });

  it('drops what is not a request and refuses the 257th call at once', async () => {
    const { supervisor } = start();
    const [here, there] = memoryPorts();
    supervisor.attach(there);
    const heard: { kind: string; id: number }[] = [];
    here.onMessage(message => heard.push(message as never));
    for (const junk of [
      null,
      5,
      'x',
      {},
      { kind: 'request' },
      { kind: 'reply', id: 1, output: 1 },
      { kind: 'request', id: -1, method: 'a' },
      { kind: 'request', id: 1, method: 5 },
      { channel: 'control', control: { kind: 'close' } },
    ])
      here.send(junk as never);
    for (let id = 0; id < 300; id++) here.send({ kind: 'request', id, method: 'project.state', input: {} });
    await expect.poll(() => heard.filter(message => message.kind === 'reply').length, UNTIL).toBe(256);
    expect(heard.filter(message => message.kind === 'error')).toHaveLength(44);
  });

  it('closes its engine', async () => {
    const { attach, supervisor } = start();
    await attach().call('project.state', {});
    const pid = supervisor.pid!;
    await supervisor.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });
});
