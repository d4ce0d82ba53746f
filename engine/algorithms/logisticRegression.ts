import { note, type Note } from '#shared/notes';
import { int, number } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import type { FeatureTable } from '../table/FeatureTable.ts';
import { sharedFloat64 } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { ClassifierModel } from './ClassifierModel.ts';
import { defineClassifier } from './defineAlgorithm.ts';
import { sharedValues } from './linear/featureValues.ts';
import { learnDesign } from './linear/learnDesign.ts';
import type { LinearDesign } from './linear/LinearDesign.ts';
import { twoSidedP } from './linear/normalTail.ts';
import { solveLogistic, type LogisticSolution } from './linear/solveLogistic.ts';

/** What is known of one parameter: z-scored numbers move the log-odds by it per standard deviation, flags by all of it. */
export interface Coefficient {
  readonly estimate: number;
  /** Root of the diagonal of the inverse of the penalised second derivatives; null where the column follows from others, or none are held. */
  readonly standardError: number | null;
  readonly z: number | null;
  /** Two-sided, by the normal distribution. */
  readonly pValue: number | null;
  /** 95 % interval. */
  readonly low: number | null;
  readonly high: number | null;
}
export interface LogisticRegressionModel extends ClassifierModel {
  readonly algorithm: 'logisticRegression';
  readonly design: LinearDesign;
  readonly intercept: Coefficient;
  /** One per column of the design. */
  readonly coefficients: readonly Coefficient[];
  readonly c: number;
  readonly logLikelihood: number;
  readonly iterations: number;
  readonly converged: boolean;
}

/** 97.5 % point of the standard normal. */
const Z_95 = 1.959963984540054;

/**
 * Logistic regression with an L2 penalty on z-scored numbers and flags (`linear/learnDesign.ts`), the same optimum as scikit-learn's LogisticRegression with
 * the same C on the same columns. Standard errors, z and p are those of the penalised likelihood's curvature (Wald); without a penalty that counts (a
 * large `c`) they are those of statsmodels' Logit. They take rows for independent and the columns for chosen beforehand, a penalty draws estimates towards
 * 0 and makes them look surer than they are, and weights are counted as that many rows.
 * Cost: O(rows × columns²) per step, a handful of steps. @throws Cancelled
 * Sources: McCullagh & Nelder (1989), doi:10.1007/978-1-4899-3242-6; le Cessie & van Houwelingen (1992), doi:10.2307/2347628.
 */
export const logisticRegression = defineClassifier({
  task: 'classification',
  id: 'logisticRegression',
  title: 'Logistic regression',
  help: 'One weight per feature, each with its interval: easy to read and to sign, and hard to beat where effects add up. Quick on any book.',
  sources: ['mccullagh1989', 'leCessie1992', 'liu1989'],
  searchWords: ['logit', 'ridge', 'L2', 'GLM'],
  options: {
    c: number({
      title: 'Freedom of the weights',
      help: "One over the strength of the penalty on large weights, scikit-learn's C. Smaller holds them closer to nought.",
      min: 1e-6,
      max: 1e10,
      default: 1,
      searchWords: ['C', 'regularisation', 'lambda'],
    }),
    maxIter: int({
      title: 'Most steps',
      help: 'Steps after which the search for the weights ends.',
      min: 1,
      max: 10_000,
      default: 200,
    }),
    tol: number({
      title: 'Accuracy',
      help: 'The search ends when no weight would move by more than this.',
      min: 1e-12,
      max: 1,
      default: 1e-8,
    }),
    rareShare: number({
      title: 'Rare levels below',
      help: 'Levels of a category with a smaller share of the customers are taken together.',
      min: 0,
      max: 0.5,
      default: 0.005,
    }),
  },
  minRows: () => 2,
  traits: { missingNative: false, monotone: false },
  async fit(training, { c, maxIter, tol, rareShare }, run) {
    const design = await learnDesign(training.x, { rareShare, dropsFrequent: true }, run);
    const solution = await solveLogistic(design, training, { c, maxIter, tol }, run);
    const [intercept, ...coefficients] = coefficientsOf(solution);
    const { logLikelihood, iterations, converged } = solution;
    const model: LogisticRegressionModel = {
      algorithm: 'logisticRegression',
      version: 1,
      features: design.features,
      design,
      intercept,
      coefficients,
      c,
      logLikelihood,
      iterations,
      converged,
    };
    const notes: Note[] = converged ? [] : [note('logistic.notConverged', { maxIter })];
    return { model, notes };
  },
  predict: (model: LogisticRegressionModel, x, run) => answerRows(model.design, parametersOf(model), x, run),
});

function coefficientsOf({ parameters, variances }: LogisticSolution): Coefficient[] {
  return Array.from(parameters, (estimate, i): Coefficient => {
    const variance = variances[i];
    if (!(variance > 0) || !Number.isFinite(variance))
      return { estimate, standardError: null, z: null, pValue: null, low: null, high: null };
    const standardError = Math.sqrt(variance);
    const z = estimate / standardError;
    const half = Z_95 * standardError;
    return { estimate, standardError, z, pValue: twoSidedP(z), low: estimate - half, high: estimate + half };
  });
}

/** [1 + columns] intercept, then by column of the design. */
export function parametersOf({ intercept, coefficients }: LogisticRegressionModel): Float64Array {
  return Float64Array.from([intercept, ...coefficients], ({ estimate }) => estimate);
}

/** [nRows] probability of the event by a linear model. @throws Cancelled */
async function answerRows(
  design: LinearDesign,
  parameters: Float64Array,
  x: FeatureTable,
  run: Run,
): Promise<Float64Array> {
  const out = sharedFloat64(x.nRows);
  const input = { queue: newChunkQueue(x.nRows), design, values: sharedValues(x), parameters, out };
  await onEveryThread(run, 'linear.answer', input);
  return out;
}
