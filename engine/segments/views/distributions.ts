import type { Distribution } from '#shared/results';
import type { Run } from '../../jobs/Run.ts';
import { keptColumn, recallSorted, type SortedColumn } from '../../profile/sortedColumns.ts';
import type { DateColumn, NumberColumn, Table } from '../../table/Column.ts';
import { isSharedArray, sharedInt32 } from '../../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Segmented } from '../Segmented.ts';
import { distributionOf } from './distribution.ts';

interface DistributionsInput {
  readonly queue: ChunkQueue;
  readonly looked: readonly {
    readonly column: NumberColumn | DateColumn;
    /** Where it has been sorted. */
    readonly sorted: SortedColumn | null;
  }[];
  readonly labels: Int32Array;
  readonly segmentIds: readonly number[];
  readonly bins: number;
}
interface Found {
  readonly index: number;
  readonly distribution: Distribution;
}

/** As `distribution`, of several columns by the threads; columns without numbers are passed over. @throws Cancelled */
export async function distributions(
  table: Table,
  { labels, segmentation }: Segmented,
  names: readonly string[],
  bins: number,
  run: Run,
): Promise<Distribution[]> {
  const looked = names.flatMap(name => {
    const column = table.columns.find(one => one.name === name);
    if (column?.kind !== 'number' && column?.kind !== 'date') return [];
    return [{ column, sorted: keptColumn(column.values) }];
  });
  if (looked.length === 0) return [];
  const input: DistributionsInput = {
    queue: newChunkQueue(looked.length, 1),
    looked,
    labels: isSharedArray(labels) ? labels : sharedCopy(labels),
    segmentIds: segmentation.segments.map(segment => segment.id),
    bins,
  };
  const found = (await onEveryThread<DistributionsInput, Found[]>(run, 'segments.distributions', input)).flat();
  return found.sort((a, b) => a.index - b.index).map(one => one.distribution);
}

function sharedCopy(labels: Int32Array): Int32Array {
  const copy = sharedInt32(labels.length);
  copy.set(labels);
  return copy;
}

function distributionsTask({ queue, looked, ...asked }: DistributionsInput, context: TaskContext): Found[] {
  const found: Found[] = [];
  claimChunks(queue, context, ({ index }) => {
    const { column, sorted } = looked[index];
    if (sorted) recallSorted(column.values, sorted);
    found.push({ index, distribution: distributionOf(column, asked) });
  });
  return found;
}

export const DISTRIBUTION_TASKS = { 'segments.distributions': distributionsTask };
