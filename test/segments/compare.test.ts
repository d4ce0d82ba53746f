import { beforeAll, describe, expect, it } from 'vitest';
import type { ComparedClustering } from '#shared/evidence';
import { Cancelled } from '#shared/errors';
import { defaultRecipe } from '#shared/recipe';
import { newRun, type Run } from '#engine/jobs/Run';
import { silhouettes } from '#engine/metrics/silhouette';
import { compareOne, withAgreement } from '#engine/segments/compare/compareClusterings';
import { recommend } from '#engine/segments/compare/recommend';
import { segmentSilhouettes } from '#engine/segments/views/segmentSilhouettes';
import type { Pool } from '#engine/workers/Pool';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';
import { someSegmented } from '../support/someSegmented.ts';

let pool: Pool;
let run: Run;
beforeAll(async () => {
  pool = await sharedPool(2);
  run = newRun({ seed: 42, pool });
});

const { segmenting } = defaultRecipe(42);

function entry(title: string, value: number, parts: Partial<ComparedClustering> = {}): ComparedClustering {
  return {
    algorithm: title as ComparedClustering['algorithm'],
    title,
    error: null,
    nClusters: 4,
    leftOut: 0,
    sizes: [40, 30, 20, 10],
    silhouette: { value, sampled: false, n: 100, seed: 42, low: value - 0.02, high: value + 0.02 },
    daviesBouldin: 1,
    calinskiHarabasz: 100,
    stability: { value: 0.9, low: 0.8, high: 1, refits: 20, n: 100, sampled: false, seed: 42 },
    agreement: null,
    notes: [],
    ...parts,
  };
}

describe('one clustering beside others', () => {
  const x = groupedMatrix(400, 3, 3);
  const rows = { x, features: [], segmenting };

  it('is measured as the segments are, and held against those on show', async () => {
    const found = await compareOne('kmeans', rows, 3, run);
    expect(found.entry).toMatchObject({ title: 'k-means', error: null, nClusters: 3, leftOut: 0 });
    expect(found.entry.sizes.reduce((sum, size) => sum + size, 0)).toBe(400);
    const [own] = await silhouettes(x, [{ labels: found.labels ?? new Int32Array(0), nClusters: 3 }], run);
    expect(found.entry.silhouette.value).toBe(own.value);
    expect(found.entry.stability?.refits).toBe(20);
    expect(withAgreement(found, found.labels).agreement).toBe(1);
    expect(withAgreement(found, new Int32Array(7)).agreement).toBeNull();
    expect(withAgreement(found, null).agreement).toBeNull();
  });

  it('chooses its own number where none is given', async () => {
    const { entry: chosen } = await compareOne(
      'kmeans',
      { ...rows, segmenting: { ...segmenting, maxClusters: 4 } },
      null,
      run,
    );
    expect([2, 3, 4]).toContain(chosen.nClusters);
  });

  it('says why it cannot be used', async () => {
    const few = matrixOf([[0], [0], [0], [1], [1]]);
    const { entry: failed, labels } = await compareOne('kmeans', { ...rows, x: few }, 4, run);
    expect(failed.error).toContain('4');
    expect(labels).toBeNull();
    expect(withAgreement({ entry: failed, labels }, new Int32Array(5)).agreement).toBeNull();
  });

  it('stops when asked', async () => {
    const abort = new AbortController();
    const work = compareOne('kmeans', rows, 3, newRun({ seed: 42, pool, signal: abort.signal }));
    abort.abort();
    await expect(work).rejects.toBeInstanceOf(Cancelled);
  });
});

