import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import { choice, int, number, type OptionValues } from '#shared/option';
import type { KernelKind } from '../kernels/KernelMemory.ts';
import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import { defineClustering } from './defineAlgorithm.ts';
import type { KMeansModel } from './KMeansModel.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';
import { fitFrom, fitRestarts, type Solution } from './kmeans/fitRuns.ts';
import { withPlacedRows, type PlacedRows } from './kmeans/placedRows.ts';
import { distinctStarts, sampleRows, SEEDING_ROWS } from './kmeans/largeStarts.ts';

export const kmeansOptions = {
  nClusters: int({
    title: 'Segments',
    help: 'How many groups to find.',
    min: 1,
    max: 1000,
    default: 8,
    searchWords: ['n_clusters', 'k', 'centers'],
  }),
  init: choice({
    title: 'Start',
    help: 'How the first centres are chosen: spread out over the data, or as random rows.',
    values: ['kmeans++', 'random'],
    default: 'kmeans++',
  }),
  nInit: int({
    title: 'Starts',
    help: 'How many times to start anew; the start with the least inertia is kept.',
    min: 1,
    max: 100,
    default: 10,
    searchWords: ['n_init', 'restarts', 'nstart'],
  }),
  maxIter: int({
    title: 'Iterations at most',
    help: 'Where a start is stopped although its centres still move.',
    min: 1,
    max: 10_000,
    default: 300,
    searchWords: ['max_iter'],
  }),
  tol: number({
    title: 'Tolerance',
    help: 'A start has settled when its centres move less than this share of the mean variance of the columns.',
    min: 0,
    max: 1,
    default: 1e-4,
  }),
};
export type KMeansOptions = OptionValues<typeof kmeansOptions>;

export interface KMeansFit {
  readonly model: KMeansModel;
  readonly notes: Note[];
  /** [nRows], 0-based; `predict` on the fitted rows gives the same. */
  readonly labels: Int32Array;
  /** Which twin of the kernels ran. */
  readonly kernels: KernelKind;
}

/**
 * k-means with restarts, exact in float64.
 *
 * Cost: O(rows × clusters × columns) for the first iterations of a start, far less once few rows change. Above 50,000 rows the starts
 * are found and run on a seeded sample of 20,000, and the three best different ones then run to the end on all rows.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer distinct rows than clusters.
 * Source: Lloyd (1982), doi:10.1109/TIT.1982.1056489; Arthur & Vassilvitskii (2007), doi:10.5555/1283383.1283494; Hamerly (2010),
 * doi:10.1137/1.9781611972801.12.
 */
export const kmeans = defineClustering({
  id: 'kmeans',
  task: 'clustering',
  title: 'k-means',
  help: 'Round groups of customers near a common centre. Fast on millions of customers, and the same again each time.',
  sources: ['lloyd1982', 'arthur2007', 'hamerly2010'],
  searchWords: ['Lloyd', 'segments', 'k-means++'],
  options: kmeansOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: false },
  fit: (x, options, run) => fitKMeans(x, options, run),
  fitEach: fitEachKMeans,
  predict: (model: KMeansModel, x, run) => predictKMeans(model, x, run),
});

/** @param shared  of `shareRows` with the same x and seed; saves work and changes no bit */
export async function fitKMeans(x: Matrix, options: KMeansOptions, run: Run, shared?: SharedRows): Promise<KMeansFit> {
  requireRows(x, options.nClusters);
  const placed = shared?.placed;
  if (x.nRows <= SEEDING_ROWS) return finish(await fitRestarts(x, options, run, placed), options);
  const sample = shared?.sample ?? sampleRows(x, run);
  // A sample of a book with few distinct rows may miss some of them.
  const isSampleEnough = countDistinctRows(sample, options.nClusters) >= options.nClusters;
  if (!isSampleEnough) return finish(await fitRestarts(x, options, run, placed), options);
  const starts = distinctStarts(await fitRestarts(sample, options, run, shared?.placedSample), sample.nColumns);
  return finish(await fitFrom(x, starts, { ...options, startsFar: false }, run, placed), options);
}

