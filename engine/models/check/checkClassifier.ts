import type { ClassifierModel } from '../../algorithms/ClassifierModel.ts';
import type { EventPart } from '../ModelDocument.ts';
import { checkDesign } from './checkDesign.ts';
import { checkScorecard } from './checkScorecard.ts';
import { checkTrees } from './checkTrees.ts';
import {
  requireArray,
  requireAscending,
  requireFinite,
  requireList,
  requireNumber,
  requireRecord,
  requireThat,
} from './requireThat.ts';
import { requireSameFeatures } from './sameFeatures.ts';

/** Whether a scored event can be answered: its model, what is done to its answers, and what its reasons are told by. @throws DamagedModel */
export function checkEvent({ plan, scorer, reasons }: EventPart): void {
  const { model, calibration } = scorer;
  const planned = plan.features;
  requireSameFeatures(model.features, planned);
  requireThat(new Set(planned.map(({ name }) => name)).size === planned.length, 'the features of a model');
  for (const { kind, levels } of planned)
    requireThat(kind === 'category' || levels.length === 0, 'a feature of a model');
  checkClassifier(model);
  if (calibration?.kind === 'isotonic') {
    const n = calibration.from.length;
    requireThat(n > 0 && calibration.to.length === n, 'the calibration of a model');
    requireAscending(calibration.from, 'the calibration of a model');
    requireAscending(calibration.to, 'the calibration of a model');
  }
  requireList(reasons.cuts, planned.length, 'what reasons are told by');
  for (const cuts of reasons.cuts) if (cuts) requireAscending(cuts, 'what reasons are told by');
}

function checkClassifier(model: ClassifierModel): void {
  const record = model as unknown as Readonly<Record<string, unknown>>;
  const { features } = model;
  switch (model.algorithm) {
    case 'randomForest':
    case 'histGradientBoosting':
      return checkTrees(record.ensemble, features);
    case 'logisticRegression': {
      const width = checkDesign(record.design, features);
      const coefficients = requireList(record.coefficients, width, 'the weights of a model');
      for (const one of [record.intercept, ...coefficients])
        requireNumber(requireRecord(one, 'a weight of a model').estimate, 'a weight of a model');
      return;
    }
    case 'gaussianNaiveBayes':
      return checkBayes(
        requireRecord(record.classes, 'the classes of a model'),
        2,
        checkDesign(record.design, features),
      );
    case 'scorecard':
      return checkScorecard(record, features);
  }
}

/** A naive Bayes classifier of so many classes over so many columns. @throws DamagedModel */
export function checkBayes(classes: Readonly<Record<string, unknown>>, nClasses: number, nColumns: number): void {
  const what = 'the classes of a model';
  requireThat(classes.nClasses === nClasses && classes.nColumns === nColumns, what);
  const prior = requireArray(classes.classPrior, Float64Array, nClasses, what);
  const theta = requireArray(classes.theta, Float64Array, nClasses * nColumns, what);
  const variance = requireArray(classes.variance, Float64Array, nClasses * nColumns, what);
  requireFinite(theta, what);
  requireFinite(variance, what);
  requireThat(prior.every(share => share >= 0 && share <= 1) && variance.every(one => one > 0), what);
}
