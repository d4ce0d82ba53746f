import { describe, expect, it } from 'vitest';
import type { Arena } from '#engine/kernels/KernelMemory';
import type { Kernels } from '#engine/kernels/Kernels';
import { BATCH_ROWS, sumsLength } from '#engine/kernels/MixtureCalls';
import { exponential, LEAST_EXPONENT, naturalLog } from '#engine/kernels/typescript/exponential';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

function onBoth<T>(work: (kernels: Kernels, arena: Arena) => T): T[] {
  return kernelTwins(4_000_000).map(({ kernels, arena }) => work(kernels, arena));
}

function filled(array: Float64Array, seed: number, scale = 1): Float64Array {
  const random = stream(seed, 'mixture twins');
  return array.map(() => scale * random.normal());
}

function put(arena: Arena, values: Float64Array): Float64Array {
  const array = arena.float64(values.length);
  array.set(values);
  return array;
}

describe('the exponential and the logarithm', () => {
  // The platform's own are exact to the last digit or two on any machine the tests run on.
  it('the exponential is within 1e-15 of the platform, and 0 where it is next to nothing', () => {
    const random = stream(1, 'exponential');
    for (let i = 0; i < 20_000; i++) {
      const x = i < 10_000 ? -random.uniform() : LEAST_EXPONENT * random.uniform();
      expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
    }
    expect(exponential(0)).toBe(1);
    expect(exponential(-0)).toBe(1);
    expect(exponential(LEAST_EXPONENT)).toBeGreaterThan(0);
    expect([exponential(-701), exponential(-Infinity)]).toEqual([0, 0]);
    expect(exponential(NaN)).toBeNaN();
  });

  it('the logarithm is within 1e-15 of the platform from the least to the greatest normal number', () => {
    const random = stream(2, 'logarithm');
    for (let i = 0; i < 20_000; i++) {
      const x = i < 10_000 ? 0.5 + random.uniform() : 2 ** (2044 * random.uniform() - 1021);
      expect(Math.abs(naturalLog(x) - Math.log(x))).toBeLessThanOrEqual(1e-15 * Math.abs(Math.log(x)));
    }
    expect(naturalLog(1)).toBe(0);
  });
});

describe('the kernels of a mixture', () => {
  it.each([
    [1, 2, 1, false, 2],
    [3, 8, 3, false, 2],
    [2, 26, 2, false, 0],
    [2, 14, 4, true, 1],
  ])(
    'both twins leave the same bits: %i batches × %i columns, %i components',
    (nBatches, nColumns, nClusters, isDiagonal, products) => {
      const perFactor = isDiagonal ? nColumns : nColumns * nColumns;
      const [wasm, plain] = onBoth((kernels, arena) => {
        const shape = { nBatches, nColumns, nClusters, from: 0, to: nClusters };
        const rows = {
          batches: put(arena, filled(new Float64Array(nBatches * nColumns * BATCH_ROWS), 3, 2)),
          means: put(arena, filled(new Float64Array(nClusters * nColumns), 4)),
          space: arena.float64(2 * nColumns * BATCH_ROWS),
        };
        const weights = arena.float64(nBatches * BATCH_ROWS).fill(1);
        weights.fill(0, weights.length - 5);
        const logits = arena.float64(nBatches * nClusters * BATCH_ROWS);
        const factors = put(arena, filled(new Float64Array(nClusters * perFactor), 5));
        const constants = put(arena, filled(new Float64Array(nClusters), 6));
        kernels.mixtureLogits({ ...shape, ...rows, factors, factorStride: perFactor, isDiagonal, constants, logits });
        const before = [...logits];
        const likelihood = kernels.mixtureNormalise({ logits, weights, nBatches, nClusters });
        const sums = arena.float64(nClusters * sumsLength(nColumns, products)).fill(1);
        kernels.mixtureSums({ ...shape, ...rows, responsibilities: logits, sums, products });
        return { before, likelihood, shares: [...logits], sums: [...sums] };
      });
      expect(wasm).toEqual(plain);
      expect(wasm.shares.slice(-5)).toEqual([0, 0, 0, 0, 0]);
      expect(wasm.sums.every(Number.isFinite)).toBe(true);
    },
  );

  it('shares and likelihood of two components are those of the formula', () => {
    onBoth((kernels, arena) => {
      const logits = arena.float64(2 * BATCH_ROWS).fill(0);
      const weights = arena.float64(BATCH_ROWS).fill(0);
      weights.fill(1, 0, 2);
      // Row 0 has logits ln 3 and 0, row 1 has -1000 and -1000: shares 3/4 and 1/4, and 1/2 each.
      logits[0] = Math.log(3);
      logits[1] = -1000;
      logits[BATCH_ROWS + 1] = -1000;
      const likelihood = kernels.mixtureNormalise({ logits, weights, nBatches: 1, nClusters: 2 });
      expect(logits[0]).toBeCloseTo(0.75, 15);
      expect(logits[BATCH_ROWS]).toBeCloseTo(0.25, 15);
      expect([logits[1], logits[BATCH_ROWS + 1]]).toEqual([0.5, 0.5]);
      expect(likelihood).toBeCloseTo(Math.log(4) - 1000 + Math.log(2), 12);
    });
  });
});
