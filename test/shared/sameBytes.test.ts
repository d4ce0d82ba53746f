import { describe, expect, it } from 'vitest';
import { haveSameBytes } from '../support/sameBytes.ts';

describe('typed arrays in toEqual', () => {
  it('are equal by their bytes, also as part of something else and over shared memory', () => {
    const shared = new Float64Array(new SharedArrayBuffer(24));
    shared.set([1, NaN, 3]);
    expect(haveSameBytes(Float64Array.of(1, NaN, 3), shared)).toBe(true);
    expect({ a: [shared.subarray(1)] }).toEqual({ a: [Float64Array.of(NaN, 3)] });
  });

  it('are left to toEqual where a byte, the length or the type differs', () => {
    for (const [a, b] of [
      [Float64Array.of(0), Float64Array.of(-0)],
      [Float64Array.of(1, 2), Float64Array.of(1)],
      [Int32Array.of(1), Uint32Array.of(1)],
      [Int32Array.of(1), [1]],
    ]) {
      expect(haveSameBytes(a, b)).toBeUndefined();
      expect(a).not.toEqual(b);
      expect({ a }).not.toEqual({ a: b });
    }
  });
});
