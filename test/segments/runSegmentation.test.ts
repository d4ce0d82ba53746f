import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { AppError, Cancelled } from '#shared/errors';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import { newRun, type Run } from '#engine/jobs/Run';
import { stream } from '#engine/random';
import { runSegmentation } from '#engine/segments/runSegmentation';
import { retier } from '#engine/segments/tiers/retier';
import { withNames } from '#engine/segments/withNames';
import { profileTable } from '#engine/segments/views/profileTable';
import { segmentMap } from '#engine/segments/views/segmentMap';
import type { NumberColumn } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { sharedPool } from '../support/sharedPool.ts';
import { standardized } from './support/prepared.ts';
import { flags, importedOf, numbers } from './support/tables.ts';

const MALL = new URL('../../../shared/data/tables/Mall_Customers.csv', import.meta.url);
let pool: Pool;
let fourThreads: Pool;
beforeAll(async () => {
  pool = await sharedPool(1);
  fourThreads = await sharedPool(4);
});

function runOn(own: Pool = pool, signal?: AbortSignal): Run {
  return newRun({ seed: 42, pool: own, signal });
}
function recipeWith(segmenting: Partial<Recipe['segmenting']> = {}): Recipe {
  const recipe = defaultRecipe(42);
  return { ...recipe, segmenting: { ...recipe.segmenting, ...segmenting } };
}
/** Round groups of equal size around given centres. */
function groups(centers: readonly (readonly [number, number])[], each: number, spread: number): NumberColumn[] {
  const draw = stream(7, 'test.groups');
  const points = centers.flatMap(([x, y]) =>
    Array.from({ length: each }, () => [x + spread * draw.normal(), y + spread * draw.normal()]),
  );
  return [
    numbers(
      'Income',
      points.map(p => p[0]),
    ),
    numbers(
      'Spending',
      points.map(p => p[1]),
    ),
  ];
}
function segment(columns: readonly NumberColumn[], recipe: Recipe = recipeWith(), run: Run = runOn()) {
  const imported = importedOf(columns, columns[0].values.length);
  return runSegmentation({ imported, prepared: standardized(columns), recipe }, run);
}
async function failure(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    return error as Error;
  }
  throw new Error('nothing was thrown');
}

