import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Cancelled } from '#shared/errors';
import { bundledFile } from '#engine/location';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { ThreadPool } from '#engine/workers/ThreadPool';

/** A worker with the pool's protocol and tasks that misbehave on purpose. */
const WORKER = `
const { parentPort, threadId } = require('node:worker_threads');
const wait = ms => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const tasks = {
  double: n => 2 * n,
  slowWhenOdd: n => { wait(n % 2 ? 40 : 0); return n; },
  thread: () => { wait(20); return threadId; },
  die: () => process.exit(3),
  hang: () => { for (;;) wait(1000); },
  listen: (n, stop) => { while (!Atomics.load(stop, 0)) wait(5); return { cancelled: true }; },
};
parentPort.on('message', ({ id, task, input, stop }) => {
  const output = tasks[task](input, stop);
  if (output && output.cancelled) parentPort.postMessage({ id, error: { kind: 'cancelled' } });
  else parentPort.postMessage({ id, output });
});
parentPort.postMessage('ready');
`;

let folder: string;
let pool: ThreadPool | undefined;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tessera-pool-'));
  writeFileSync(join(folder, 'worker.cjs'), WORKER);
});
afterEach(() => pool?.close());
afterAll(() => rmSync(folder, { recursive: true }));

function newPool(threads: number): ThreadPool {
  pool = new ThreadPool({
    threads,
    file: join(folder, 'worker.cjs'),
    data: { kernels: null },
    kernelMemory: newKernelMemory('typescript'),
  });
  return pool;
}

describe('ThreadPool', () => {
  it('starts its threads before there is work for them, and not more than it has', async () => {
    const open = newPool(2);
    await open.start();
    await open.start();
    const ids = await open.map<number, number>('thread', [0, 0, 0, 0]);
    expect(new Set(ids).size).toBe(2);
  });

  it('does not wait for a thread that is ended while it starts', async () => {
    const open = newPool(1);
    const started = open.start();
    await open.close();
    await started;
    await expect(open.map('double', [1])).rejects.toThrow('closed');
  });

  it('returns outputs in the order of the inputs, whichever came first', async () => {
    const inputs = [1, 2, 3, 4, 5, 6, 7];
    expect(await newPool(3).map('slowWhenOdd', inputs)).toEqual(inputs);
  });

  it('uses no more threads than it was given, and more than one at a time', async () => {
    const threads = await newPool(2).map<number, number>('thread', [0, 1, 2, 3, 4, 5]);
    expect(new Set(threads).size).toBe(2);
  });

  it('runs several maps at once', async () => {
    const running = newPool(2);
    const [a, b] = await Promise.all([running.map('double', [1, 2, 3]), running.map('double', [10, 20])]);
    expect([a, b]).toEqual([
      [2, 4, 6],
      [20, 40],
    ]);
  });

  it('resolves at once for no inputs', async () => {
    expect(await newPool(2).map('double', [])).toEqual([]);
  });

  it('fails the map when a thread dies, and goes on with a new one', async () => {
    const running = newPool(2);
    await expect(running.map('die', [1])).rejects.toThrow('a worker thread stopped in die');
    expect(await running.map('double', [4, 5])).toEqual([8, 10]);
  });

  it('fails on an input that cannot be cloned, and stays usable', async () => {
    const running = newPool(1);
    await expect(running.map('double', [() => 1])).rejects.toThrow(/could not be cloned/);
    expect(await running.map('double', [4])).toEqual([8]);
  });

  it('tells running tasks to stop and rejects with Cancelled', async () => {
    const running = newPool(2);
    const abort = new AbortController();
    const work = running.map('listen', [1, 2, 3], abort.signal);
    setTimeout(() => abort.abort(), 100);
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect(await running.map('double', [4])).toEqual([8]);
  });

  it('ends threads that do not listen within 200 ms and replaces them', async () => {
    const running = newPool(2);
    await running.map('double', [1, 2]);
    const abort = new AbortController();
    const work = running.map('hang', [1, 2, 3], abort.signal);
    await new Promise(resolve => setTimeout(resolve, 30));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(await running.map('double', [4])).toEqual([8]);
  });

  it('rejects at once when the signal is already aborted, and when closed', async () => {
    const running = newPool(1);
    await expect(running.map('double', [1], AbortSignal.abort())).rejects.toBeInstanceOf(Cancelled);
    await running.close();
    await expect(running.map('double', [1])).rejects.toThrow('the pool is closed');
  });

  it('cancels what runs when it is closed', async () => {
    const running = newPool(1);
    const work = expect(running.map('hang', [1, 2])).rejects.toBeInstanceOf(Cancelled);
    await running.close();
    await work;
  });

  it('does not keep the process alive when idle', () => {
    const script = `
      const { Worker } = require('node:worker_threads');
      const worker = new Worker(${JSON.stringify(bundledFile('worker.js'))}, { workerData: { kernels: null } });
      worker.unref();
    `;
    expect(spawnSync(process.execPath, ['-e', script], { timeout: 20_000 }).status).toBe(0);
  });
});
