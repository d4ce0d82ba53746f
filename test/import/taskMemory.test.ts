import { expect, test } from 'vitest';
import { taskMemory } from '#engine/import/taskMemory';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

test('outside the threads of a pool the kernels of its memory are not loaded, and not asked for', async () => {
  const pool = await sharedPool(2);
  expect(pool.kernelMemory?.kind).toBe('wasm');
  expect(taskMemory(testRun({ pool })).kind).toBe('typescript');
});
