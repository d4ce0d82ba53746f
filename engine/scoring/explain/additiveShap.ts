import { sharedValues } from '../../algorithms/linear/featureValues.ts';
import type { LinearDesign } from '../../algorithms/linear/LinearDesign.ts';
import { parametersOf, type LogisticRegressionModel } from '../../algorithms/logisticRegression.ts';
import type { NaiveBayesModel } from '../../algorithms/naiveBayes.ts';
import type { Run } from '../../jobs/Run.ts';
import { selectFeatureRows, type FeatureTable } from '../../table/FeatureTable.ts';
import { sharedFloat64 } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { AdditiveInput } from './additiveTask.ts';
import type { Contributions } from './Contributions.ts';

/** Log-odds that are a sum over the columns of a design: slope × v + ½ (v − away)² / awaySpread − ½ (v − event)² / eventSpread. */
export interface AdditiveTerms {
  readonly slope: Float64Array;
  readonly away: Float64Array;
  readonly event: Float64Array;
  /** One over the variance, 0 for none. */
  readonly perAway: Float64Array;
  readonly perEvent: Float64Array;
  /** [columns] mean of each term over the training rows. */
  readonly mean: Float64Array;
  readonly baseline: number;
}

/**
 * Linear SHAP of a logistic regression, features taken for independent: coefficient × (value − mean over the training rows), summed by feature. On
 * log-odds. Source: Lundberg & Lee (2017), arXiv:1705.07874, corollary 1.
 */
export function logisticTerms(model: LogisticRegressionModel): AdditiveTerms {
  const [intercept, ...slopes] = parametersOf(model);
  const slope = Float64Array.from(slopes);
  const none = new Float64Array(slope.length);
  const mean = slope.map((coefficient, c) => coefficient * model.design.means[c]);
  const baseline = mean.reduce((sum, value) => sum + value, intercept);
  return { slope, away: none, event: none, perAway: none, perEvent: none, mean, baseline };
}

/**
 * Naive Bayes is a sum over columns by itself: each adds the difference of two log densities. The mean of a term over the training rows follows from the
 * means and variances of both outcomes.
 */
export function bayesTerms({ classes }: NaiveBayesModel): AdditiveTerms {
  const { nColumns, theta, variance, classPrior } = classes;
  const away = theta.slice(0, nColumns);
  const event = theta.slice(nColumns);
  const [varianceAway, varianceEvent] = [variance.subarray(0, nColumns), variance.subarray(nColumns)];
  const mean = new Float64Array(nColumns);
  let baseline = Math.log(classPrior[1]) - Math.log(classPrior[0]);
  for (let c = 0; c < nColumns; c++) {
    const apart = (event[c] - away[c]) ** 2;
    const fromAway = classPrior[0] * varianceAway[c] + classPrior[1] * (varianceEvent[c] + apart);
    const fromEvent = classPrior[1] * varianceEvent[c] + classPrior[0] * (varianceAway[c] + apart);
    mean[c] = (0.5 * fromAway) / varianceAway[c] - (0.5 * fromEvent) / varianceEvent[c];
    baseline += mean[c] + 0.5 * (Math.log(varianceAway[c]) - Math.log(varianceEvent[c]));
  }
  return {
    slope: new Float64Array(nColumns),
    away,
    event,
    perAway: varianceAway.map(value => 1 / value),
    perEvent: varianceEvent.map(value => 1 / value),
    mean,
    baseline,
  };
}

/**
 * Contributions to log-odds that are a sum over features; each is its part less the mean of it.
 * @param rows the rows to explain; null for all
 * @throws Cancelled
 * Cost: O(rows × columns of the design).
 */
export async function additiveShap(
  design: LinearDesign,
  terms: AdditiveTerms,
  given: { x: FeatureTable; rows: Int32Array | null },
  run: Run,
): Promise<Contributions> {
  const x = given.rows ? selectFeatureRows(given.x, given.rows) : given.x;
  const nFeatures = design.features.length;
  const out = sharedFloat64(x.nRows * nFeatures);
  const input: AdditiveInput = { queue: newChunkQueue(x.nRows), design, terms, values: sharedValues(x), out };
  await onEveryThread(run, 'additiveShap.rows', input, 'Contributions');
  return { baseline: terms.baseline, values: out, nRows: x.nRows, nFeatures };
}
