import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import { int, number, type OptionValues } from '#shared/option';
import type { Run } from '../jobs/Run.ts';
import type { Matrix } from '../table/Matrix.ts';
import { aroundCenters } from './aroundCenters.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { kmeansOptions } from './kmeans.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';
import { fillEmptyClusters } from './miniBatchKMeans/fillEmptyClusters.ts';
import type { MiniBatchKMeansModel } from './miniBatchKMeans/MiniBatchKMeansModel.ts';
import type { MiniBatchInput, MiniBatchOutput, StreamInput } from './miniBatchKMeans/tasks.ts';
import { nearestLabels } from './nearestLabels.ts';

export const miniBatchKMeansOptions = {
  nClusters: kmeansOptions.nClusters,
  batchSize: int({
    title: 'Customers per batch',
    help: 'How many customers move the centres at a time.',
    min: 1,
    max: 1_000_000,
    default: 1024,
    searchWords: ['batch_size'],
  }),
  init: kmeansOptions.init,
  nInit: int({
    title: 'Starts',
    help: 'How many starts are looked at, on a sample; the one with the least inertia is followed.',
    min: 1,
    max: 100,
    default: 3,
    searchWords: ['n_init'],
  }),
  maxIter: int({
    title: 'Passes at most',
    help: 'How many times as many customers as there are may be drawn.',
    min: 1,
    max: 10_000,
    default: 100,
    searchWords: ['max_iter'],
  }),
  tol: number({
    title: 'Tolerance',
    help: 'The centres have settled when a batch moves them less than this share of the mean variance of the columns; 0 does not look.',
    min: 0,
    max: 1,
    default: 0,
  }),
  maxNoImprovement: int({
    title: 'Batches without improvement',
    help: 'Stops when the smoothed inertia has not improved for so many batches.',
    min: 1,
    max: 100_000,
    default: 10,
    searchWords: ['max_no_improvement', 'early stopping'],
  }),
  reassignmentRatio: number({
    title: 'Start anew below',
    help: 'A segment that fewer customers came to than this share of the largest starts anew elsewhere.',
    min: 0,
    max: 1,
    default: 0.01,
    searchWords: ['reassignment_ratio'],
  }),
};
export type MiniBatchKMeansOptions = OptionValues<typeof miniBatchKMeansOptions>;
export type MiniBatchKMeansFit = ClusterFit<MiniBatchKMeansModel>;

/**
 * k-means by small batches, as scikit-learn's `MiniBatchKMeans`: every centre is the mean of the rows of all batches that came to it.
 * Close to k-means, and never as tight; the note on the result says by how much the centres are off the means of their clusters. Unlike
 * in scikit-learn, a cluster that none of the rows is nearest to gets the row farthest from its centre.
 *
 * Cost: O(batch × clusters × columns) per step in one thread, some tens or hundreds of steps however many rows there are, and
 * one pass over all rows.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer distinct rows than clusters.
 * Source: Sculley (2010), doi:10.1145/1772690.1772862.
 */
export const miniBatchKMeans = defineClustering({
  id: 'miniBatchKMeans',
  task: 'clustering',
  title: 'Mini-batch k-means',
  help: 'k-means that learns from small draws of customers instead of all of them: for customers that arrive in a stream and for many segments in a very large book. Its segments are a little less tight than those of k-means.',
  sources: ['sculley2010', 'arthur2007'],
  searchWords: ['stream', 'online', 'incremental', 'large'],
  options: miniBatchKMeansOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: false },
  fit: fitMiniBatchKMeans,
  predict: (model: MiniBatchKMeansModel, x, run) => nearestLabels(model, x, run),
});

export async function fitMiniBatchKMeans(
  x: Matrix,
  options: MiniBatchKMeansOptions,
  run: Run,
): Promise<MiniBatchKMeansFit> {
  requireRows(x, x.nRows, options.nClusters);
  const batchSize = Math.min(options.batchSize, x.nRows);
  const input: MiniBatchInput = { ...inputOf(x, options, run), options: { ...options, batchSize } };
  const [found] = await run.pool.map<MiniBatchInput, MiniBatchOutput>('miniBatch.fit', [input], run.signal);
  const { centers, labels } = await fillEmptyClusters(x, found.centers, run);
  const { sizes, squares, means } = await aroundCenters(x, labels, centers, run);
  const inertia = squares.reduce((sum, square) => sum + square, 0);
  const seen = found.nSteps * batchSize;
  const excessPercent = inertia > 0 ? (100 * excessOver(means, centers, sizes)) / inertia : 0;
  return {
    model: { ...modelOf(found), centers, inertia, iterations: Math.ceil(seen / x.nRows) },
    notes: excessPercent > 0 ? [note('miniBatchKMeans.approximate', { seen, of: x.nRows, excessPercent })] : [],
    labels,
  };
}

/**
 * Takes in further rows of a stream, in batches of `batchSize` in their order; what is left of them at the end is a smaller batch. So
 * batches given one by one and the same batches given at once make the same model. The first batch of all gives the first centres.
 *
 * @param before  what the stream has made so far; null begins with `options.nClusters`
 * Errors: `data.tooFewRows`, `data.tooFewDistinct` where the first batch holds fewer (distinct) rows than clusters.
 */
export async function partialFit(
  before: MiniBatchKMeansModel | null,
  x: Matrix,
  options: MiniBatchKMeansOptions,
  run: Run,
): Promise<MiniBatchKMeansModel> {
  if (before === null) requireRows(x, Math.min(x.nRows, options.batchSize), options.nClusters);
  else if (before.nColumns !== x.nColumns)
    throw new Error(`the model has ${before.nColumns} columns, the rows ${x.nColumns}`);
  const input: StreamInput = { ...inputOf(x, options, run), before };
  const [found] = await run.pool.map<StreamInput, MiniBatchOutput>('miniBatch.follow', [input], run.signal);
  return modelOf(found);
}

function requireRows(x: Matrix, nRows: number, nClusters: number): void {
  const need = Math.max(2, nClusters);
  if (nRows < need) throw new AppError('data.tooFewRows', { need, got: nRows, what: 'Mini-batch k-means' });
  const distinct = countDistinctRows({ ...x, nRows }, nClusters);
  if (distinct < nClusters) throw new AppError('data.tooFewDistinct', { need: nClusters, got: distinct });
}

function inputOf({ values, nRows, nColumns }: Matrix, options: MiniBatchKMeansOptions, run: Run): MiniBatchInput {
  return { x: { values, nRows, nColumns }, nClusters: options.nClusters, options, seed: run.seed };
}

function modelOf({ nClusters, nColumns, centers, counts, nSteps, nSinceReassign }: MiniBatchOutput) {
  const shape = { algorithm: 'miniBatchKMeans', version: 1, nClusters, nColumns } as const;
  return { ...shape, centers, counts, nSteps, nSinceReassign };
}

/** What the inertia would lose if every centre stood at the mean of its rows: size × squared distance, summed. */
function excessOver(means: Float64Array, centers: Float64Array, sizes: Float64Array): number {
  const nColumns = centers.length / sizes.length;
  return means.reduce((sum, mean, i) => sum + sizes[Math.floor(i / nColumns)] * (mean - centers[i]) ** 2, 0);
}
