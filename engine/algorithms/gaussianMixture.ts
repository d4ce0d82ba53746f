import { note, type Note } from '#shared/notes';
import { AppError } from '#shared/errors';
import { choice, int, number, type OptionValues } from '#shared/option';
import { withSeed, type Run } from '../jobs/Run.ts';
import type { KernelKind } from '../kernels/KernelMemory.ts';
import { naturalLog } from '../kernels/typescript/exponential.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../table/Matrix.ts';
import { defineClustering } from './defineAlgorithm.ts';
import type { GaussianMixtureModel, MixtureParameters } from './GaussianMixtureModel.ts';
import { assignMixture } from './gaussianMixture/assignMixture.ts';
import { countParameters, requireEstimable } from './gaussianMixture/estimable.ts';
import { fitStart, withRowsLaid, type Found, type Start } from './gaussianMixture/fitStart.ts';
import { fitKMeans } from './kmeans.ts';
import { columnMoments } from './pca/scatter.ts';

export const gaussianMixtureOptions = {
  nClusters: int({
    title: 'Segments',
    help: 'How many groups to find.',
    min: 1,
    max: 1000,
    default: 8,
    searchWords: ['n_components', 'k', 'components'],
  }),
  covarianceType: choice({
    title: 'Shape',
    help: 'What shape a segment may have: one of its own in any direction, the same for all, stretched along the columns only, or round.',
    values: ['full', 'tied', 'diag', 'spherical'],
    labels: {
      full: 'Any, each its own',
      tied: 'Any, the same for all',
      diag: 'Along the columns',
      spherical: 'Round',
    },
    default: 'full',
    searchWords: ['covariance_type'],
  }),
  nInit: int({
    title: 'Starts',
    help: 'How many times to start anew; the start with the greatest likelihood is kept.',
    min: 1,
    max: 100,
    default: 1,
    searchWords: ['n_init', 'restarts'],
  }),
  maxIter: int({
    title: 'Iterations at most',
    help: 'Where a start is stopped although its likelihood still grows.',
    min: 1,
    max: 10_000,
    default: 100,
    searchWords: ['max_iter'],
  }),
  tol: number({
    title: 'Tolerance',
    help: 'A start has settled when the mean log-likelihood of a customer changes by less than this.',
    min: 0,
    max: 1,
    default: 1e-3,
  }),
  regCovar: number({
    title: 'Least variance',
    help: 'Added to the variance of every column in every segment, so that no segment becomes flat.',
    min: 0,
    max: 1e6,
    default: 1e-6,
    searchWords: ['reg_covar', 'regularisation'],
  }),
};
export type GaussianMixtureOptions = OptionValues<typeof gaussianMixtureOptions>;

export interface GaussianMixtureFit {
  readonly model: GaussianMixtureModel;
  readonly notes: Note[];
  /** [nRows], 0-based; `predict` on the fitted rows gives the same. */
  readonly labels: Int32Array;
  /** Which twin of the kernels ran. */
  readonly kernels: KernelKind;
}

/**
 * A mixture of normal distributions by expectation and maximisation, in float64. Each start begins at the segments of a k-means with a
 * seed of its own; the one with the greatest mean log-likelihood is kept.
 *
 * A covariance with all its entries is only estimated where there are rows enough to do so: `full` needs as many rows as segments ×
 * (columns + 1), `tied` as many as segments + columns. With `full`, segments × columns² may be 16 million at most (21 segments with 857
 * columns). Beyond that, `diag` and `spherical` are the way out: they need no more rows than segments.
 *
 * Cost: O(rows × segments × columns²) per iteration, O(rows × segments × columns) with `diag` and `spherical`; memory O(rows × columns).
 *
 * Errors: `data.tooFewRows` with fewer rows than segments, `data.tooFewDistinct` with fewer distinct rows than segments,
 * `mixture.tooFewRows` and `mixture.tooLarge` where the rule above forbids it, `mixture.collapsed` where in every start the covariance of a
 * segment was not positive definite, or too large, in float64.
 * Source: Dempster, Laird & Rubin (1977), doi:10.1111/j.2517-6161.1977.tb01600.x; McLachlan & Peel (2000),
 * doi:10.1002/0471721182.
 */
export const gaussianMixture = defineClustering({
  id: 'gaussianMixture',
  task: 'clustering',
  title: 'Gaussian mixture',
  help: 'Groups that are long, narrow or overlap, each with the chance that a customer belongs to it. Slower than k-means; asks for more customers than columns.',
  sources: ['dempster1977', 'mclachlan2000'],
  searchWords: ['EM', 'GMM', 'segments', 'mixture model'],
  options: gaussianMixtureOptions,
  minRows: options => Math.max(2, options.nClusters),
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: false },
  fit: fitGaussianMixture,
  predict: (model: GaussianMixtureModel, x, run) => predictGaussianMixture(model, x, run),
});

export async function fitGaussianMixture(
  x: Matrix,
  options: GaussianMixtureOptions,
  run: Run,
): Promise<GaussianMixtureFit> {
  requireEstimable(x, options);
  const found = await withRowsLaid(x, { ...options, nRows: x.nRows, nColumns: x.nColumns }, run, async fitting => {
    let best: Found | null = null;
    for (let i = 0; i < options.nInit; i++) {
      const one = await fitStart(fitting, await kmeansStart(x, options, i, run), options);
      if (one && (!best || one.lowerBound > best.lowerBound)) best = one;
    }
    return best;
  });
  return finish(x, found, options, run);
}

