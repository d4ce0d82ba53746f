import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultRecipe, type Recipe } from '#shared/recipe';
import type { ClassifierId } from '#shared/scoring/choices';
import { analyse, type Analysis } from '#engine/session/mainJob';
import { saveModel } from '#engine/session/saveModel';
import { churnCsv } from '../../support/churnCsv.ts';
import { testRun } from '../../support/testRun.ts';

export const NAMING = { name: 'churn', owner: 'Risk', savedAt: '2026-11-26T12:00:00.000Z', appVersion: '0.0.0' };

/** Every customer's identifier begins with it. */
export const ID_PREFIX = 'ZQX';

/** Few trees and folds, so that a test waits for a second. */
const QUICK: Recipe['scoring']['models'] = [
  { id: 'logisticRegression', options: {} },
  { id: 'randomForest', options: { nEstimators: 5 } },
  { id: 'histGradientBoosting', options: { maxIter: 5 } },
  { id: 'gaussianNaiveBayes', options: {} },
  { id: 'scorecard', options: {} },
];

/** Customers with an outcome, a tenth of which is not known, analysed quickly. */
export async function churnAnalysis(
  folder: string,
  change: (recipe: Recipe) => Recipe = recipe => recipe,
  nRows = 200,
) {
  const path = join(folder, 'churn.csv');
  const lines = churnCsv(nRows).replace(/^1/gm, `${ID_PREFIX}1`).split('\n');
  writeFileSync(path, lines.map((line, i) => (i > 0 && i % 10 === 0 ? line.replace(/[^,]*$/, '') : line)).join('\n'));
  const base = defaultRecipe();
  const recipe = change({
    ...base,
    segmenting: { ...base.segmenting, chooseBy: 'given', nClusters: 3 },
    tiers: {
      drivers: [
        { id: 'balance', title: 'Balance', column: 'Balance', against: null, measure: 'rank', full: 1, weight: 2 },
        { id: 'products', title: 'Products', column: 'Products', against: null, measure: 'count', full: 4, weight: 1 },
      ],
      mediumFrom: 40,
      highFrom: 70,
    },
    scoring: {
      ...base.scoring,
      models: QUICK,
      calibration: 'isotonic',
      validation: { ...base.scoring.validation, nFolds: 2 },
    },
  });
  return { path, analysis: await analyse({ path, name: 'churn.csv' }, recipe, testRun()) };
}

/** The same analysis with another of its models in use. */
export function withModel(analysis: Analysis, id: ClassifierId): Analysis {
  const { scored } = analysis;
  if (!scored) throw new Error('nothing was scored');
  const chosen = scored.models.findIndex(model => model.id === id);
  return { ...analysis, scored: { ...scored, chosen, result: { ...scored.result, chosen: id } } };
}

export function saved(analysis: Analysis, path: string, key: Parameters<typeof saveModel>[3] = null) {
  return saveModel(path, { ...analysis, resultSha256: null }, NAMING, key, testRun());
}
