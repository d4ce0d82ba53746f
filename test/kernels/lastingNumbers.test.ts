import { describe, expect, it } from 'vitest';
import type { KernelMemory } from '#engine/kernels/KernelMemory';
import { arenaBeside, canRead, lastingNumbers } from '#engine/kernels/lastingNumbers';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { collectGarbage } from '../support/collectGarbage.ts';

const MANY = 2 ** 20;
const POOL = newKernelMemory('wasm');

function areInPlace(values: Float64Array): boolean {
  const arena = arenaBeside(values, POOL, 64, 64);
  arena.release();
  return arena.handle.kind === 'wasm' && canRead(arena.handle, values);
}

/** Returns how many of them could be read in place, and the highest byte that they were at. */
function makeAndDrop(n: number, memory: KernelMemory): { inPlace: number; highest: number } {
  let [inPlace, highest] = [0, 0];
  for (let i = 0; i < n; i++) {
    const values = lastingNumbers(MANY, memory);
    if (!areInPlace(values)) continue;
    inPlace++;
    highest = Math.max(highest, values.byteOffset);
  }
  return { inPlace, highest };
}

function fewAndMany(memory: KernelMemory | undefined): Float64Array[] {
  return [lastingNumbers(MANY - 1, memory), lastingNumbers(MANY, memory)];
}

describe('numbers that last', () => {
  it('can be read in place where they are many and there is WASM', () => {
    const [few, many] = fewAndMany(newKernelMemory('wasm'));
    expect([few, many].map(areInPlace)).toEqual([false, true]);
    expect([...fewAndMany(newKernelMemory('typescript')), ...fewAndMany(undefined)].some(areInPlace)).toBe(false);
    for (const values of [few, many]) expect(values.buffer).toBeInstanceOf(SharedArrayBuffer);
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

  it('lie beside one another, each in a buffer object of its own, four at a time', () => {
    const memory = newKernelMemory('wasm');
    const all = Array.from({ length: 6 }, (_none, i) => lastingNumbers(MANY, memory).fill(i));
    expect(all.map(areInPlace)).toEqual([true, true, true, true, false, false]);
    expect(new Set(all.map(({ buffer }) => buffer)).size).toBe(6);
    expect(all.every((values, i) => values.every(value => value === i))).toBe(true);
    expect(areInPlace(lastingNumbers(MANY, newKernelMemory('wasm')))).toBe(true);
  });

  it('leave their place when nobody has them any more, hundreds of times', async () => {
    const memory = newKernelMemory('wasm');
    const kept = lastingNumbers(MANY, memory).fill(5);
    const first = makeAndDrop(100, memory);
    expect(first.inPlace).toBe(3);
    for (let i = 0; i < 3; i++) {
      await collectGarbage();
      expect(makeAndDrop(100, memory)).toEqual(first);
    }
    expect(kept.every(value => value === 5)).toBe(true);
  });

  it('find the same memory when none was left for a while', async () => {
    const memory = newKernelMemory('wasm');
    const memoryOfNew = () => {
      const arena = arenaBeside(lastingNumbers(MANY, memory), POOL, 64, 64);
      arena.release();
      return arena.handle.memory;
    };
    const first = memoryOfNew();
    for (let i = 0; i < 3; i++) {
      await collectGarbage();
      expect(memoryOfNew()).toBe(first);
    }
  });

  it('keep their place while there is a view of them', async () => {
    const memory = newKernelMemory('wasm');
    const viewOf = () => lastingNumbers(MANY, memory).fill(6).subarray(10, 20);
    const view = viewOf();
    for (let i = 0; i < 3; i++) {
      await collectGarbage();
      for (let j = 0; j < 5; j++) lastingNumbers(MANY, memory).fill(7);
    }
    expect([...view]).toEqual(Array.from({ length: 10 }, () => 6));
  });
});
