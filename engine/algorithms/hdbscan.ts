import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import { choice, int, number, type OptionValues } from '#shared/option';
import { MOST_SEGMENTS } from '#shared/mostSegments';
import type { Run } from '../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { ClusterModel } from './ClusterModel.ts';
import { clusterMeans } from './clusterMeans.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { fillBuckets, type Buckets } from './hdbscan/Buckets.ts';
import { densityClusters, SEARCH_CHUNK, type DensityClusters } from './hdbscan/densityClusters.ts';
import { fillDistanceTable, TABLE_ROWS, type DistanceTable } from './hdbscan/DistanceTable.ts';
import { placeAmong, sampleClusters } from './hdbscan/sampleClusters.ts';
import type { Placing } from './hdbscan/tasks.ts';
import { pickRows } from './pickRows.ts';

export const hdbscanOptions = {
  sizeBy: choice<'share' | 'number'>({
    title: 'Smallest segment by',
    help: 'Whether the smallest segment is a share of the customers or a number of them.',
    values: ['share', 'number'],
    labels: { share: 'Share of the customers', number: 'Number of customers' },
    default: 'share',
  }),
  minShare: number({
    title: 'Smallest share',
    help: 'A group of fewer than this share of the customers is no segment; never fewer than 5 customers.',
    min: 0.001,
    max: 0.5,
    default: 0.02,
  }),
  minClusterSize: int({
    title: 'Smallest number',
    help: 'A group of fewer customers than this is no segment, where the smallest segment is given as a number.',
    min: 2,
    max: 1_000_000,
    default: 50,
    searchWords: ['min_cluster_size'],
  }),
  minSamples: int({
    title: 'Neighbours',
    help: 'How many customers near each other make a dense place, a customer itself included. More leave more customers out.',
    min: 1,
    max: 1_000,
    default: 5,
    searchWords: ['min_samples'],
  }),
  clusterSelectionMethod: choice<'eom' | 'leaf'>({
    title: 'Which groups',
    help: 'Lasting: the groups that stand out over the widest range of densities. Finest: the smallest groups that do not part any more.',
    values: ['eom', 'leaf'],
    labels: { eom: 'Lasting', leaf: 'Finest' },
    default: 'eom',
    searchWords: ['cluster_selection_method', 'excess of mass'],
  }),
  clusterSelectionEpsilon: number({
    title: 'Least distance',
    help: 'Groups that part at a smaller distance than this, in the units of the prepared columns, stay together.',
    min: 0,
    max: 1_000_000,
    default: 0,
    searchWords: ['cluster_selection_epsilon'],
  }),
};
export type HdbscanOptions = OptionValues<typeof hdbscanOptions>;

export interface HdbscanModel extends ClusterModel, Placing {
  readonly algorithm: 'hdbscan';
  /** Customers that the smallest segment has, among the rows that were grouped. */
  readonly minClusterSize: number;
  /** [grouped rows × nColumns] the rows that were grouped, which place all others. */
  readonly rows: Float64Array;
}

/** As many rows are grouped exactly as stay under about ten seconds on two cores: 20,000, fewer with more than 20 columns. */
const MOST_ROWS = 20_000;
const LEAST_ROWS = 1_000;
const MOST_WORK = 8e9;
/** Of a larger book only a quarter as many are grouped, since every other row is compared with them. */
const SAMPLE_SHARE = 0.25;
/** Fewer customers are never a segment when its size is given as a share. */
const SMALLEST = 5;

export function exactRows(nColumns: number): number {
  return Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor(Math.sqrt(MOST_WORK / nColumns))));
}

/**
 * HDBSCAN: groups of any shape that are dense and apart from each other, as many as there are; customers in sparse places are in none.
 *
 * Cost: O(rows² × columns) at worst up to `exactRows` rows, and up to 5,000 rows 200 MB of memory. Above, a seeded sample of a quarter as many is grouped. All other rows, and new ones, go
 * to the group of the row that they reach first, by the mutual reachability, if they do so before that group joins the rest; else to none.
 *
 * Errors: `data.tooFewRows` with fewer than 2 rows, `segments.noneFound` when there is no group, `segments.tooManyFound` when there are more
 * than can be shown.
 * Source: Campello et al. (2013), doi:10.1007/978-3-642-37456-2_14; (2015), doi:10.1145/2733381.
 */
export const hdbscan = defineClustering({
  id: 'hdbscan',
  task: 'clustering',
  title: 'HDBSCAN',
  help: 'Dense groups of any shape, as many as there are; customers like no group are left out and shown as such. For finding what stands out.',
  sources: ['campello2013', 'campello2015', 'malzer2020'],
  searchWords: ['density', 'DBSCAN', 'outliers', 'noise'],
  options: hdbscanOptions,
  minRows: () => 2,
  traits: { scaleSensitive: true, findsNumber: true, leavesOut: true, mixed: false },
  fit: fitHdbscan,
  sampleFits: { share: shareDistances, labels: sampleLabels },
  predict: (model: HdbscanModel, x, run) => predictHdbscan(model, x, run),
});