describe('clear groups', () => {
  const columns = groups(
    [
      [0, 0],
      [10, 0],
      [0, 10],
    ],
    60,
    0.7,
  );

  it('are found, counted and named by what sets them apart', async () => {
    const { segmentation, labels } = await segment(columns);
    expect(segmentation).toMatchObject({ nClusters: 3, chosenBy: 'evidence', nCustomers: 180, sizes: [60, 60, 60] });
    expect(segmentation.silhouette.value).toBeGreaterThan(0.8);
    expect(segmentation.candidates.map(c => c.nClusters)).toEqual([2, 3, 4, 5, 6, 7, 8]);
    expect(segmentation.reason).toContain('highest at 3');
    expect(segmentation.notes).toEqual([{ code: 'tiers.noDrivers', args: {} }]);
    for (let start = 0; start < 180; start += 60) expect(new Set(labels.subarray(start, start + 60)).size).toBe(1);
    expect(segmentation.segments.map(s => s.name).toSorted()).toEqual([
      'High income, low spending',
      'High spending, low income',
      'Low income, low spending',
    ]);
    expect(segmentation.headline).toBe(
      '180 customers fall into 3 segments; no risk drivers were recognised, so tiers are not assigned.',
    );
  });

  it('equal sizes are ordered by their centres', async () => {
    const { centroids } = await segment(columns);
    const first = Array.from({ length: 3 }, (_none, s) => centroids.centers[s * 2]);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  it('give the same bits on one thread and on four, and again', async () => {
    const one = await segment(columns);
    const four = await segment(columns, recipeWith(), runOn(fourThreads));
    expect(four.segmentation).toEqual(one.segmentation);
    expect(four.model.centers).toEqual(one.model.centers);
    expect(four.labels).toEqual(one.labels);
    expect(four.farFrom).toEqual(one.farFrom);
    expect((await segment(columns)).segmentation).toEqual(one.segmentation);
  });

  it('typical customers are nearest to the centre, and 99 % lie within the far line', async () => {
    const segmented = await segment(columns);
    const {
      labels,
      centroids: { centers },
      farFrom,
    } = segmented;
    const x = standardized(columns).matrix.values;
    const distance = (row: number) =>
      Math.hypot(x[row * 2] - centers[labels[row] * 2], x[row * 2 + 1] - centers[labels[row] * 2 + 1]);
    segmented.segmentation.segments.forEach(({ typicalRows, size }, s) => {
      const rows = Array.from(labels.keys())
        .filter(row => labels[row] === s)
        .toSorted((a, b) => distance(a) - distance(b));
      expect(typicalRows).toEqual(rows.slice(0, 5));
      // 99 % of 60, rounded up, is all of them
      expect(farFrom[s]).toBeCloseTo(distance(rows[Math.ceil(0.99 * size) - 1]), 12);
    });
  });

  it('a given number is kept, with what the evidence would have said', async () => {
    const { segmentation } = await segment(columns, recipeWith({ chooseBy: 'given', nClusters: 9, maxClusters: 5 }));
    expect(segmentation).toMatchObject({ nClusters: 9, chosenBy: 'given' });
    expect(segmentation.candidates.map(c => c.nClusters)).toEqual([2, 3, 4, 5, 9]);
    expect(segmentation.reason).toContain('9 segments as asked for');
    expect(segmentation.reason).toContain('would have said 3');
  });

  it('names given by hand replace the proposed ones, and come off again', async () => {
    const segmented = await segment(columns, recipeWith({ names: { '2': 'Savers' } }));
    expect(segmented.segmentation.segments[1].name).toBe('Savers');
    const { proposedName } = segmented.segmentation.segments[1];
    expect(withNames(segmented, { names: {}, edits: [], madeOn: [] }).segmentation.segments[1].name).toBe(proposedName);
  });

  it('cancels', async () => {
    const controller = new AbortController();
    const work = segment(columns, recipeWith(), runOn(pool, controller.signal));
    controller.abort();
    expect(await failure(work)).toBeInstanceOf(Cancelled);
  });

  it('the map shows every customer of a small book, its centres and its features', async () => {
    const segmented = await segment(columns);
    const map = segmentMap(standardized(columns), segmented, runOn());
    expect(map).toMatchObject({ sampled: false, of: 180 });
    expect(map.x).toHaveLength(180);
    expect(map.row).toEqual(Array.from({ length: 180 }, (_none, row) => row));
    expect(map.explainedVarianceRatio[0] + map.explainedVarianceRatio[1]).toBeCloseTo(1, 12);
    expect(map.loadings).toHaveLength(2);
    // the mean of a segment's points is its centre, because the projection is linear
    for (const { segment: id, x } of map.centers) {
      const own = map.x.filter((_x, i) => map.segment[i] === id);
      expect(own.reduce((sum, value) => sum + value, 0) / own.length).toBeCloseTo(x, 6);
    }
  });
});

it('50,000 customers in four chunks: the same bits on one thread and on four', async () => {
  const columns = groups(
    [
      [0, 0],
      [6, 1],
      [1, 7],
      [7, 7],
    ],
    12_500,
    1.5,
  );
  const recipe = recipeWith({ minClusters: 4, maxClusters: 4 });
  const [one, four] = [await segment(columns, recipe), await segment(columns, recipe, runOn(fourThreads))];
  expect(one.segmentation.silhouette.sampled).toBe(true);
  expect(one.segmentation.notes.map(n => n.code)).toContain('metric.sampled');
  expect(four.segmentation).toEqual(one.segmentation);
  expect(four.model.centers).toEqual(one.model.centers);
  expect(Buffer.from(four.labels.slice().buffer).equals(Buffer.from(one.labels.slice().buffer))).toBe(true);
  const map = segmentMap(standardized(columns), one, runOn());
  expect(map).toMatchObject({ sampled: true, of: 50_000 });
  expect(map.x).toHaveLength(20_000);
  expect(segmentMap(standardized(columns), four, runOn(fourThreads))).toEqual(map);
});

it('a cloud without groups is cut, and says so', async () => {
  const draw = stream(3, 'test.cloud');
  const columns = ['a', 'b', 'c', 'd', 'e', 'f'].map(name =>
    numbers(
      name,
      Array.from({ length: 400 }, () => draw.normal()),
    ),
  );
  const { segmentation } = await segment(columns);
  expect(segmentation.silhouette.value).toBeLessThan(0.25);
  expect(segmentation.reason).toContain('no clear structure');
  expect(segmentation.notes.map(n => n.code)).toContain('segments.weakStructure');
});

it('22 customers work: fewer segments are tried, and the doubt is said', async () => {
  const columns = groups(
    [
      [0, 0],
      [10, 10],
    ],
    11,
    1,
  );
  const { segmentation } = await segment(columns);
  expect(segmentation.candidates.map(c => c.nClusters)).toEqual([2, 3, 4]);
  expect(segmentation.nClusters).toBe(2);
  expect(segmentation.notes).toContainEqual({ code: 'segments.fewCustomers', args: { n: 22 } });
  expect(segmentation.notes.filter(n => n.code === 'segments.small')).toHaveLength(2);
});

describe('what cannot be segmented', () => {
  it.each([
    ['three customers', groups([[0, 0]], 3, 1), {}, 'data.tooFewRows', { need: 4, got: 3, what: 'a segmentation' }],
    [
      'identical customers',
      [
        numbers(
          'Income',
          Array.from({ length: 50 }, () => 5),
        ),
      ],
      {},
      'data.allIdentical',
      { features: 'Income' },
    ],
    [
      'more segments than distinct customers',
      [
        numbers(
          'Income',
          Array.from({ length: 50 }, (_none, i) => i % 3),
        ),
      ],
      { chooseBy: 'given', nClusters: 5 } as const,
      'data.tooFewDistinct',
      { need: 5, got: 3 },
    ],
  ])('%s', async (_what, columns, segmenting, code, args) => {
    const error = await failure(segment(columns, recipeWith(segmenting)));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code, args });
  });

  it('a file without features', async () => {
    const imported = importedOf([], 10);
    const prepared = {
      ...standardized([]),
      matrix: { nRows: 10, nColumns: 0, values: new Float64Array(0), columnNames: [] },
    };
    expect(await failure(runSegmentation({ imported, prepared, recipe: recipeWith() }, runOn()))).toMatchObject({
      code: 'data.noFeatures',
    });
  });
});