describe('the recommendation', () => {
  it('takes the highest silhouette', () => {
    const found = recommend([entry('A', 0.5), entry('B', 0.3)], 100);
    expect(found.recommended).toBe('A');
    expect(found.recommendation).toContain('A separates these customers best (silhouette 0.500).');
    expect(found.recommendation).toContain('these measures favour round groups');
  });
  it('among equals the one that comes back best on samples', () => {
    const steady = { value: 0.99, low: 0.9, high: 1, refits: 20, n: 100, sampled: false, seed: 42 };
    const found = recommend([entry('A', 0.5), entry('B', 0.49, { stability: steady }), entry('C', 0.2)], 100);
    expect(found.recommended).toBe('B');
    expect(found.recommendation).toMatch(/^A and B separate these customers equally well within the error; B/);
  });
  it('not one that leaves many customers out, or whose segments do not come back, where there is another', () => {
    const shaky = { value: 0.4, low: 0.1, high: 0.6, refits: 20, n: 100, sampled: false, seed: 42 };
    expect(recommend([entry('A', 0.7, { leftOut: 30 }), entry('B', 0.3)], 100).recommended).toBe('B');
    expect(recommend([entry('A', 0.7, { stability: shaky }), entry('B', 0.3)], 100).recommended).toBe('B');
    const alone = recommend([entry('A', 0.2, { leftOut: 30, stability: shaky })], 100);
    expect(alone.recommended).toBe('A');
    expect(alone.recommendation).toContain('no method finds clear groups');
    expect(alone.recommendation).toContain('do not come back well on samples (0.40 of 1)');
    expect(alone.recommendation).toContain('leaves 30.0 % of the customers in no segment');
  });
  it('is none where nothing could be measured', () => {
    const found = recommend([entry('A', Number.NaN, { error: 'Too few.' })], 100);
    expect(found.recommended).toBeNull();
  });
});

describe('silhouettes by segment', () => {
  it('are sorted, thinned to 2,000 in all, and stand on a stated sample', async () => {
    const x = groupedMatrix(9000, 2, 2);
    const base = someSegmented();
    const labels = Int32Array.from({ length: 9000 }, (_, row) => (x.values[row * 2] > 0 ? 0 : 1));
    const segments = [1, 2].map(id => ({ id })) as typeof base.segmentation.segments;
    const segmented = { ...base, labels, segmentation: { ...base.segmentation, segments } };
    const prepared = { matrix: x } as Parameters<typeof segmentSilhouettes>[0];
    const found = await segmentSilhouettes(prepared, segmented, run);
    expect(found).toMatchObject({ n: 5000, of: 9000, sampled: true, seed: 42 });
    expect(found.segments.reduce((sum, { n }) => sum + n, 0)).toBe(5000);
    expect(found.segments.reduce((sum, { values }) => sum + values.length, 0)).toBeLessThanOrEqual(2000);
    for (const { values, mean } of found.segments) {
      expect(values).toEqual(values.toSorted((a, b) => b - a));
      expect(mean).toBeLessThanOrEqual(1);
    }
    const mean = found.segments.reduce((sum, one) => sum + one.n * one.mean, 0) / 5000;
    expect(found.mean).toBeCloseTo(mean, 12);
  });

  it('leave customers like no group out', async () => {
    const x = matrixOf([[0], [2], [10], [14], [99]]);
    const base = someSegmented();
    const segments = [{ id: 1 }, { id: 2 }, { id: 3, isOutliers: true }] as typeof base.segmentation.segments;
    const segmented = {
      ...base,
      labels: Int32Array.of(0, 0, 1, 1, 2),
      segmentation: { ...base.segmentation, segments },
    };
    const found = await segmentSilhouettes({ matrix: x } as Parameters<typeof segmentSilhouettes>[0], segmented, run);
    // By hand in clusterMetrics.test: 10/12, 8/10 | 5/9, 9/13
    expect(found.segments.map(({ id, n, shareBelowZero }) => [id, n, shareBelowZero])).toEqual([
      [1, 2, 0],
      [2, 2, 0],
    ]);
    expect(found.segments[0].values).toEqual([10 / 12, 8 / 10]);
    expect(found.of).toBe(4);
  });
});
