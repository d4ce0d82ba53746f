import type { ClassifierModel } from '../../algorithms/ClassifierModel.ts';
import type { LogisticRegressionModel } from '../../algorithms/logisticRegression.ts';
import type { NaiveBayesModel } from '../../algorithms/naiveBayes.ts';
import type { ScorecardModel } from '../../algorithms/scorecard.ts';
import type { TreeEnsemble } from '../../algorithms/TreeEnsemble.ts';
import type { EnsembleModel } from '../../algorithms/trees/EnsembleModel.ts';
import type { Run } from '../../jobs/Run.ts';
import type { FeatureTable } from '../../table/FeatureTable.ts';
import { additiveShap, bayesTerms, logisticTerms } from './additiveShap.ts';
import type { ScoreContributions } from './Contributions.ts';
import { pointsShap } from './pointsShap.ts';
import { treeShap } from './treeShap.ts';

/** The trees of a model; null for other models. */
export function treesOf(model: ClassifierModel): TreeEnsemble | null {
  return isTrees(model) ? model.ensemble : null;
}

function isTrees(model: ClassifierModel): model is EnsembleModel {
  return model.algorithm === 'randomForest' || model.algorithm === 'histGradientBoosting';
}

/**
 * How much each feature moves the raw answer of a model: exact TreeSHAP for trees; for sums over features their parts, less what they are on average.
 * @param x    the features of the model, in its order, their codes counting its levels
 * @param rows the rows to explain, in this order; null for all
 * @throws Cancelled
 */
export async function contributionsOf(
  model: ClassifierModel,
  x: FeatureTable,
  rows: Int32Array | null,
  run: Run,
): Promise<ScoreContributions> {
  if (isTrees(model)) {
    const scale = model.algorithm === 'randomForest' ? 'probability' : 'logOdds';
    return { ...(await treeShap(model.ensemble, x, rows, run)), scale, eventSign: 1 };
  }
  if (model.algorithm === 'logisticRegression') {
    const logistic = model as LogisticRegressionModel;
    const found = await additiveShap(logistic.design, logisticTerms(logistic), { x, rows }, run);
    return { ...found, scale: 'logOdds', eventSign: 1 };
  }
  if (model.algorithm === 'gaussianNaiveBayes') {
    const bayes = model as NaiveBayesModel;
    const found = await additiveShap(bayes.design, bayesTerms(bayes), { x, rows }, run);
    return { ...found, scale: 'logOdds', eventSign: 1 };
  }
  const card = model as ScorecardModel;
  return { ...(await pointsShap(card, { x, rows }, run)), scale: 'points', eventSign: -1 };
}
