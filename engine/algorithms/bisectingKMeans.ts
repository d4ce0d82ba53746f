import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import { choice, type OptionValues } from '#shared/option';
import { withSeed, type Run } from '../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import { aroundCenters } from './aroundCenters.ts';
import { BISECTING_STRATEGIES, growTree, type GrownTree, type SplitRows } from './bisectingKMeans/growTree.ts';
import { firstSplits, type BisectingKMeansModel } from './bisectingKMeans/SplitTree.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { fitKMeans, kmeansOptions } from './kmeans.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';

const SEEDS = 2 ** 32;

export const bisectingKMeansOptions = {
  ...kmeansOptions,
  bisectingStrategy: choice({
    title: 'Split next',
    help: 'Which segment is cut in two next: the one whose customers lie farthest from its centre, or the one with the most customers.',
    values: [...BISECTING_STRATEGIES],
    labels: { biggestInertia: 'The most scattered', largestCluster: 'The largest' },
    default: 'biggestInertia',
    searchWords: ['bisecting_strategy'],
  }),
};
export type BisectingKMeansOptions = OptionValues<typeof bisectingKMeansOptions>;
export type BisectingKMeansFit = ClusterFit<BisectingKMeansModel>;

/**
 * k-means with two clusters over and over: all rows are split in two, then the cluster with the most inertia (or the most rows), until
 * there are `nClusters`. New rows walk down the tree of splits to a cluster, as in scikit-learn's `BisectingKMeans`; the tolerance is,
 * as in k-means, a share of the mean variance of the rows that are split.
 *
 * Cost: that of k-means with 2 clusters on the rows of each split, O(rows × columns) for those of one level.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer distinct rows than clusters.
 * Source: Savaresi & Boley (2001), doi:10.1137/1.9781611972719.5.
 */
export const bisectingKMeans = defineClustering({
  id: 'bisectingKMeans',
  task: 'clustering',
  title: 'Bisecting k-means',
  help: 'Cuts the book in two, then its most scattered part, and so on: segments within segments, so that one more segment only divides one of those before. As fast as k-means; its segments are a little less tight.',
  sources: ['savaresi2001', 'lloyd1982', 'arthur2007'],
  searchWords: ['divisive', 'hierarchy', 'top down'],
  options: bisectingKMeansOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: false },
  fit: async (x, options, run) => (await fitBisectingKMeans(x, options, [options.nClusters], run))[0],
  fitEach: (x, options, numbers, run) => fitBisectingKMeans(x, options, numbers, run),
  predict: (model: BisectingKMeansModel, x, run) => walkTree(model, x, run),
});

/**
 * Fits for each of some numbers of clusters; one tree serves them all, because a split does not depend on those after it.
 *
 * @param splitRows  how rows are split in two
 * Errors as `bisectingKMeans`.
 */
export async function fitBisectingKMeans(
  x: Matrix,
  options: BisectingKMeansOptions,
  numbers: readonly number[],
  run: Run,
  splitRows: SplitRows = splitWith(options),
): Promise<BisectingKMeansFit[]> {
  const most = Math.max(...numbers);
  if (x.nRows < Math.max(2, most))
    throw new AppError('data.tooFewRows', { need: Math.max(2, most), got: x.nRows, what: 'Bisecting k-means' });
  const distinct = countDistinctRows(x, most);
  if (distinct < most) throw new AppError('data.tooFewDistinct', { need: most, got: distinct });
  const tree = await growTree(x, { ...options, nClusters: most }, splitRows, run);
  const fits: BisectingKMeansFit[] = [];
  for (const nClusters of numbers) fits.push(await fitOf(x, tree, nClusters, options.maxIter, run));
  return fits;
}

/** Splits by k-means, each split with a seed of its own. */
function splitWith({ init, nInit, maxIter, tol }: BisectingKMeansOptions): SplitRows {
  return (rows, index, run) => {
    const seed = run.stream('bisectingKMeans.split', index).below(SEEDS);
    return fitKMeans(rows, { nClusters: 2, init, nInit, maxIter, tol }, withSeed(run, seed));
  };
}

async function fitOf(
  x: Matrix,
  tree: GrownTree,
  nClusters: number,
  maxIter: number,
  run: Run,
): Promise<BisectingKMeansFit> {
  const { nColumns } = x;
  const { children, splitCenters, centers } = firstSplits(tree, nClusters, nColumns);
  const labels = await walkTree({ children, splitCenters, nColumns }, x, run);
  if (nClusters === 1) centers.set((await aroundCenters(x, labels, centers, run)).means);
  const { squares } = await aroundCenters(x, labels, centers, run);
  const fits = tree.fits.slice(0, nClusters - 1);
  const unsettled = fits.filter(({ model }) => !model.hasConverged).length;
  return {
    model: {
      algorithm: 'bisectingKMeans',
      version: 1,
      nClusters,
      nColumns,
      centers,
      children,
      splitCenters,
      inertia: squares.reduce((sum, square) => sum + square, 0),
      iterations: fits.reduce((sum, { model }) => sum + model.iterations, 0),
      hasConverged: unsettled === 0,
    },
    notes: unsettled > 0 ? [note('bisectingKMeans.notConverged', { splits: unsettled, maxIter })] : [],
    labels,
    ...(fits.length > 0 && { kernels: fits[0].kernels }),
  };
}

/** @returns [nRows] the cluster that each row comes to down the tree: at each split to the nearer centre, the left one of equals */
async function walkTree(
  tree: Pick<BisectingKMeansModel, 'children' | 'splitCenters' | 'nColumns'>,
  x: Matrix,
  run: Run,
): Promise<Int32Array> {
  const { children, splitCenters, nColumns } = tree;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const labels = sharedInt32(x.nRows);
  const input = { queue: newChunkQueue(x.nRows), values: x.values, nColumns, children, splitCenters, labels };
  await onEveryThread(run, 'bisecting.walk', input);
  return labels;
}
