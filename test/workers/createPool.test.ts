import { afterEach, describe, expect, it } from 'vitest';
import { Cancelled, RemoteBug } from '#shared/errors';
import { webAssembly } from '#engine/kernels/webAssembly';
import { sharedFloat64, sharedInt32 } from '#engine/table/Matrix';
import { newChunkQueue } from '#engine/workers/claimChunks';
import { createPool } from '#engine/workers/createPool';
import type { Pool } from '#engine/workers/Pool';

let pool: Pool | undefined;
afterEach(() => pool?.close());

function predictInput(nRows: number, nClusters: number, chunkRows: number) {
  const nColumns = 8;
  return {
    queue: newChunkQueue(nRows, chunkRows),
    values: sharedFloat64(nRows * nColumns),
    nColumns,
    centers: sharedFloat64(nClusters * nColumns).map((_, i) => i),
    nClusters,
    labels: sharedInt32(nRows),
  };
}

describe('createPool', () => {
  it('loads the WASM kernels, or their twins when asked', async () => {
    pool = await createPool(1);
    expect(pool.kernelMemory?.kind).toBe('wasm');
    await pool.close();
    pool = await createPool(1, 'typescript');
    expect(pool.kernelMemory?.kind).toBe('typescript');
  });

  it('survives a task that throws and a task that does not exist, and reports both as bugs', async () => {
    pool = await createPool(2);
    await expect(pool.map('kmeans.predict', [undefined, undefined])).rejects.toBeInstanceOf(RemoteBug);
    await expect(pool.map('no such task', [1])).rejects.toThrow('no such task');
    const input = predictInput(5, 2, 2);
    await pool.map('kmeans.predict', [input]);
    expect([...input.labels]).toEqual([0, 0, 0, 0, 0]);
  });

  it('reports an input that no thread can read, and goes on', async () => {
    pool = await createPool(1);
    const api = webAssembly()!;
    // A view of a memory of 4 GB, of which the engine makes none, cannot be handed over.
    const memory = new api.Memory({ initial: 65_536, maximum: 65_536, shared: true });
    await expect(pool.map('kmeans.predict', [{ values: new Uint8Array(memory.buffer, 0, 8) }])).rejects.toThrow();
    const input = predictInput(3, 2, 2);
    await pool.map('kmeans.predict', [input]);
    expect([...input.labels]).toEqual([0, 0, 0]);
  });

  it.each([16_384, 4_000_000])('stops within 200 ms of a cancel, chunks of %i rows', async chunkRows => {
    pool = await createPool(2);
    const warm = predictInput(10, 2, 10);
    await pool.map('kmeans.predict', [warm, warm]);
    // About a minute of work; in the second case in one chunk, which is never interrupted from within.
    const input = predictInput(4_000_000, 1000, chunkRows);
    const abort = new AbortController();
    const work = pool.map('kmeans.predict', [input, input], abort.signal);
    await new Promise(resolve => setTimeout(resolve, 100));
    const start = performance.now();
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
    // 200 ms on a machine of our own; this one may be shared.
    expect(performance.now() - start).toBeLessThan(10_000);
    const again = predictInput(3, 2, 10);
    await pool.map('kmeans.predict', [again]);
    expect([...again.labels]).toEqual([0, 0, 0]);
  });
});
