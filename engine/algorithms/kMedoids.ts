import { AppError } from '#shared/errors';
import { note, type Note } from '#shared/notes';
import { int, type OptionValues } from '#shared/option';
import type { FeatureInfo } from '#shared/results';
import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, type Matrix } from '../table/Matrix.ts';
import type { ClusterModel } from './ClusterModel.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';
import { assignRows, EXACT_ROWS, findMedoids, SAMPLE_ROWS, SAMPLES } from './kMedoids/findMedoids.ts';
import { columnRanges, findMixedColumns, readMixedRows, type MixedColumns } from './mixed/MixedColumns.ts';
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
  fitEach: (x, options, numbers, run, features) => fitEachKMedoids(x, options, numbers, run, features),
  predict: (model: KMedoidsModel, x, run) => predictKMedoids(model, x, run),
});

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
  return (await fitEachKMedoids(x, options, [options.nClusters], run, features, from))[0];
}

/** Distances are the same whatever the number of medoids, and are found once for all numbers. */
async function fitEachKMedoids(
  x: Matrix,
  options: KMedoidsOptions,
  numbers: readonly number[],
  run: Run,
  features?: readonly FeatureInfo[],
  from?: Int32Array,
): Promise<ClusterFit<KMedoidsModel>[]> {
  for (const nClusters of numbers) requireRows(x, nClusters);
  const columns = await findMixedColumns(x, features, run);
  const all = await columnRanges(x, run);
  const ranges = Float64Array.from(columns.numeric, j => all.high[j] - all.low[j]);
  const rows = await readMixedRows(x, columns, run);
  const { nInit, maxIter } = options;
  const found = await findMedoids(x, { numbers, nInit, maxIter, columns, ranges, from }, run);
  const fits: ClusterFit<KMedoidsModel>[] = [];
  for (const { medoids, iterations, hasConverged } of found) {
    const medoidMatrix = pickRows(x, medoids);
    const { labels, loss } = await assignRows(rows, medoidMatrix, { columns, ranges }, run);
    fits.push({
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
      notes: notesOf(x.nRows, hasConverged, { nClusters: medoids.length, maxIter }, run.seed),
      labels,
    });
  }
  return fits;
}

function notesOf(
  nRows: number,
  hasConverged: boolean,
  { nClusters, maxIter }: Pick<KMedoidsOptions, 'nClusters' | 'maxIter'>,
  seed: number,
): Note[] {
  const notes: Note[] = [];
  if (nRows > EXACT_ROWS) notes.push(note('kMedoids.sampled', { samples: SAMPLES, n: SAMPLE_ROWS, of: nRows, seed }));
  if (!hasConverged) notes.push(note('kMedoids.notConverged', { nClusters, maxIter }));
  return notes;
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
  return (await assignRows(rows, medoids, { columns, ranges }, run)).labels;
}
