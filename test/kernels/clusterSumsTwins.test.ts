import { describe, expect, it } from 'vitest';
import { stream } from '#engine/random';
import { kernelTwins } from './kernelTwins.ts';

describe.each([
  [1, 1],
  [8, 5],
  [43, 3],
])('sums of clusters over %i columns', (nColumns, nClusters) => {
  it('are the same in both twins', () => {
    const nRows = 77;
    const results = kernelTwins(1_000_000).map(({ kernels, arena }) => {
      const random = stream(nColumns, 'cluster sums');
      const rows = arena.float64(nRows * nColumns);
      for (let i = 0; i < rows.length; i++) rows[i] = 1e6 + random.normal();
      const origin = arena.float64(nColumns);
      origin.set(rows.subarray(0, nColumns));
      const labels = arena.int32(nRows);
      for (let row = 0; row < nRows; row++) labels[row] = random.below(nClusters);
      const sums = arena.float64(nClusters * (nColumns + 1)).fill(0);
      const means = arena.float64(nClusters * nColumns);
      for (let i = 0; i < means.length; i++) means[i] = random.normal();
      const [distances, squares] = [0, 1].map(() => arena.float64(nClusters).fill(0));
      kernels.sumClusters({ rows, origin, labels, nRows, nColumns, sums });
      kernels.spreadClusters({ rows, labels, nRows, nColumns, means, distances, squares });
      return { rows: [...rows], sums: [...sums], distances: [...distances], squares: [...squares] };
    });
    expect(results[0]).toEqual(results[1]);
    const { sums } = results[0];
    const sizes = Array.from({ length: nClusters }, (_none, c) => sums[c * (nColumns + 1)]);
    expect(sizes.reduce((total, size) => total + size, 0)).toBe(nRows);
  });
});
