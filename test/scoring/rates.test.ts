import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { testRun } from '../support/testRun.ts';
import { rocAuc } from '#engine/metrics/classification/rocAuc';
import { scoreGroups } from '#engine/metrics/classification/scoreGroups';
import { shareDifference, shareMeasure, shareRatio, shareZ, twoSidedP } from '#engine/scoring/rates';

interface Shares {
  kind: 'shares';
  counts: [number, number, number, number];
  ratio: [number | null, number | null];
  difference: [number, number];
}
interface Auc {
  kind: 'auc';
  scores: number[];
  y: number[];
  auc: number;
  variance: number;
}
const golden = JSON.parse(readFileSync(new URL('../golden/findings.json', import.meta.url), 'utf8')) as {
  cases: (Shares | Auc)[];
};
const Z = 1.959963984540054;

describe('shares', () => {
  test.each(golden.cases.filter(one => one.kind === 'shares'))('%j: statsmodels', ({ counts, ratio, difference }) => {
    const [a, n, b, m] = counts;
    const found = shareRatio({ hits: a, n }, { hits: b, n: m });
    if (ratio[0] !== null) {
      expect(found.low / ratio[0]).toBeCloseTo(1, 8);
      expect(found.high / ratio[1]!).toBeCloseTo(1, 8);
    }
    const gap = shareDifference({ hits: a, n }, { hits: b, n: m });
    expect(gap.low).toBeCloseTo(difference[0], 10);
    expect(gap.high).toBeCloseTo(difference[1], 10);
  });
  test('none, all and nobody', () => {
    const none = shareRatio({ hits: 0, n: 40 }, { hits: 9, n: 300 });
    expect([none.value, none.low]).toEqual([0, 0]);
    // Where the first has none, the bound solves p̂b·r / sd = 1.96; by hand at the bound the score is that.
    expect(none.high).toBeGreaterThan(1);
    expect(none.high).toBeLessThan(5);
    const infinite = shareRatio({ hits: 5, n: 50 }, { hits: 0, n: 70 });
    expect([infinite.value, infinite.high]).toEqual([Infinity, Infinity]);
    expect(infinite.low).toBeGreaterThan(1);
    expect(shareRatio({ hits: 0, n: 5 }, { hits: 0, n: 5 }).value).toBeNaN();
    expect(shareRatio({ hits: 0, n: 0 }, { hits: 1, n: 5 }).value).toBeNaN();
    const all = shareRatio({ hits: 20, n: 20 }, { hits: 15, n: 15 });
    expect(all.value).toBe(1);
    expect(all.low).toBeLessThan(1);
    expect(all.high).toBeGreaterThan(1);
    expect(shareMeasure({ hits: 0, n: 0 }).value).toBeNaN();
  });
  test('the pooled z by hand: 30 of 100 against 20 of 200', () => {
    // pooled 1/6, variance 5/36 · 0.015
    expect(shareZ({ hits: 30, n: 100 }, { hits: 20, n: 200 })).toBeCloseTo(0.2 / Math.sqrt((5 / 36) * 0.015), 12);
    expect(shareZ({ hits: 4, n: 4 }, { hits: 3, n: 3 })).toBe(0);
    expect(twoSidedP(Z)).toBeCloseTo(0.05, 12);
    expect(twoSidedP(0)).toBe(1);
    expect(twoSidedP(60)).toBeLessThan(1e-300);
  });
});

describe('AUC with its interval', () => {
  test.each(golden.cases.filter(one => one.kind === 'auc'))(
    'DeLong by all pairs',
    async ({ scores, y, auc, variance }) => {
      const found = rocAuc(await scoreGroups(Uint8Array.from(y), Float64Array.from(scores), testRun()));
      expect(found.value).toBeCloseTo(auc, 12);
      expect(found.low).toBeCloseTo(auc - Z * Math.sqrt(variance), 12);
      expect(found.high).toBeCloseTo(Math.min(1, auc + Z * Math.sqrt(variance)), 12);
      expect(found.n).toBe(y.length);
    },
  );
});
