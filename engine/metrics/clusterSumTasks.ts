import { copyNumbers } from '../kernels/copyNumbers.ts';
import type { ArenaHandle } from '../kernels/KernelMemory.ts';
import { kernelsFor } from '../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../workers/claimChunks.ts';
import type { TaskContext } from '../workers/Task.ts';

/** Rows that are looked at by one labeling after the other while they are in the processor's cache. */
export const BLOCK_ROWS = 512;

/** What a thread works with, in the arena. */
export interface ClusterDesk {
  /** [BLOCK_ROWS × nColumns], for rows that kernels cannot read where they are. */
  readonly block: Float64Array | null;
  /** [BLOCK_ROWS] */
  readonly labels: Int32Array;
  /** [found of one chunk] */
  readonly found: Float64Array;
}
interface RowsOfClusters {
  readonly queue: ChunkQueue;
  readonly handle: ArenaHandle;
  readonly values: Float64Array;
  readonly nColumns: number;
  /** out [nChunks × found of one chunk] */
  readonly parts: Float64Array;
  readonly desk: ClusterDesk;
}
export interface SumsInput extends RowsOfClusters {
  /** A chunk finds by labeling and cluster: size, then sums of the differences to row 0. */
  readonly labelings: readonly { readonly labels: Int32Array; readonly nClusters: number }[];
  /** [nColumns] row 0, in the arena. */
  readonly origin: Float64Array;
}
export interface SpreadInput extends RowsOfClusters {
  /** A chunk finds by labeling: distances of each cluster, then squares. Means [nClusters × nColumns] lie in the arena. */
  readonly labelings: readonly {
    readonly labels: Int32Array;
    readonly nClusters: number;
    readonly means: Float64Array;
  }[];
}

function sums(input: SumsInput, context: TaskContext): void {
  const { handle, labelings, nColumns, origin, desk } = input;
  const kernels = kernelsFor(handle);
  const { labels } = desk;
  const own = cut(
    desk.found,
    labelings.map(({ nClusters }) => nClusters * (nColumns + 1)),
  );
  byBlocks(input, context, (rows, rowStart, rowEnd) => {
    const nRows = rowEnd - rowStart;
    for (const [l, labeling] of labelings.entries()) {
      labels.set(labeling.labels.subarray(rowStart, rowEnd));
      kernels.sumClusters({ rows, origin, labels, nRows, nColumns, sums: own[l] });
    }
  });
}

function spread(input: SpreadInput, context: TaskContext): void {
  const { handle, labelings, nColumns, desk } = input;
  const kernels = kernelsFor(handle);
  const { labels } = desk;
  const own = cut(
    desk.found,
    labelings.flatMap(({ nClusters }) => [nClusters, nClusters]),
  );
  byBlocks(input, context, (rows, rowStart, rowEnd) => {
    const nRows = rowEnd - rowStart;
    for (const [l, labeling] of labelings.entries()) {
      labels.set(labeling.labels.subarray(rowStart, rowEnd));
      const [distances, squares] = [own[2 * l], own[2 * l + 1]];
      kernels.spreadClusters({ rows, labels, nRows, nColumns, means: labeling.means, distances, squares });
    }
  });
}

/** Block after block of each chunk; what `work` has added up on the desk by the end of the chunk is the chunk's part. */
function byBlocks(
  { queue, values, nColumns, parts, desk }: RowsOfClusters,
  context: TaskContext,
  work: (rows: Float64Array, rowStart: number, rowEnd: number) => void,
): void {
  const { block, found } = desk;
  claimChunks(queue, context, ({ index, rowStart, rowEnd }) => {
    found.fill(0);
    for (let from = rowStart; from < rowEnd; from += BLOCK_ROWS) {
      const to = Math.min(rowEnd, from + BLOCK_ROWS);
      const given = values.subarray(from * nColumns, to * nColumns);
      if (block) copyNumbers(given, block);
      work(block ?? given, from, to);
    }
    parts.set(found, index * found.length);
  });
}

function cut(values: Float64Array, lengths: readonly number[]): Float64Array[] {
  let at = 0;
  return lengths.map(length => values.subarray(at, (at += length)));
}

export const CLUSTER_SUM_TASKS = { 'metrics.sums': sums, 'metrics.spread': spread };
