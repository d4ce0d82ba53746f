import { describe, expect, it } from 'vitest';
import { TILE_STRIDE } from '#engine/kernels/LogisticTile';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

describe.each([
  [8, 1, false],
  [64, 5, true],
  [256, 26, false],
  [200, 31, true],
])('a tile of a logistic regression, %i rows × %i', (nRows, nDense, isWeighted) => {
  it('is the same in both twins, gaps and rows without weight among it', () => {
    const width = 4 * Math.ceil(nDense / 4);
    const results = kernelTwins(4_000_000).map(({ kernels, arena }) => {
      const random = stream(nDense, 'logistic twins');
      const filled = (length: number, of: (i: number) => number) => {
        const array = arena.float64(length);
        for (let i = 0; i < length; i++) array[i] = of(i);
        return array;
      };
      const isGap = () => random.uniform() < 0.1;
      const used = nDense * TILE_STRIDE;
      const tile = filled(width * TILE_STRIDE, i => (i >= used ? 0 : isGap() ? NaN : 5 + random.normal()));
      const call = {
        tile,
        fills: filled(nDense, () => 5),
        centers: filled(nDense, () => 4.5),
        factors: filled(nDense, () => 0.7),
        parameters: filled(nDense, () => 3 * random.normal()),
        logits: filled(TILE_STRIDE, () => random.normal()),
        events: filled(TILE_STRIDE, () => Number(random.uniform() < 0.3)),
        weights: filled(TILE_STRIDE, i => (i > nRows - 4 ? 0 : isWeighted ? 2 * random.uniform() : 1)),
        residuals: filled(TILE_STRIDE, () => 0),
        roots: filled(TILE_STRIDE, () => 0),
        gradient: filled(nDense, () => 1),
      };
      const loss = kernels.logisticTile({ ...call, nRows, nDense, isWeighted });
      const sums = filled(width * width, () => 2);
      kernels.addProducts({ tile, roots: call.roots, sums, nRows, nDense, width });
      const { gradient, residuals, roots } = call;
      const lower = Array.from(sums).filter((_sum, i) => i % width <= Math.floor(i / width));
      return { loss, gradient: [...gradient], residuals: [...residuals], roots: [...roots], tile: [...tile], lower };
    });
    expect(results[0]).toEqual(results[1]);
    expect(Number.isFinite(results[0].loss)).toBe(true);
  });
});
