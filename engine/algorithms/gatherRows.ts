import type { Run } from '../jobs/Run.ts';
import { newMatrix, type Matrix } from '../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';

/** A matrix of some rows of x, in the order they are named in. @param rows  shared */
export async function gatherRows(x: Matrix, rows: Int32Array, run: Run): Promise<Matrix> {
  const gathered = newMatrix(rows.length, x.columnNames);
  const queue = newChunkQueue(rows.length);
  const input = { queue, values: x.values, nColumns: x.nColumns, rows, gathered: gathered.values };
  await onEveryThread(run, 'rows.gather', input);
  return gathered;
}

interface GatherInput {
  readonly queue: ChunkQueue;
  readonly values: Float64Array;
  readonly nColumns: number;
  readonly rows: Int32Array;
  /** out [rows × nColumns] */
  readonly gathered: Float64Array;
}

function gather({ queue, values, nColumns, rows, gathered }: GatherInput, context: TaskContext): void {
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let i = rowStart; i < rowEnd; i++) {
      const from = rows[i] * nColumns;
      for (let j = 0; j < nColumns; j++) gathered[i * nColumns + j] = values[from + j];
    }
  });
}

export const GATHER_TASKS = { 'rows.gather': gather };