/** A fit for each number of clusters, over rows that are placed once. */
async function fitEachKMeans(
  x: Matrix,
  options: KMeansOptions,
  numbers: readonly number[],
  run: Run,
): Promise<KMeansFit[]> {
  const fits: KMeansFit[] = [];
  await shareRows(x, run, async shared => {
    for (const [i, nClusters] of numbers.entries()) {
      run.throwIfCancelled();
      const progress: Run['progress'] = (done, total, label) =>
        run.progress(i * total + done, numbers.length * total, label);
      fits.push(await fitKMeans(x, { ...options, nClusters }, { ...run, progress }, shared));
    }
  });
  return fits;
}

/** What several fits on the same rows have in common. */
export interface SharedRows {
  readonly placed: PlacedRows;
  readonly sample?: Matrix;
  readonly placedSample?: PlacedRows;
}

/**
 * For several fits on the same rows: they are scaled and drawn from once. Holds about 4 bytes a value until `work` is done, of up to 8 columns
 * none; 8 more where they must be copied.
 */
export async function shareRows<T>(x: Matrix, run: Run, work: (shared: SharedRows) => Promise<T>): Promise<T> {
  const sample = x.nRows > SEEDING_ROWS ? sampleRows(x, run) : undefined;
  const all = [{ x, areMoved: !sample }, ...(sample ? [{ x: sample, areMoved: true }] : [])];
  return withPlacedRows(all, run, ([placed, placedSample]) => work({ placed, sample, placedSample }));
}

/**
 * Lloyd's algorithm from given centres, as scikit-learn's `KMeans(init=centers, n_init=1)`.
 *
 * @param centers  [nClusters × nColumns], row-major, in the units of x
 * @param options  `isNear`: whether they are taken to be near where they will come to rest, which changes how long it takes and nothing else
 * Errors as `kmeans`.
 */
export async function fitFromCenters(
  x: Matrix,
  centers: Float64Array,
  options: Partial<Pick<KMeansOptions, 'maxIter' | 'tol'>> & { isNear?: boolean },
  run: Run,
): Promise<KMeansFit> {
  const nClusters = centers.length / x.nColumns;
  const { maxIter = 300, tol = 1e-4, isNear = false } = options;
  const full = { nClusters, maxIter, tol, startsFar: !isNear };
  requireRows(x, nClusters);
  return finish(await fitFrom(x, [centers], full, run), full);
}

function requireRows(x: Matrix, nClusters: number): void {
  if (x.nRows < Math.max(2, nClusters))
    throw new AppError('data.tooFewRows', { need: Math.max(2, nClusters), got: x.nRows, what: 'k-means' });
  const distinct = countDistinctRows(x, nClusters);
  if (distinct < nClusters) throw new AppError('data.tooFewDistinct', { need: nClusters, got: distinct });
}

/** Keeps the solution with the least inertia; the first of equals. */
function finish(solutions: readonly Solution[], options: { nClusters: number; maxIter: number }): KMeansFit {
  const best = solutions.reduce((kept, other) => (other.inertia < kept.inertia ? other : kept));
  const { labels, kernels, ...model } = best;
  const { nClusters, maxIter } = options;
  return {
    model: { algorithm: 'kmeans', version: 1, nClusters, nColumns: model.centers.length / nClusters, ...model },
    notes: best.hasConverged ? [] : [note('kmeans.notConverged', { nClusters, maxIter })],
    labels,
    kernels,
  };
}

/** @returns [nRows] the nearest centre of each row; ties go to the lower index */
export async function predictKMeans(model: KMeansModel, x: Matrix, run: Run): Promise<Int32Array> {
  const labels = sharedInt32(x.nRows);
  const centers = sharedFloat64(model.centers.length);
  centers.set(model.centers);
  const { nColumns, nClusters } = model;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const input = { queue: newChunkQueue(x.nRows), values: x.values, nColumns, centers, nClusters, labels };
  await onEveryThread(run, 'kmeans.predict', input);
  return labels;
}
