import { describe, expect, it } from 'vitest';
import { historyLength, rememberCenters, SLOTS } from '#engine/algorithms/kmeans/limits';

describe('what leads of rows lose at most as centres move: the limits', () => {
  const limitsOf = (pairs: number, before: number[], after: number[]) => {
    const nClusters = before.length;
    const limits = new Float32Array(SLOTS * nClusters * pairs * 4);
    const known = { nClusters, pairs, history: new Float64Array(historyLength(1, nClusters, pairs)), limits };
    rememberCenters(known, 0, Float64Array.from(before), 1, 0);
    expect(rememberCenters(known, 1, Float64Array.from(after), 1, 0)).toBe(1);
    return { known, limits };
  };

  it('of a pair know that what both centres move is no loss', () => {
    // Centres 0 and 10 become 1 and 11. The lead of centre 0 at x, (x - 10)² - x² = 100 - 20 x, becomes 120 - 20 x; that of centre 10 loses 20.
    const { limits } = limitsOf(2, [0, 10], [1, 11]);
    expect(limits[1 * 4]).toBeCloseTo(-20, 4);
    expect(limits[1 * 4 + 2]).toBeCloseTo(0, 9);
    expect(limits[2 * 4]).toBeCloseTo(20, 4);
    expect(limits[1 * 4 + 1]).toBe(-Infinity);
  });

  it('of a pair loses by what the centres move apart, times twice the distance', () => {
    // Centres 0 and 10 become 0 and 8: (x - 8)² - (x - 10)² = 4 x - 36, so the lead loses 36 and at most 4 |x| more.
    const { limits } = limitsOf(2, [0, 10], [0, 8]);
    expect(limits[1 * 4]).toBeCloseTo(36, 4);
    expect(limits[1 * 4 + 2]).toBeCloseTo(4, 4);
  });

  it('for all others go by how far the centre and the other that moved most have moved', () => {
    // Moves 1 and 2: D = 3, for both.
    const { limits } = limitsOf(1, [0, 10], [1, 8]);
    expect([...limits.subarray(0, 4)].map(value => Math.round(value * 1000) / 1000)).toEqual([9, -Infinity, 6, 0]);
    expect(limits[4]).toBeCloseTo(9, 4);
  });

  it('begin anew when there is no slot left: no lead is then above them', () => {
    const { known, limits } = limitsOf(1, [0, 10], [1, 8]);
    expect(rememberCenters(known, SLOTS, Float64Array.of(2, 7), 1, 0)).toBe(0);
    expect(Math.min(...limits)).toBeGreaterThan(1e37);
  });
});
