import { describe, expect, it } from 'vitest';
import { CLASSIFIERS } from '#engine/algorithms/registry';
import { scorePoints, type ScorecardModel } from '#engine/algorithms/scorecard';
import type { ClassifierModel } from '#engine/algorithms/ClassifierModel';
import { contributionsOf } from '#engine/scoring/explain/contributionsOf';
import { explainModel } from '#engine/scoring/explain/summarise';
import type { FeatureTable } from '#engine/table/FeatureTable';
import { checkOptions } from '#shared/option';
import { scoredBook } from '../../support/featureTables.ts';
import { sharedPool } from '../../support/sharedPool.ts';
import { testRun } from '../../support/testRun.ts';
import { plannedOf } from './plannedOf.ts';

const pool = await sharedPool(2);
const run = testRun({ pool });
const book = scoredBook(1500);
const entries = CLASSIFIERS.map(classifier => [classifier.id, classifier] as const);

/** Few trees are enough to add up. */
const FEW_TREES: Readonly<Record<string, Record<string, number>>> = {
  randomForest: { nEstimators: 12 },
  histGradientBoosting: { maxIter: 12 },
};

/** What a model answers before it is made a probability. */
async function rawAnswers(model: ClassifierModel, x: FeatureTable, probabilities: Float64Array): Promise<Float64Array> {
  if (model.algorithm === 'scorecard') return scorePoints(model as ScorecardModel, x, run);
  return model.algorithm === 'randomForest' ? probabilities : probabilities.map(p => Math.log(p) - Math.log1p(-p));
}

describe.each(entries)('contributions of %s', (id, classifier) => {
  it('add up to the raw answer, and features that are constant have none', async () => {
    const options = checkOptions(classifier.options, FEW_TREES[id] ?? {});
    const { model } = await classifier.fit({ ...book, weights: null }, options, run);
    const found = await contributionsOf(model, book.x, null, run);
    const raw = await rawAnswers(model, book.x, await classifier.predict(model, book.x, run));
    // A log-odds that is taken back from a probability close to 0 or 1 has fewer digits.
    const sureness = found.scale === 'logOdds' ? 1e-8 : 1e-9;
    let [most, ofConstant] = [0, 0];
    for (let row = 0; row < book.x.nRows; row++) {
      const own = found.values.subarray(row * 6, row * 6 + 6);
      const sum = own.reduce((total, value) => total + value, found.baseline);
      most = Math.max(most, Math.abs(sum - raw[row]));
      ofConstant = Math.max(ofConstant, Math.abs(own[3]));
    }
    expect(most).toBeLessThan(sureness);
    expect(ofConstant).toBeLessThan(1e-12);
    expect(found.eventSign).toBe(id === 'scorecard' ? -1 : 1);
  });

  it('say what drives the score: older customers leave more often in the book', async () => {
    const options = checkOptions(classifier.options, FEW_TREES[id] ?? {});
    const { model } = await classifier.fit({ ...book, weights: null }, options, run);
    const planned = plannedOf(book.x);
    const found = await explainModel(
      { model, ...book, planned, foldModels: [], protectedColumns: new Set<string>() },
      run,
    );
    const directionOf = (wanted: string) => found.importance.find(({ column }) => column === wanted)?.direction;
    expect(directionOf('age')).toBe('high values raise the score, low values lower it');
    expect(directionOf('balance')).toBe('low values raise the score, high values lower it');
    const hasTrees = id === 'randomForest' || id === 'histGradientBoosting';
    expect(found.importance[0].gainShare !== null).toBe(hasTrees);
  });
});
