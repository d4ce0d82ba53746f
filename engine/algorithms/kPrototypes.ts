import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import { choice, int, number, type OptionValues } from '#shared/option';
import type { FeatureInfo } from '#shared/results';
import type { Run } from '../jobs/Run.ts';
import { sharedInt32, type Matrix } from '../table/Matrix.ts';
import { newChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { ClusterModel } from './ClusterModel.ts';
import { clusterMeans } from './clusterMeans.ts';
import { defineClustering, type ClusterFit } from './defineAlgorithm.ts';
import { countDistinctRows } from './kmeans/countDistinctRows.ts';
import type { Solution } from './kPrototypes/moveRows.ts';
import { moveTogether } from './kPrototypes/moveTogether.ts';
import type { Prototypes } from './kPrototypes/Prototypes.ts';
import { numberSpread } from './kPrototypes/startPrototypes.ts';
import {
  findMixedColumns,
  levelCounts,
  readMixedRows,
  type MixedColumns,
  type MixedRows,
} from './mixed/MixedColumns.ts';
import { pickRows } from './pickRows.ts';

export const kPrototypesOptions = {
  nClusters: int({
    title: 'Segments',
    help: 'How many groups to find.',
    min: 1,
    max: 1000,
    default: 8,
    searchWords: ['n_clusters', 'k'],
  }),
  weighting: choice<'huang' | 'given'>({
    title: 'Weight of categories',
    help: "By spread: a category that differs counts as half the mean standard deviation of the numbers, Huang's rule. Given: as below.",
    values: ['huang', 'given'],
    labels: { huang: 'By spread', given: 'Given' },
    default: 'huang',
  }),
  gamma: number({
    title: 'Weight when given',
    help: 'What one category that differs adds to the squared distance of the numbers.',
    min: 0.001,
    max: 1000,
    default: 0.5,
    searchWords: ['lambda'],
  }),
  init: choice<'cao' | 'huang'>({
    title: 'Start',
    help: 'How the first levels are chosen. Cao: frequent combinations unlike each other. Huang: at random, as often as they occur.',
    values: ['cao', 'huang'],
    labels: { cao: 'Cao', huang: 'Huang' },
    default: 'cao',
  }),
  nInit: int({
    title: 'Starts',
    help: 'How many times to start anew; the start with the least cost is kept.',
    min: 1,
    max: 100,
    default: 5,
    searchWords: ['n_init', 'restarts'],
  }),
  maxIter: int({
    title: 'Iterations at most',
    help: 'Where a start is stopped although customers still move.',
    min: 1,
    max: 10_000,
    default: 100,
    searchWords: ['max_iter'],
  }),
};
export type KPrototypesOptions = OptionValues<typeof kPrototypesOptions>;

export interface KPrototypesModel extends ClusterModel {
  readonly algorithm: 'kPrototypes';
  readonly columns: MixedColumns;
  /** What one category that differs adds to a squared distance. */
  readonly gamma: number;
  /** [nClusters × numeric columns] means */
  readonly numbers: Float64Array;
  /** [nClusters × categories] most frequent levels */
  readonly levels: Int32Array;
  /** Sum of the distances of the fitted rows to their prototype. */
  readonly cost: number;
  readonly iterations: number;
  readonly hasConverged: boolean;
}

/** Up to so many rows every start sees all of them; above, starts are found on a sample. */
const SEEDING_ROWS = 20_000;
const SAMPLE_ROWS = 10_000;

/**
 * k-prototypes: k-means for numbers and categories together.
 *
 * Cost: O(rows × clusters × columns) per iteration and start. Above 20,000 rows the starts run on a seeded sample of 10,000, and the best
 * runs to the end on all rows, which then move all at once rather than one after the other.
 *
 * Errors: `data.tooFewRows` with fewer rows than clusters, `data.tooFewDistinct` with fewer distinct rows than clusters.
 * Source: Huang (1998), doi:10.1023/A:1009769707641; Cao et al. (2009), doi:10.1016/j.eswa.2009.01.060.
 */
export const kPrototypes = defineClustering({
  id: 'kPrototypes',
  task: 'clustering',
  title: 'k-prototypes',
  help: 'Like k-means, with categories compared as such: a level is the same or it is not. For books with many categories; fast.',
  sources: ['huang1998', 'cao2009'],
  searchWords: ['mixed data', 'categorical', 'k-modes'],
  options: kPrototypesOptions,
  minRows: options => options.nClusters,
  traits: { scaleSensitive: true, findsNumber: false, leavesOut: false, mixed: true },
  fit: fitKPrototypes,
  predict: (model: KPrototypesModel, x, run) => predictKPrototypes(model, x, run),
});

/**
 * As `kPrototypes`.
 * @param from where to begin; the options for starts then do not matter
 */
export async function fitKPrototypes(
  x: Matrix,
  options: KPrototypesOptions,
  run: Run,
  features?: readonly FeatureInfo[],
  from?: Prototypes,
): Promise<ClusterFit<KPrototypesModel>> {
  requireRows(x, options.nClusters);
  const columns = await findMixedColumns(x, features, run);
  const rows = await readMixedRows(x, columns, run);
  const gamma = options.weighting === 'given' ? options.gamma : huangsWeight(rows);
  const task = { ...options, gamma, levelStarts: startsOf(levelCounts(columns)), from };
  const { prototypes, labels, ...rest } = await solve(x, rows, columns, task, run);
  const { nClusters, numbers, levels } = prototypes;
  const centers = await clusterMeans(x, labels, nClusters, run);
  const { nColumns } = x;
  const { maxIter } = options;
  return {
    model: {
      algorithm: 'kPrototypes',
      version: 1,
      nClusters,
      nColumns,
      centers,
      columns,
      gamma,
      numbers,
      levels,
      ...rest,
    },
    notes: rest.hasConverged ? [] : [note('kPrototypes.notConverged', { nClusters, maxIter })],
    labels,
  };
}

type Task = Omit<KPrototypesOptions, 'weighting'> & {
  readonly levelStarts: Int32Array;
  readonly from: Prototypes | undefined;
};

async function solve(x: Matrix, rows: MixedRows, columns: MixedColumns, task: Task, run: Run): Promise<Solution> {
  if (task.from || x.nRows <= SEEDING_ROWS) return bestStart(rows, task, run);
  const sample = pickRows(x, run.stream('kPrototypes.sample').sample(x.nRows, SAMPLE_ROWS));
  // A sample of a book with few distinct rows may miss some of them.
  if (countDistinctRows(sample, task.nClusters) < task.nClusters) return bestStart(rows, task, run);
  const { prototypes } = await bestStart(await readMixedRows(sample, columns, run), task, run);
  return moveTogether(rows, prototypes, task.levelStarts, task, run);
}

/** Keeps the start with the least cost; the first of equals. */
async function bestStart(rows: MixedRows, task: Task, run: Run): Promise<Solution> {
  const inputs = Array.from({ length: task.from ? 1 : task.nInit }, (_none, start) => ({
    ...task,
    rows,
    seed: run.seed,
    start,
  }));
  const found = await run.pool.map<(typeof inputs)[number], Solution>('kPrototypes.start', inputs, run.signal);
  return found.reduce((kept, other) => (other.cost < kept.cost ? other : kept));
}

function requireRows(x: Matrix, nClusters: number): void {
  const need = Math.max(2, nClusters);
  if (x.nRows < need) throw new AppError('data.tooFewRows', { need, got: x.nRows, what: 'k-prototypes' });
  const distinct = countDistinctRows(x, nClusters);
  if (distinct < nClusters) throw new AppError('data.tooFewDistinct', { need: nClusters, got: distinct });
}

/** Half the mean standard deviation of the numbers; 1 where there are none or they do not differ. */
function huangsWeight(rows: MixedRows): number {
  const { sd } = numberSpread(rows);
  return (0.5 * sd.reduce((sum, value) => sum + value, 0)) / Math.max(1, sd.length) || 1;
}

function startsOf(counts: Int32Array): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (const [i, count] of counts.entries()) starts[i + 1] = starts[i] + count;
  return starts;
}

/** @returns [nRows] the nearest prototype of each row; ties go to the lower index */
export async function predictKPrototypes(model: KPrototypesModel, x: Matrix, run: Run): Promise<Int32Array> {
  const rows = await readMixedRows(x, model.columns, run);
  const { nClusters, numbers, levels, gamma } = model;
  const labels = sharedInt32(x.nRows);
  const input = { queue: newChunkQueue(x.nRows), rows, prototypes: { nClusters, numbers, levels }, gamma, labels };
  await onEveryThread(run, 'kPrototypes.assign', input);
  return labels;
}
