import { beforeAll, describe, expect, it } from 'vitest';
import { newRun } from '#engine/jobs/Run';
import { CLUSTER_METRICS } from '#engine/metrics/registry';
import type { Pool } from '#engine/workers/Pool';
import { SOURCES } from '#engine/sources';
import { groupedMatrix, matrixOf } from '../support/matrices.ts';
import { sharedPool } from '../support/sharedPool.ts';

let pools: Pool[];
beforeAll(async () => {
  pools = [await sharedPool(1), await sharedPool(2), await sharedPool(4)];
});

const bands = (nRows: number, k: number) => Int32Array.from({ length: nRows }, (_label, i) => (i * 7919) % k);
/** Two tight pairs far apart, labelled rightly and wrongly. */
const pairs = matrixOf([
  [0, 0],
  [0, 1],
  [10, 0],
  [10, 1],
]);
const right = Int32Array.of(0, 0, 1, 1);
const wrong = Int32Array.of(0, 1, 0, 1);

describe.each(CLUSTER_METRICS.map(metric => [metric.id, metric] as const))('%s', (_id, metric) => {
  const run = (i = 0) => newRun({ seed: 3, pool: pools[i] });

  it('does not care which number a segment carries', async () => {
    const x = groupedMatrix(800, 3, 3);
    const labels = bands(800, 3);
    const renamed = labels.map(label => (label + 1) % 3);
    const [a, b] = [await metric.compute(x, labels, 3, run()), await metric.compute(x, renamed, 3, run())];
    expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-12 * Math.abs(a));
  });
  it('stays in its range and prefers the better of two labelings', async () => {
    const [good, bad] = [await metric.compute(pairs, right, 2, run()), await metric.compute(pairs, wrong, 2, run())];
    for (const value of [good, bad]) {
      expect(value).toBeGreaterThanOrEqual(metric.range[0]);
      expect(value).toBeLessThanOrEqual(metric.range[1]);
    }
    if (metric.better === 'higher') expect(good).toBeGreaterThan(bad);
    else expect(good).toBeLessThan(bad);
  });
  it('gives the same bits on any number of threads', async () => {
    const x = groupedMatrix(60_000, 4, 4);
    const labels = bands(60_000, 4);
    const values = [];
    for (const i of pools.keys()) values.push(await metric.compute(x, labels, 4, run(i)));
    expect(new Set(values).size).toBe(1);
    expect(Number.isFinite(values[0])).toBe(true);
  });
  it('says where it is not defined and is NaN there', async () => {
    expect(metric.undefinedWhen.trim()).not.toBe('');
    if (metric.id.endsWith('inertia')) return;
    expect(await metric.compute(pairs, Int32Array.of(0, 0, 0, 0), 1, run())).toBeNaN();
  });
  it('cites known sources', () => {
    for (const source of metric.sources) expect(Object.keys(SOURCES)).toContain(source);
  });
});

it('covers each measure that a choice of segments shows', () => {
  expect(CLUSTER_METRICS.map(metric => metric.id.replace(/^metric\./, '')).sort()).toEqual([
    'calinskiHarabasz',
    'daviesBouldin',
    'inertia',
    'silhouette',
  ]);
});
