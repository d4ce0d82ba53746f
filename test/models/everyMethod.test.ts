import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkOptions } from '#shared/option';
import { CLUSTERING_IDS, type ClusteringId, type Recipe } from '#shared/recipe';
import { clusteringOf } from '#engine/algorithms/registry';
import { readModel } from '#engine/models/readModel';
import { spreadAround } from '#engine/segments/centreDistances';
import { groupInOrder } from '#engine/segments/groupInOrder';
import type { Analysis } from '#engine/session/mainJob';
import { scoreByModel } from '#engine/session/scoreByModel';
import { cellValue } from '#engine/table/cellValue';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { testRun } from '../support/testRun.ts';
import { churnAnalysis, saved } from './support/churnModel.ts';

const folder = temporaryFolder();
/** Every step that learns something of its own, besides those that are used anyway. */
const STEPS: Recipe['prepare'] = [
  { step: 'dates', options: {} },
  { step: 'powerTransform', options: {} },
  { step: 'iterativeImpute', options: {} },
  { step: 'impute', options: {} },
  { step: 'polynomial', options: {} },
  { step: 'rareLevels', options: {} },
  { step: 'frequency', options: {} },
  { step: 'oneHot', options: {} },
  { step: 'scale', options: {} },
  { step: 'pca', options: {} },
];

/** A run saved, opened and asked about its own customers. */
async function expectSame(name: string, { path, analysis }: { path: string; analysis: Analysis }): Promise<void> {
  await saved(analysis, join(folder, `${name}.tsm`));
  const model = await readModel(join(folder, `${name}.tsm`));
  const { placed, scores, imported } = await scoreByModel(model, { path, name: 'churn.csv' }, testRun());
  const { labels, tiers, scores: riskScores } = analysis.segmented;
  expect(placed!.segmented.labels).toEqual(labels);
  expect([placed!.segmented.tiers, placed!.segmented.scores]).toEqual([tiers, riskScores]);
  const { columns } = imported.cleaning?.before ?? imported.table;
  for (let row = 0; row < imported.table.nRows; row += 25) {
    const values = Object.fromEntries(columns.map(column => [column.name, cellValue(column, row)]));
    const { segment, events } = await model.answer(values, { reasons: true });
    const { id } = analysis.segmented.segmentation.segments[labels[row]];
    expect([segment!.id, segment!.probability]).toEqual([id, placed!.placing.probability[row]]);
    expect(events[0].probability).toBe(scores[0].probability[row]);
    if (scores[0].reasons[row] !== null) expect(events[0].reasons.join('; ')).toBe(scores[0].reasons[row]);
  }
}

function analysed(change: (recipe: Recipe) => Recipe = recipe => recipe) {
  return churnAnalysis(folder, recipe => change({ ...recipe, scoring: quick(recipe) }), 100);
}

function quick({ scoring }: Recipe): Recipe['scoring'] {
  return { ...scoring, models: [{ id: 'logisticRegression', options: {} }], calibration: 'platt', resampling: 'under' };
}

/** The same customers grouped by another method, as a run would leave them. */
async function groupedBy(id: ClusteringId, { segmented, ...analysis }: Analysis): Promise<Analysis> {
  const { matrix, features } = analysis.prepared;
  const clustering = clusteringOf(id);
  const asked = clustering.traits.findsNumber ? {} : { nClusters: 3 };
  const { model, labels } = await clustering.fit(matrix, checkOptions(clustering.options, asked), testRun(), features);
  const grouping = groupInOrder(matrix, model, labels);
  const { farFrom } = await spreadAround(matrix, grouping.labels, grouping.centroids, grouping.sizes, testRun());
  const [segment] = segmented.segmentation.segments;
  const segments = grouping.sizes.map((size, i) => ({ ...segment, id: i + 1, name: `Segment ${i + 1}`, size }));
  const segmentation = { ...segmented.segmentation, nClusters: segments.length, segments };
  return { ...analysis, segmented: { ...segmented, ...grouping, model, farFrom, segmentation } };
}

describe('a model file of every method', () => {
  it('places customers where the run did, by every way to group them', async () => {
    const { path, analysis } = await analysed();
    for (const id of CLUSTERING_IDS) await expectSame(id, { path, analysis: await groupedBy(id, analysis) });
  }, 60_000);

  it('prepares customers as the run did, whatever the steps learned', async () => {
    await expectSame('steps', await analysed(recipe => ({ ...recipe, prepare: STEPS })));
  });

  it('cleans customers as the run did, and asks for what the file has', async () => {
    const changed = (recipe: Recipe): Recipe => ({
      ...recipe,
      columns: { Region: { name: 'Where', levels: ['North', 'South'] }, Products: { missingCodes: ['4'] } },
      clean: [
        { step: 'outliers', options: {} },
        { step: 'missingFlags', options: {} },
        { step: 'formula', options: { name: 'Per product', formula: '[Balance] / [Products]' } },
      ],
    });
    await expectSame('cleaned', await analysed(changed));
    const model = await readModel(join(folder, 'cleaned.tsm'));
    expect(model.inputs.map(({ name }) => name)).not.toContain('Per product');
    const byHeader = await model.answer({ Region: 'South', Products: 1 }, { reasons: false });
    expect(await model.answer({ Where: 'South', Products: 1 }, { reasons: false })).toEqual(byHeader);
    const missing = await model.answer({ Where: 'South' }, { reasons: false });
    expect(await model.answer({ Where: 'South', Products: 4 }, { reasons: false })).toEqual(missing);
  });

  it('goes through merges and splits made by hand', async () => {
    const changed = (recipe: Recipe): Recipe => ({
      ...recipe,
      segmenting: {
        ...recipe.segmenting,
        edits: [
          { op: 'merge', segments: [1, 2], reason: 'alike', by: 'Ana' },
          { op: 'split', segment: 1, into: 2, reason: 'two kinds', by: 'Ana' },
        ],
      },
    });
    await expectSame('edited', await analysed(changed));
  });
});
