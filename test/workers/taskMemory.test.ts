import { expect, test } from 'vitest';
import { taskMemory } from '#engine/workers/taskMemory';
import { kernelsFor } from '#engine/kernels/kernelsFor';
import { sharedPool } from '../support/sharedPool.ts';
import { testRun } from '../support/testRun.ts';

test('the memory of a pool is used where its kernels are loaded, as where it was made, and plain memory elsewhere', async () => {
  const memory = taskMemory(testRun({ pool: await sharedPool(2) }));
  expect(memory.kind).toBe('wasm');
  const arena = memory.arena(1024);
  expect(kernelsFor(arena.handle).countByte(arena.uint8(8).fill(7), 8, 7)).toBe(8);
  arena.release();
  expect(taskMemory(testRun()).kind).toBe('typescript');
});
