import { describe, expect, it } from 'vitest';
import { copyNumbers } from '#engine/kernels/copyNumbers';
import { newKernelMemory } from '#engine/kernels/newKernelMemory';
import { sharedFloat64 } from '#engine/table/Matrix';

describe('copyNumbers', () => {
  it('copies a part of one shared array to the start of another, bit by bit, and nothing beyond', () => {
    const from = sharedFloat64(7);
    from.set([1, -0, NaN, Number.MIN_VALUE, 1 / 3, Infinity, 7]);
    for (const kind of ['wasm', 'typescript'] as const) {
      const to = newKernelMemory(kind).arena(1024).float64(8).fill(9);
      copyNumbers(from.subarray(1, 6), to.subarray(1));
      expect([...to]).toEqual([9, -0, NaN, Number.MIN_VALUE, 1 / 3, Infinity, 9, 9]);
    }
  });

  it('leaves all as it is where there is nothing to copy', () => {
    const to = sharedFloat64(2).fill(9);
    copyNumbers(sharedFloat64(0), to);
    expect([...to]).toEqual([9, 9]);
  });
});
