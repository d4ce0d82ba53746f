import { describe, expect, it } from 'vitest';
import { stream } from '#engine/random';
import { factorBasis } from '#engine/recommend/methods/alsBasis';
import { kernelTwins } from './kernelTwins.ts';

describe.each([
  [4, 0, 2],
  [8, 1.5, 3],
  [36, 0.7, 5],
])('rows of alternating least squares, %i factors wide', (width, alpha, steps) => {
  it('are the same in both twins', () => {
    const [nRows, nOthers] = [9, 7];
    const results = kernelTwins(1_000_000).map(({ kernels, arena }) => {
      const random = stream(width, 'als twins');
      const filled = (length: number, of: () => number) => {
        const array = arena.float64(length);
        for (let i = 0; i < length; i++) array[i] = of();
        return array;
      };
      const offsets = arena.int32(nRows + 1);
      const codes = arena.int32(nRows * nOthers);
      offsets[0] = 0;
      let n = 0;
      for (let row = 0; row < nRows; row++) {
        for (let other = 0; other < nOthers; other++) if (row !== 4 && random.uniform() < 0.5) codes[n++] = other;
        offsets[row + 1] = n;
      }
      const weights = filled(nRows * nOthers, () => 1 + random.uniform());
      const source = filled(nOthers * width, () => random.normal());
      const target = filled(nRows * width, () => random.normal());
      const gram = filled(width * width, () => 0);
      kernels.alsGram({ source, sums: gram, rowStart: 0, rowEnd: nOthers, width });
      const sums = [...gram];
      const [down, forth, back] = [0, 1, 2].map(() => filled(width * width, () => 0));
      factorBasis(gram, width, width, 0.5, { down, forth, back });
      const turned = filled(nOthers * width, () => 0);
      kernels.alsTurn({ matrix: down, from: source, to: turned, rowStart: 0, rowEnd: nOthers, width });
      const space = filled(4 * width + 4, () => 0);
      const pairs = { offsets, codes, weights, source: turned, target, forth, back, space };
      kernels.alsRows({ ...pairs, rowStart: 0, rowEnd: nRows, width, alpha, steps });
      return { sums, turned: [...turned], target: [...target] };
    });
    expect(results[0]).toEqual(results[1]);
    expect(results[0].target.slice(4 * width, 5 * width)).toEqual(Array.from({ length: width }, () => 0));
    expect(results[0].target.every(Number.isFinite)).toBe(true);
  });
});