export async function fitHdbscan(x: Matrix, options: HdbscanOptions, run: Run): Promise<ClusterFit<HdbscanModel>> {
  if (x.nRows < 2) throw new AppError('data.tooFewRows', { need: 2, got: x.nRows, what: 'HDBSCAN' });
  const most = exactRows(x.nColumns);
  const isSample = x.nRows > most;
  const sampleSize = Math.floor(SAMPLE_SHARE * most);
  const grouped = isSample ? pickRows(x, run.stream('hdbscan.sample').sample(x.nRows, sampleSize)) : x;
  const minClusterSize = smallestSize(grouped.nRows, x.nRows, options);
  const found = await densityClusters(grouped, { ...options, minClusterSize }, run);
  requireShowable(found.nClusters, x.nRows, options);
  const placing = placingOf(found, Math.min(options.minSamples, grouped.nRows));
  const labels = isSample ? await place(placing, await fillBuckets(grouped, run), x, run) : placing.labels;
  const { nClusters } = found;
  const centers = await clusterMeans(x, labels, nClusters, run);
  return {
    model: {
      algorithm: 'hdbscan',
      version: 1,
      nClusters,
      nColumns: x.nColumns,
      centers,
      ...placing,
      minClusterSize,
      rows: new Float64Array(grouped.values),
    },
    notes: isSample ? [note('hdbscan.sampled', { n: sampleSize, of: x.nRows, seed: run.seed })] : [],
    labels,
  };
}

/** The distances of all rows, where they fit into a table and a sample would be grouped whole. */
async function shareDistances(x: Matrix, run: Run): Promise<{ shared: DistanceTable; release(): void } | null> {
  if (x.nRows > Math.min(TABLE_ROWS, exactRows(x.nColumns))) return null;
  const { table, release } = await fillDistanceTable(x, run);
  return { shared: table, release };
}

function sampleLabels(
  shared: object,
  sample: Int32Array,
  asked: Int32Array,
  options: HdbscanOptions,
  context: TaskContext,
): Int32Array {
  const table = shared as DistanceTable;
  const n = sample.length;
  if (n < 2) throw new AppError('data.tooFewRows', { need: 2, got: n, what: 'HDBSCAN' });
  const found = sampleClusters(table, sample, { ...options, minClusterSize: smallestSize(n, n, options) }, context);
  requireShowable(found.nClusters, n, options);
  return placeAmong(table, sample, placingOf(found, Math.min(options.minSamples, n)), asked, context);
}

/** @returns customers that the smallest segment has among `grouped` of `all` */
function smallestSize(grouped: number, all: number, { sizeBy, minShare, minClusterSize }: HdbscanOptions): number {
  if (sizeBy === 'share') return Math.max(SMALLEST, Math.ceil(minShare * grouped));
  return Math.max(2, Math.round((minClusterSize * grouped) / all));
}

function requireShowable(found: number, nCustomers: number, options: HdbscanOptions): void {
  const minSize = smallestSize(nCustomers, nCustomers, options);
  if (found === 0) throw new AppError('segments.noneFound', { minSize, nCustomers });
  if (found > MOST_SEGMENTS) throw new AppError('segments.tooManyFound', { found, most: MOST_SEGMENTS, minSize });
}

/** Equal rows get the label of the first of them, so that a row is placed by its values alone. */
function placingOf({ labels: found, twins, cores, reach }: DensityClusters, minSamples: number): Placing {
  const labels = found.slice();
  for (const [row, twin] of twins.entries()) labels[row] = labels[twin];
  return { minSamples, labels, cores: new Float64Array(cores), reach };
}

/** @returns [nRows], 0-based or NO_CLUSTER; the rows that were grouped get the labels they have */
export async function predictHdbscan(model: HdbscanModel, x: Matrix, run: Run): Promise<Int32Array> {
  const { rows, nColumns } = model;
  if (x.nColumns !== nColumns) throw new Error(`the model has ${nColumns} columns, the rows ${x.nColumns}`);
  const values = sharedFloat64(rows.length);
  values.set(rows);
  const grouped: Matrix = { nRows: rows.length / nColumns, nColumns, values, columnNames: x.columnNames };
  const { minSamples, labels, cores, reach } = model;
  return place({ minSamples, labels, cores, reach }, await fillBuckets(grouped, run), x, run);
}

async function place(placing: Placing, buckets: Buckets, x: Matrix, run: Run): Promise<Int32Array> {
  const placed = sharedInt32(x.nRows);
  const input = { queue: newChunkQueue(x.nRows, SEARCH_CHUNK), buckets, placing, values: x.values, placed };
  await onEveryThread(run, 'hdbscan.place', input, 'HDBSCAN');
  return placed;
}
