import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32, type Matrix } from '../../table/Matrix.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { fillBuckets } from './Buckets.ts';
import { chooseClusters, type FlatClusters, type SelectionOptions } from './chooseClusters.ts';
import { condenseTree } from './condensedTree.ts';
import { fillDistanceTable, TABLE_ROWS } from './DistanceTable.ts';
import type { SpanningTree } from './spanningTree.ts';
import type { SampleInput, TreeInput } from './tasks.ts';

export interface DensityOptions extends SelectionOptions {
  readonly minClusterSize: number;
  readonly minSamples: number;
}
export interface DensityClusters extends FlatClusters {
  /** [nRows] */
  readonly cores: Float64Array;
  /** [nRows] the first row that is equal; the row itself where there is none before it */
  readonly twins: Int32Array;
}

/** Rows that a thread looks at between two looks at whether someone wants to stop. */
export const SEARCH_CHUNK = 256;

/** With fewer columns a search rules most distances out, and a single fit is sooner done without a table. */
const TABLE_COLUMNS = 10;

/**
 * HDBSCAN of all rows of x, as scikit-learn's with Euclidean distances and without a single cluster.
 * Cost: O(rows² × columns) at worst, less where a distance can be ruled out; memory of the size of the rows, but up to 5,000 rows of 10
 * columns and more 8 bytes for each pair of them.
 */
export async function densityClusters(x: Matrix, options: DensityOptions, run: Run): Promise<DensityClusters> {
  const isByTable = x.nRows <= TABLE_ROWS && x.nColumns >= TABLE_COLUMNS;
  return isByTable ? byTable(x, options, run) : bySearch(x, options, run);
}

/** All distances first, on all threads: the rest is quick in one. */
export async function byTable(x: Matrix, options: DensityOptions, run: Run): Promise<DensityClusters> {
  const { table, release } = await fillDistanceTable(x, run);
  try {
    const input = { table, sample: Int32Array.from({ length: x.nRows }, (_none, row) => row), options };
    return (await run.pool.map<SampleInput, DensityClusters>('hdbscan.sample', [input], run.signal))[0];
  } finally {
    release();
  }
}

/** The same bits for more rows than a table can hold, and for few columns. */
export async function bySearch(x: Matrix, options: DensityOptions, run: Run): Promise<DensityClusters> {
  const minSamples = Math.min(options.minSamples, x.nRows);
  const buckets = await fillBuckets(x, run);
  const [cores, twins] = [sharedFloat64(x.nRows), sharedInt32(x.nRows)];
  const input = { queue: newChunkQueue(x.nRows, SEARCH_CHUNK), buckets, minSamples, cores, twins };
  await onEveryThread(run, 'hdbscan.cores', input, 'HDBSCAN');
  const { values, nColumns } = x;
  const [tree] = await run.pool.map<TreeInput, SpanningTree>('hdbscan.tree', [{ values, nColumns, cores }], run.signal);
  return { ...chooseClusters(condenseTree(tree, options.minClusterSize), options), cores, twins };
}
