import { describe, expect, it } from 'vitest';
import type { KernelMemory } from '#engine/kernels/KernelMemory';
import { arenaBeside, canRead, lastingNumbers } from '#engine/kernels/lastingNumbers';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { collectGarbage } from '../support/collectGarbage.ts';

const MANY = 2 ** 20;
const POOL = newKernelMemory('wasm');

function hasOwnMemory(values: Float64Array): boolean {
  const arena = arenaBeside(values, POOL, 64, 64);
  arena.release();
  return arena.handle.kind === 'wasm' && canRead(arena.handle, values);
}

/** Returns how many had a memory of their own. */
function makeAndDrop(n: number, memory: KernelMemory): number {
  let made = 0;
  for (let i = 0; i < n; i++) if (hasOwnMemory(lastingNumbers(MANY, memory))) made++;
  return made;
}

function fewAndMany(memory: KernelMemory | undefined): Float64Array[] {
  return [lastingNumbers(MANY - 1, memory), lastingNumbers(MANY, memory)];
}

describe('numbers that last', () => {
  it('have a memory of their own where they are many and there is WASM', () => {
    const [few, many] = fewAndMany(newKernelMemory('wasm'));
    expect([few, many].map(hasOwnMemory)).toEqual([false, true]);
    expect([...fewAndMany(newKernelMemory('typescript')), ...fewAndMany(undefined)].some(hasOwnMemory)).toBe(false);
    for (const values of [few, many]) {
      expect(values.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(values.every(value => value === 0)).toBe(true);
    }
    expect(many.length).toBe(MANY);
  });

  it('have working space beside them, which grows, is given back and is used again', () => {
    const values = lastingNumbers(MANY, newKernelMemory('wasm')).fill(7);
    const first = arenaBeside(values, POOL, 30_000_000, 0);
    const second = arenaBeside(values, POOL, 1000, 0);
    const [a, b] = [first.float64(3_700_000).fill(1), second.float64(100).fill(2)];
    expect(first.handle.memory).toBe(second.handle.memory);
    expect(a.byteOffset).toBeGreaterThanOrEqual(values.byteOffset + values.byteLength);
    expect(b.byteOffset).toBeGreaterThanOrEqual(a.byteOffset + a.byteLength);
    expect(values.every(value => value === 7)).toBe(true);
    // What was a view of the memory before it grew still is.
    const whole = new Float64Array(first.handle.memory!.buffer, values.byteOffset, MANY);
    whole[MANY - 1] = 8;
    expect(values[MANY - 1]).toBe(8);
    first.release();
    second.release();
    const size = first.handle.memory!.buffer.byteLength;
    for (let i = 0; i < 20; i++) {
      const again = arenaBeside(values, POOL, 30_000_000, 0);
      expect(again.float64(1).byteOffset).toBe(a.byteOffset);
      again.release();
    }
    expect(first.handle.memory!.buffer.byteLength).toBe(size);
  });

  it('leave it to the memory of the pool where the space does not fit, or the pool has no WASM', () => {
    const values = lastingNumbers(MANY, newKernelMemory('wasm'));
    const small = POOL.arena(64);
    const large = arenaBeside(values, POOL, 2 ** 32 - 2 ** 20, 0);
    expect(canRead(large.handle, values)).toBe(large.handle.kind === 'typescript');
    large.release();
    expect(canRead(small.handle, values)).toBe(false);
    const plain = arenaBeside(values, newKernelMemory('typescript'), 64, 64);
    expect(plain.handle.kind).toBe('typescript');
    expect(canRead(plain.handle, values)).toBe(true);
    small.release();
  });

  it('gives as much more as a copy takes where they have to be copied', () => {
    const values = new Float64Array(new SharedArrayBuffer(800));
    const arena = arenaBeside(values, POOL, 64, 800);
    expect(arena.float64(8).length).toBe(8);
    expect(arena.float64(100).length).toBe(100);
    arena.release();
  });

  it('are in a memory of their own three at a time', () => {
    const memory = newKernelMemory('wasm');
    const all = Array.from({ length: 5 }, () => lastingNumbers(MANY, memory));
    expect(all.map(hasOwnMemory)).toEqual([true, true, true, false, false]);
    expect(hasOwnMemory(lastingNumbers(MANY, newKernelMemory('wasm')))).toBe(true);
  });

  it('go with their memory when nobody has them any more', async () => {
    const memory = newKernelMemory('wasm');
    for (let i = 0; i < 3; i++) {
      expect(makeAndDrop(300, memory)).toBe(3);
      await collectGarbage();
    }
  });
});
