import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import { int, type OptionValues } from '#shared/option';
import type { FeatureInfo } from '#shared/results';
import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../table/Matrix.ts';
import { countChunks, newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { ClusterModel } from './ClusterModel.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';
import type { PamResult } from './kMedoids/fasterPam.ts';
import {
  columnRanges,
  findMixedColumns,
  readMixedRows,
  type MixedColumns,
  type MixedRows,
} from './mixed/MixedColumns.ts';
import { pickRows } from './pickRows.ts';

export const kMedoidsOptions = {
  nClusters: int({
    title: 'Segments',
    help: 'How many groups to find.',
    min: 1,
    max: 1000,
    default: 8,
    searchWords: ['n_clusters', 'k'],
  }),
  nInit: int({
    title: 'Starts',
    help: 'How many times to start anew from customers drawn at random; the start with the least distances is kept.',
    min: 1,
    max: 100,
    default: 3,
    searchWords: ['n_init', 'restarts'],
  }),
  maxIter: int({
    title: 'Passes at most',
    help: 'Where a start is stopped although better medoids are still found.',
    min: 1,
    max: 1_000,
    default: 100,
    searchWords: ['max_iter'],
  }),
};
export type KMedoidsOptions = OptionValues<typeof kMedoidsOptions>;

export interface KMedoidsModel extends ClusterModel {
  readonly algorithm: 'kMedoids';
  readonly columns: MixedColumns;
  /** [numeric columns] greatest − least value of the fitted rows. */
  readonly ranges: Float64Array;
  /** [nClusters] rows of the fitted matrix; their values are the centres. */
  readonly medoidRows: Int32Array;
  /** Sum of the distances of the fitted rows to their medoid. */
  readonly loss: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** Up to so many rows all pairs are compared: a matrix of 128 MB. */
export const EXACT_ROWS = 4_000;
/** Above, medoids are looked for in samples, and the best of them by a larger one are kept. */
const SAMPLES = 5;
const SAMPLE_ROWS = 1_000;
const JUDGING_ROWS = 20_000;
const DISTANCE_CHUNK = 64;

/**
 * k-medoids by Gower's distance: every cluster is stood for by one of its own rows.
 *
 * Cost: O(rows² × columns) once and O(rows²) per pass, up to 4,000 rows. Above, each of five seeded samples of 1,000 is solved, the medoids
 * with the least distances in a sample of 20,000 are kept, and all rows go to the nearest.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer distinct rows than clusters.
 * Source: Schubert & Rousseeuw (2021), doi:10.1016/j.is.2021.101804; Gower (1971), doi:10.2307/2528823; Kaufman & Rousseeuw (1990) for the
 * samples, doi:10.1002/9780470316801.
 */
export const kMedoids = defineClustering({
  id: 'kMedoids',
  task: 'clustering',
  title: 'k-medoids (Gower)',
  help: 'Every segment is stood for by a real customer; numbers and categories count alike, and extreme values pull little. Exact up to 4,000 customers, on samples above.',
  sources: ['schubert2021', 'gower1971', 'kaufman1990'],
  searchWords: ['PAM', 'FasterPAM', 'CLARA', 'mixed data', 'categorical'],
  options: kMedoidsOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: false, findsNumber: false, leavesOut: false, mixed: true },
  fit: fitKMedoids,
  predict: (model: KMedoidsModel, x, run) => predictKMedoids(model, x, run),
});

/** Medoids of some rows of the matrix, as rows of the matrix. */
type Medoids = Omit<PamResult, 'loss'>;

/**
 * As `kMedoids`.
 * @param from [nClusters] rows to begin with, up to 4,000 rows; the number of starts then does not matter
 */
export async function fitKMedoids(
  x: Matrix,
  options: KMedoidsOptions,
  run: Run,
  features?: readonly FeatureInfo[],
  from?: Int32Array,
): Promise<ClusterFit<KMedoidsModel>> {
  requireRows(x, options.nClusters);
  const columns = await findMixedColumns(x, features, run);
  const all = await columnRanges(x, run);
  const ranges = Float64Array.from(columns.numeric, j => all.high[j] - all.low[j]);
  const rows = await readMixedRows(x, columns, run);
  const task = { ...options, columns, ranges, from };
  const { medoids, iterations, hasConverged } =
    x.nRows <= EXACT_ROWS ? await medoidsOf(x, task, 0, run) : await bestOfSamples(x, task, run);
  const medoidMatrix = pickRows(x, medoids);
  const { labels, loss } = await assign(rows, medoidMatrix, columns, ranges, run);
  return {
    model: {
      algorithm: 'kMedoids',
      version: 1,
      nClusters: medoids.length,
      nColumns: x.nColumns,
      centers: new Float64Array(medoidMatrix.values),
      columns,
      ranges,
      medoidRows: medoids,
      loss,
      iterations,
      hasConverged,
    },
    notes: notesOf(x.nRows, hasConverged, options, run.seed),
    labels,
  };
}

function notesOf(nRows: number, hasConverged: boolean, { nClusters, maxIter }: KMedoidsOptions, seed: number): Note[] {
  const notes: Note[] = [];
  if (nRows > EXACT_ROWS) notes.push(note('kMedoids.sampled', { samples: SAMPLES, n: SAMPLE_ROWS, of: nRows, seed }));
  if (!hasConverged) notes.push(note('kMedoids.notConverged', { nClusters, maxIter }));
  return notes;
}

interface Task extends KMedoidsOptions {
  readonly columns: MixedColumns;
  readonly ranges: Float64Array;
  readonly from: Int32Array | undefined;
}

/** Compares all pairs of these rows and keeps the best start. @param part tells the draws of one sample from those of another */
async function medoidsOf(x: Matrix, task: Task, part: number, run: Run): Promise<Medoids> {
  const { nRows } = x;
  const rows = await readMixedRows(x, task.columns, run);
  const distances = sharedFloat64(nRows * nRows);
  const input = { queue: newChunkQueue(nRows, DISTANCE_CHUNK), rows, ranges: task.ranges, distances };
  await onEveryThread(run, 'kMedoids.distances', input, 'k-medoids');
  const starts = Array.from({ length: task.from ? 1 : task.nInit }, (_none, i) => ({
    distances,
    nRows,
    start: task.from ?? run.stream('kMedoids.start', part * task.nInit + i).sample(nRows, task.nClusters),
    maxIter: task.maxIter,
  }));
  const found = await run.pool.map<(typeof starts)[number], PamResult>('kMedoids.pam', starts, run.signal);
  return found.reduce((kept, other) => (other.loss < kept.loss ? other : kept));
}

/** Solves several samples and keeps the medoids that a larger sample is nearest to. */
async function bestOfSamples(x: Matrix, task: Task, run: Run): Promise<Medoids> {
  const judges = pickRows(x, run.stream('kMedoids.judges').sample(x.nRows, JUDGING_ROWS));
  const judging = await readMixedRows(judges, task.columns, run);
  const sampleRows = Math.min(EXACT_ROWS, Math.max(SAMPLE_ROWS, 4 * task.nClusters));
  let best: (Medoids & { readonly loss: number }) | undefined;
  for (let i = 0; i < SAMPLES; i++) {
    run.progress(i, SAMPLES, 'k-medoids');
    const rows = run.stream('kMedoids.sample', i).sample(x.nRows, sampleRows);
    const found = await medoidsOf(pickRows(x, rows), { ...task, from: undefined }, i, run);
    const medoids = found.medoids.map(at => rows[at]);
    const { loss } = await assign(judging, pickRows(x, medoids), task.columns, task.ranges, run);
    if (!best || loss < best.loss) best = { ...found, medoids, loss };
  }
  return best!;
}

/** Every row to its nearest medoid. */
async function assign(
  rows: MixedRows,
  medoidMatrix: Matrix,
  columns: MixedColumns,
  ranges: Float64Array,
  run: Run,
): Promise<{ labels: Int32Array; loss: number }> {
  const labels = sharedInt32(rows.nRows);
  const losses = sharedFloat64(countChunks(rows.nRows));
  const medoids = await readMixedRows(medoidMatrix, columns, run);
  await onEveryThread(run, 'kMedoids.assign', {
    queue: newChunkQueue(rows.nRows),
    rows,
    medoids,
    ranges,
    labels,
    losses,
  });
  return { labels, loss: losses.reduce((sum, part) => sum + part, 0) };
}

function requireRows(x: Matrix, nClusters: number): void {
  const need = Math.max(2, nClusters);
  if (x.nRows < need) throw new AppError('data.tooFewRows', { need, got: x.nRows, what: 'k-medoids' });
  const distinct = countDistinctRows(x, nClusters);
  if (distinct < nClusters) throw new AppError('data.tooFewDistinct', { need: nClusters, got: distinct });
}

/** @returns [nRows] the nearest medoid of each row; ties go to the lower index */
export async function predictKMedoids(model: KMedoidsModel, x: Matrix, run: Run): Promise<Int32Array> {
  const { nClusters, nColumns, centers, columns, ranges } = model;
  const values = sharedFloat64(centers.length);
  values.set(centers);
  const medoids: Matrix = { nRows: nClusters, nColumns, values, columnNames: x.columnNames };
  const rows = await readMixedRows(x, columns, run);
  return (await assign(rows, medoids, columns, ranges, run)).labels;
}
