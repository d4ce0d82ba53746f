import { describe, expect, it } from 'vitest';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';

describe('kernel memory', () => {
  it('gives arenas that do not overlap, aligned for SIMD, and reuses what was given back', () => {
    const memory = newKernelMemory('wasm');
    const first = memory.arena(1000);
    const second = memory.arena(5000);
    const a = first.float64(100);
    const b = second.float64(500);
    expect(a.byteOffset % 64).toBe(0);
    expect(b.byteOffset).toBeGreaterThanOrEqual(a.byteOffset + a.byteLength);
    expect(a.buffer).toBeInstanceOf(SharedArrayBuffer);
    first.release();
    const third = memory.arena(900).float32(10);
    expect(third.byteOffset).toBe(a.byteOffset);
  });

  it('keeps arrays valid while it grows', () => {
    const memory = newKernelMemory('wasm');
    const small = memory.arena(100).float64(4).fill(7);
    const large = memory.arena(50_000_000).float64(6_000_000).fill(1);
    expect([...small]).toEqual([7, 7, 7, 7]);
    expect(large.at(-1)).toBe(1);
  });

  it('refuses more than an arena was made for', () => {
    const arena = newKernelMemory('wasm').arena(128);
    arena.float64(8);
    arena.float64(8);
    expect(() => arena.float64(1)).toThrow('more than it was made for');
  });

  it('falls back to plain shared buffers above 4 GB, and says so', () => {
    const arena = newKernelMemory('wasm').arena(5e9);
    expect(arena.handle).toEqual({ kind: 'typescript', memory: null });
    expect(arena.int32(3).buffer).toBeInstanceOf(SharedArrayBuffer);
  });
});
