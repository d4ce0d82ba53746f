import { beforeAll, describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors';
import { CLUSTERING_IDS, defaultRecipe, type ClusteringId } from '#shared/recipe';
import { CLUSTERINGS } from '#engine/algorithms/registry';
import { newRun } from '#engine/jobs/Run';
import { fitPreparation } from '#engine/prepare/pipeline';
import { stream } from '#engine/random';
import { runSegmentation } from '#engine/segments/runSegmentation';
import type { Segmented } from '#engine/segments/Segmented';
import type { Column } from '#engine/table/Column';
import type { Pool } from '#engine/workers/Pool';
import { sharedPool } from '../support/sharedPool.ts';
import { categories, importedOf, numbers } from './support/tables.ts';

let pool: Pool;
beforeAll(async () => {
  pool = await sharedPool(2);
});

const draw = stream(3, 'test.everyMethod');
const some = (n: number, value: (i: number) => number | null) => Array.from({ length: n }, (_none, i) => value(i));

/** Tables that a bank's export may be, and that break what is written for a clean one. */
const TABLES: Record<string, Column[]> = {
  'all rows equal': [
    numbers(
      'A',
      some(40, () => 7),
    ),
    numbers(
      'B',
      some(40, () => 7),
    ),
  ],
  'one distinct row and a gap': [
    numbers(
      'A',
      some(40, i => (i === 3 ? null : 7)),
    ),
    numbers(
      'B',
      some(40, () => 1),
    ),
  ],
  'two distinct rows': [
    numbers(
      'A',
      some(40, i => i % 2),
    ),
    numbers(
      'B',
      some(40, i => i % 2),
    ),
  ],
  'one feature on a scale of 1e9': [
    numbers(
      'A',
      some(60, () => draw.normal()),
    ),
    numbers(
      'B',
      some(60, () => 1e9 * draw.normal()),
    ),
  ],
  'constant and perfectly correlated features': [
    numbers(
      'A',
      some(60, i => i % 7),
    ),
    numbers(
      'B',
      some(60, i => 2 * (i % 7)),
    ),
    numbers(
      'C',
      some(60, () => 5),
    ),
  ],
  'a column of gaps': [
    numbers(
      'A',
      some(60, () => draw.normal()),
    ),
    numbers(
      'B',
      some(60, () => null),
    ),
  ],
  '5 customers': [numbers('A', [1, 2, 9, 10, 30]), numbers('B', [1, 1, 8, 9, 40])],
  'categories only': [
    categories(
      'City',
      Array.from({ length: 80 }, (_none, i) => ['Lahore', 'Karachi', 'Multan'][i % 3]),
    ),
    categories(
      'Plan',
      Array.from({ length: 80 }, (_none, i) => ['A', 'B'][(i * 7) % 2]),
    ),
    categories(
      'Level',
      Array.from({ length: 80 }, (_none, i) => ['x', 'y', 'z', 'w'][(i * 5) % 4]),
    ),
  ],
  '857 columns': Array.from({ length: 857 }, (_none, j) =>
    numbers(
      `Column ${j}`,
      some(60, i => draw.normal() + (i % 3) * (j % 5)),
    ),
  ),
};

const readied = new Map<string, ReturnType<typeof ready>>();

/** The customers of a table and their numbers, which no method changes. */
async function ready(columns: readonly Column[]) {
  const imported = importedOf(columns, nRowsOf(columns[0]));
  const context = { run: newRun({ seed: 42, pool }), referenceDay: Number.NaN };
  const prepared = await fitPreparation(imported.table, imported.roles, defaultRecipe(42).prepare, context);
  return { imported, prepared };
}

async function segment(table: string, algorithm: ClusteringId): Promise<Segmented> {
  const base = defaultRecipe(42);
  const recipe = { ...base, segmenting: { ...base.segmenting, algorithm, maxClusters: 4 } };
  const made = readied.get(table) ?? ready(TABLES[table]);
  readied.set(table, made);
  return runSegmentation({ ...(await made), recipe }, newRun({ seed: 42, pool }));
}

function nRowsOf(column: Column): number {
  return 'values' in column ? column.values.length : column.codes.length;
}

describe.each(CLUSTERINGS.map(({ id }) => id))('%s', algorithm => {
  it.each(Object.keys(TABLES))('gives a whole answer or one sentence on %s', async name => {
    let found: Segmented;
    try {
      found = await segment(name, algorithm);
    } catch (error) {
      expect(error).toBeInstanceOf(AppError);
      return;
    }
    const { segmentation, labels, farFrom, centroids } = found;
    expect(segmentation.sizes.reduce((sum, size) => sum + size, 0)).toBe(labels.length);
    expect(labels.every(label => label >= 0 && label < segmentation.nClusters)).toBe(true);
    expect([...farFrom, ...centroids.centers].every(Number.isFinite)).toBe(true);
    expect(segmentation.reason).not.toMatch(/NaN|undefined|Infinity/);
    for (const { name: title, sentence } of segmentation.segments)
      expect(`${title} ${sentence}`).not.toMatch(/NaN|undefined|Infinity/);
  });
});

it('goes through every method', () => expect(CLUSTERINGS.map(({ id }) => id)).toEqual([...CLUSTERING_IDS]));
