import { beforeAll, describe, expect, it } from 'vitest';
import { defaultRecipe, type SegmentEdit } from '#shared/recipe';
import { foundSegments, shownSegments } from '#shared/segmentCounts';
import { newRun } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { assignmentOf } from '#engine/segments/assignment';
import { placeCustomers } from '#engine/segments/placeCustomers';
import { runSegmentation } from '#engine/segments/runSegmentation';
import type { Segmented } from '#engine/segments/Segmented';
import { segmentMap } from '#engine/segments/views/segmentMap';
import type { Pool } from '#engine/workers/Pool';
import { sharedPool } from '../support/sharedPool.ts';
import { standardized } from './support/prepared.ts';
import { importedOf, numbers } from './support/tables.ts';

/** Three dense groups of 60, and 15 customers far from all and from each other. */
const draw = stream(7, 'test.outliers');
const points = [
  ...[
    [0, 0],
    [10, 0],
    [0, 10],
  ].flatMap(([x, y]) => Array.from({ length: 60 }, () => [x + 0.5 * draw.normal(), y + 0.5 * draw.normal()])),
  ...Array.from({ length: 15 }, (_none, i) => [40 + 15 * (i % 5), 40 + 15 * Math.floor(i / 5)]),
];
const columns = [
  numbers(
    'Income',
    points.map(p => p[0]),
  ),
  numbers(
    'Spending',
    points.map(p => p[1]),
  ),
];
const imported = importedOf(columns, points.length);
const prepared = standardized(columns);
const recipe = defaultRecipe(42);
const options = { sizeBy: 'number', minClusterSize: 20 };

let pools: Pool[];
let segmented: Segmented;
const runOn = (pool: Pool) => newRun({ seed: 42, pool });
const segment = (pool: Pool, edits: readonly SegmentEdit[] = []) => {
  const segmenting = { ...recipe.segmenting, algorithm: 'hdbscan' as const, options, edits: [...edits] };
  return runSegmentation({ imported, prepared, recipe: { ...recipe, segmenting } }, runOn(pool));
};
beforeAll(async () => {
  pools = await Promise.all([1, 2, 4].map(threads => sharedPool(threads)));
  segmented = await segment(pools[0]);
});

describe('customers that are like no group', () => {
  it('are the last segment, under a name of their own and with a sentence that claims no likeness', () => {
    const { segmentation, labels } = segmented;
    expect(segmentation).toMatchObject({ nClusters: 4, chosenBy: 'itself', sizes: [60, 60, 60, 15] });
    const outliers = segmentation.segments[3];
    expect(outliers).toMatchObject({ id: 4, name: 'Like no group', isOutliers: true, size: 15 });
    expect(outliers.sentence).toMatch(
      /^15 customers \(7\.7 %\) like none of the groups\. Together: median spending 55 against/,
    );
    expect(labels.slice(180).every(label => label === 3)).toBe(true);
    expect(segmentation.segments.filter(({ isOutliers }) => isOutliers)).toHaveLength(1);
  });

  it('are no segment where segments are counted, also after changes by hand', async () => {
    expect([shownSegments(segmented.segmentation), foundSegments(segmented.segmentation)]).toEqual([3, 3]);
    const merged = await segment(pools[0], [{ op: 'merge', segments: [1, 2], reason: 'alike', by: 'Ada' }]);
    expect(merged.segmentation.byHand!.text).toMatch(/^3 segments were found; 1 change by hand made them 2\./);
    expect([shownSegments(merged.segmentation), foundSegments(merged.segmentation)]).toEqual([2, 3]);
  });

  it('are counted apart in the headline and in the reason', () => {
    const { headline, reason, notes } = segmented.segmentation;
    expect(headline).toMatch(/^180 of 195 customers fall into 3 segments and 15 are like no group;/);
    expect(reason).toMatch(
      /^HDBSCAN found 3 groups by itself; 15 of 195 customers \(7\.7 %\) are like none of them\. Silhouette of those in a group: 0\.9/,
    );
    expect(notes.filter(({ code }) => code === 'segments.small')).toEqual([]);
  });

  it('keep their place: the book and new customers are placed alike', async () => {
    const run = runOn(pools[1]);
    expect([...(await placeCustomers(segmented, prepared.matrix, run))]).toEqual([...segmented.labels]);
    const map = segmentMap(prepared, segmented, run);
    expect(map.centers.map(center => center.segment)).toEqual([1, 2, 3]);
    expect(map.segment.filter(id => id === 4)).toHaveLength(15);
  });

  it('are told so one by one, without the centre of a group that they do not have', () => {
    const parts = { imported, prepared, segmented, recipe };
    const at = (row: number) => ({
      x: prepared.matrix.values.subarray(2 * row, 2 * row + 2),
      table: imported.table,
      row,
      probabilities: Float64Array.of(0.25, 0.25, 0.25, 0.25),
    });
    expect(assignmentOf(at(194), 3, parts).sentence).toMatch(
      /^Like none of the groups; the nearest centre is that of "/,
    );
    expect(assignmentOf(at(0), segmented.labels[0], parts).sentence).toMatch(/^Segment ".*", .* times nearer than "/);
  });

  it('and what pulls a customer does not run a name into its number', () => {
    const renamed = columns.map(column => (column.name === 'Income' ? { ...column, name: 'BILL_AMT5' } : column));
    const features = prepared.features.map(one => (one.column === 'Income' ? { ...one, column: 'BILL_AMT5' } : one));
    const table = { ...imported.table, columns: renamed };
    const own = { imported: { ...imported, table }, prepared: { ...prepared, features }, segmented, recipe };
    const placed = {
      x: prepared.matrix.values.subarray(140, 142),
      table,
      row: 70,
      probabilities: Float64Array.of(0.25, 0.25, 0.25, 0.25),
    };
    const texts = assignmentOf(placed, segmented.labels[70], own).drivers.map(({ text }) => text);
    expect(texts.some(text => /^bill amount 5 of [\d.]+/.test(text))).toBe(true);
  });

  it('are the same on any number of threads', async () => {
    for (const pool of pools.slice(1)) expect(await segment(pool)).toEqual(segmented);
  });
});