it('three distinct customers are never asked for more than three segments', async () => {
  const { segmentation } = await segment([
    numbers(
      'Income',
      Array.from({ length: 50 }, (_none, i) => i % 3),
    ),
  ]);
  expect(segmentation.candidates.map(c => c.nClusters)).toEqual([2, 3]);
});

describe('tiers on a segmentation', () => {
  const columns = groups(
    [
      [0, 0],
      [10, 10],
    ],
    50,
    1,
  );
  const isPep = flags(
    'isPep',
    Array.from({ length: 100 }, (_none, i) => i >= 90),
  );
  const imported = importedOf([...columns, isPep], 100);

  it('the profile and the ranks are made again when they are absent', async () => {
    const segmented = await runSegmentation(
      { imported, prepared: standardized(columns), recipe: recipeWith() },
      runOn(),
    );
    const bare = { ...segmented, profile: undefined, ranks: undefined };
    expect(profileTable({ imported, segmented: bare })).toEqual(segmented.profile);
    expect(retier(bare, imported, null).scores).toEqual(segmented.scores);
  });

  it('are proposed, explained, and can be changed without touching the segments', async () => {
    const segmented = await runSegmentation(
      { imported, prepared: standardized(columns), recipe: recipeWith() },
      runOn(),
    );
    const { segmentation } = segmented;
    expect(segmentation.tierRule.drivers.map(d => d.id)).toEqual(['isPep']);
    expect(segmentation.headline).toBe(
      '100 customers fall into 2 segments; 10 (10.0 %) are high risk, driven by PEP status.',
    );
    expect(segmentation.tiers[0].sentence).toBe(
      '10 customers (10.0 %) are High: PEP status for 100.0 % against 10.0 % in the whole book.',
    );
    const changed = retier(segmented, imported, { ...segmentation.tierRule, drivers: [] });
    expect(changed.segmentation.headline).toContain('tiers are not assigned');
    expect(changed.labels).toBe(segmented.labels);
    expect(retier(changed, imported, null).segmentation).toEqual(segmentation);
  });
});

it.skipIf(!existsSync(MALL))('Mall customers on income and score: five segments (needs ../shared/data)', async () => {
  const [header, ...lines] = readFileSync(MALL, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const cells = lines.map(line => line.split(','));
  const column = (name: string) =>
    numbers(
      name,
      cells.map(row => Number(row[names.indexOf(name)])),
    );
  const columns = [column('Annual Income (k$)'), column('Spending Score (1-100)')];
  const { segmentation } = await segment(columns);
  expect(segmentation.nClusters).toBe(5);
  expect(segmentation.sizes).toEqual([81, 39, 35, 23, 22]);
  // scikit-learn 1.9.1 on the same z-scores, KMeans(5, n_init=20)
  expect(segmentation.silhouette.value).toBeCloseTo(0.5546571631, 8);
  expect(segmentation.daviesBouldin).toBeCloseTo(0.5722356162, 8);
  expect(segmentation.calinskiHarabasz).toBeCloseTo(248.64932, 4);
  expect(segmentation.segments[0].sentence).toBe(
    '81 customers (40.5 %): average annual income (k$) 55.3 against 60.6 in the whole book.',
  );
  expect(segmentation.segments[0].name).toBe('Near the average');
  expect(new Set(segmentation.segments.map(s => s.name)).size).toBe(5);
});
