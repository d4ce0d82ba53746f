import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Buckets } from './Buckets.ts';
import type { DensityOptions } from './densityClusters.ts';
import { measureRows, type DistancesInput, type DistanceTable } from './DistanceTable.ts';
import { sampleClusters, type SampleClusters } from './sampleClusters.ts';
import { newSearchSpace, searchNear } from './searchBuckets.ts';
import { spanningTree, type SpanningTree } from './spanningTree.ts';

export interface CoreInput {
  readonly queue: ChunkQueue;
  readonly buckets: Buckets;
  readonly minSamples: number;
  /** out [nRows] distance to the minSamples-th nearest row, itself the first */
  readonly cores: Float64Array;
  /** out [nRows] the first row that is equal */
  readonly twins: Int32Array;
}

/** Rows stand in the order of the buckets, so that rows looked at one after the other have the same neighbours. */
function coreDistances({ queue, buckets, minSamples, cores, twins }: CoreInput, context: TaskContext): void {
  const space = newSearchSpace(buckets, minSamples);
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let i = rowStart; i < rowEnd; i++) {
      const near = searchNear(buckets, buckets.values, i * buckets.nColumns, space, null);
      cores[buckets.ids[i]] = near.kth;
      twins[buckets.ids[i]] = near.twin;
    }
  });
}

export interface TreeInput {
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly cores: Float64Array;
}

function tree({ values, nColumns, cores }: TreeInput, context: TaskContext): SpanningTree {
  return spanningTree(values, nColumns, cores, context);
}

function distances(input: DistancesInput, context: TaskContext): void {
  claimChunks(input.queue, context, chunk => measureRows(input, chunk, context));
}

export interface SampleInput {
  readonly table: DistanceTable;
  /** Rows of the table; they may come more than once. */
  readonly sample: Int32Array;
  readonly options: DensityOptions;
}

function sample({ table, sample: rows, options }: SampleInput, context: TaskContext): SampleClusters {
  return sampleClusters(table, rows, options, context);
}

/** What places rows: the rows that were grouped, and how near one must be to belong. */
export interface Placing {
  readonly minSamples: number;
  /** [kept rows] 0-based, or -1 */
  readonly labels: Int32Array;
  /** [kept rows] */
  readonly cores: Float64Array;
  /** [nClusters] distance below which a row reaches into the cluster */
  readonly reach: Float64Array;
}
export interface PlaceInput {
  readonly queue: ChunkQueue;
  readonly buckets: Buckets;
  readonly placing: Placing;
  readonly values: Float64Array;
  /** out [nRows] */
  readonly placed: Int32Array;
}

function place({ queue, buckets, placing, values, placed }: PlaceInput, context: TaskContext): void {
  const { minSamples, labels, cores, reach } = placing;
  // A new row is the first of its own neighbours.
  const space = newSearchSpace(buckets, Math.max(1, minSamples - 1));
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let row = rowStart; row < rowEnd; row++) {
      const near = searchNear(buckets, values, row * buckets.nColumns, space, cores);
      if (near.twin >= 0) placed[row] = labels[near.twin];
      else {
        const label = labels[near.reached];
        const mutual = minSamples > 1 ? Math.max(near.reach, near.kth) : near.reach;
        placed[row] = label >= 0 && mutual < reach[label] ? label : -1;
      }
    }
  });
}

export const HDBSCAN_TASKS = {
  'hdbscan.cores': coreDistances,
  'hdbscan.tree': tree,
  'hdbscan.place': place,
  'hdbscan.distances': distances,
  'hdbscan.sample': sample,
};