async function kmeansStart(x: Matrix, options: GaussianMixtureOptions, start: number, run: Run): Promise<Start> {
  const seed = run.stream('gaussianMixture.start', start).below(2 ** 31);
  const kmeansOptions = { nClusters: options.nClusters, init: 'kmeans++', nInit: 1, maxIter: 300, tol: 1e-4 } as const;
  const { model, labels } = await fitKMeans(x, kmeansOptions, withSeed({ ...run, progress: () => undefined }, seed));
  return { kind: 'shares', means: model.centers, shares: { from: 'labels', labels } };
}

/** What a fit may begin with instead of k-means. */
export type GivenStart =
  /** [nRows × nClusters], row-major, each row adding up to 1. */
  { readonly responsibilities: Float64Array } | { readonly parameters: Omit<MixtureParameters, 'covariances'> };

/**
 * One start from given responsibilities, or from given weights, means and `precisionsCholesky`, as scikit-learn's
 * `GaussianMixture(weights_init, means_init, precisions_init)`.
 *
 * Errors as `gaussianMixture`.
 */
export async function fitMixtureFrom(
  x: Matrix,
  given: GivenStart,
  options: Omit<GaussianMixtureOptions, 'nInit'>,
  run: Run,
): Promise<GaussianMixtureFit> {
  requireEstimable(x, options);
  const found = await withRowsLaid(x, { ...options, nRows: x.nRows, nColumns: x.nColumns }, run, async fitting => {
    const start: Start =
      'parameters' in given
        ? { kind: 'components', parameters: { ...given.parameters, covariances: new Float64Array(0) } }
        : await givenShares(x, given.responsibilities, options.nClusters, run);
    return fitStart(fitting, start, options);
  });
  return finish(x, found, options, run);
}

async function givenShares(x: Matrix, given: Float64Array, nClusters: number, run: Run): Promise<Start> {
  const responsibilities = sharedFloat64(given.length);
  responsibilities.set(given);
  return {
    kind: 'shares',
    means: weightedMeans(x, given, nClusters, (await columnMoments(x, run)).mean),
    shares: { from: 'given', responsibilities },
  };
}

/** The means that the responsibilities make, from deviations from `origin`: near enough to sum squares about. */
function weightedMeans(x: Matrix, given: Float64Array, nClusters: number, origin: Float64Array): Float64Array {
  const { nRows, nColumns, values } = x;
  const means = new Float64Array(nClusters * nColumns);
  for (let c = 0; c < nClusters; c++) {
    let count = 0;
    const mean = means.subarray(c * nColumns, (c + 1) * nColumns);
    for (let row = 0; row < nRows; row++) {
      const share = given[row * nClusters + c];
      count += share;
      for (let j = 0; j < nColumns; j++) mean[j] += share * (values[row * nColumns + j] - origin[j]);
    }
    for (let j = 0; j < nColumns; j++) mean[j] = origin[j] + (count > 0 ? mean[j] / count : 0);
  }
  return means;
}

async function finish(
  x: Matrix,
  found: Found | null,
  options: Omit<GaussianMixtureOptions, 'nInit'>,
  run: Run,
): Promise<GaussianMixtureFit> {
  const { nClusters, maxIter } = options;
  if (!found) throw new AppError('mixture.collapsed', { nClusters });
  const { parameters, ...outcome } = found;
  const labels = sharedInt32(x.nRows);
  const wanted = { labels, probabilities: new Float64Array(0) };
  const { logLikelihood, kernels } = await assignMixture(parameters, x, wanted, run);
  const criteria = criteriaOf(parameters, logLikelihood, x.nRows);
  return {
    model: { algorithm: 'gaussianMixture', version: 1, ...parameters, ...outcome, ...criteria },
    notes: outcome.hasConverged ? [] : [note('mixture.notConverged', { nClusters, maxIter })],
    labels,
    kernels,
  };
}

function criteriaOf(mixture: MixtureParameters, logLikelihood: number, nRows: number): { bic: number; aic: number } {
  const nParameters = countParameters(mixture);
  return {
    bic: -2 * logLikelihood + nParameters * naturalLog(nRows),
    aic: -2 * logLikelihood + 2 * nParameters,
  };
}

/** @returns [nRows] the component with the greatest responsibility for each row; ties go to the lower index */
export async function predictGaussianMixture(mixture: MixtureParameters, x: Matrix, run: Run): Promise<Int32Array> {
  const labels = sharedInt32(x.nRows);
  await assignMixture(mixture, x, { labels, probabilities: new Float64Array(0) }, run);
  return labels;
}

/**
 * How likely each row is to belong to each component, given its values.
 *
 * @returns [nRows × nClusters], row-major, each row adding up to 1
 */
export async function mixtureProbabilities(mixture: MixtureParameters, x: Matrix, run: Run): Promise<Float64Array> {
  const probabilities = sharedFloat64(x.nRows * mixture.nClusters);
  await assignMixture(mixture, x, { labels: new Int32Array(0), probabilities }, run);
  return probabilities;
}

/**
 * How well a mixture describes rows, fitted or new: the mean log-likelihood of a row, higher is better, and the Bayesian and
 * Akaike information criterion, lower is better. Rows: at least 1.
 */
export async function mixtureScore(
  mixture: MixtureParameters,
  x: Matrix,
  run: Run,
): Promise<{ meanLogLikelihood: number; bic: number; aic: number }> {
  const wanted = { labels: new Int32Array(0), probabilities: new Float64Array(0) };
  const { logLikelihood } = await assignMixture(mixture, x, wanted, run);
  return { meanLogLikelihood: logLikelihood / x.nRows, ...criteriaOf(mixture, logLikelihood, x.nRows) };
}
