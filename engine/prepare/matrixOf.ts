import { AppError } from '#shared/errors';
import type { Run } from '../jobs/Run.ts';
import type { BooleanColumn, NumberColumn, Table } from '../table/Column.ts';
import { isSharedArray, newMatrix, sharedFloat64, sharedInt32, sharedUint8, type Matrix } from '../table/Matrix.ts';
import { claimChunks, newChunkQueue, type ChunkQueue } from '../workers/claimChunks.ts';
import { onEveryThread } from '../workers/onEveryThread.ts';
import type { TaskContext } from '../workers/Task.ts';
import { fillScaled, scaledFrom, type SourceValues } from './scaledColumn.ts';

/** A column as it is, or scaled: x itself is (x − 0) / 1. */
interface Taken extends SourceValues {
  readonly mean: number;
  readonly divisor: number;
}
interface MatrixInput {
  readonly queue: ChunkQueue;
  readonly columns: readonly Taken[];
  /** out [nRows × nColumns], shared */
  readonly values: Float64Array;
  /** out [nColumns], shared: 1 where a value is missing */
  readonly hasGaps: Int32Array;
}

/** Numbers up to which no thread is worth waking. */
const FEW = 100_000;

/**
 * Columns of numbers and flags as one matrix, in the order of `names`.
 *
 * @param values  out [nRows × nColumns], shared: the numbers of the matrix
 * @throws AppError `recipe.invalid` where a value is missing or a column is not numeric: a step that should have come before did not; Cancelled
 */
export async function matrixOf(
  table: Table,
  names: readonly string[],
  run: Run,
  values: Float64Array = sharedFloat64(table.nRows * names.length),
): Promise<Matrix> {
  const known = new Map(table.columns.map(column => [column.name, column]));
  const columns = names.map(name => {
    const column = known.get(name);
    if (column?.kind !== 'number' && column?.kind !== 'boolean') throw unfit(`${name} is not a column of numbers`);
    return takenFrom(column);
  });
  const matrix = newMatrix(table.nRows, names, values);
  const hasGaps = sharedInt32(names.length);
  const input = { queue: newChunkQueue(table.nRows), columns, values, hasGaps };
  if (values.length <= FEW) fillMatrix(input, run);
  else await onEveryThread(run, 'prepare.matrix', { ...input, columns: columns.map(shared) });
  const gap = hasGaps.indexOf(1);
  if (gap >= 0) throw unfit(`${names[gap]} has gaps that no step fills`);
  return matrix;
}

function unfit(reason: string): AppError {
  return new AppError('recipe.invalid', { where: 'the preparation steps', reason });
}

function takenFrom(column: NumberColumn | BooleanColumn): Taken {
  const { source, mean, divisor } = scaledFrom(column) ?? { source: column, mean: 0, divisor: 1 };
  return { kind: source.kind, values: source.values, mean, divisor };
}

function shared(column: Taken): Taken {
  if (isSharedArray(column.values)) return column;
  const { length } = column.values;
  const values = column.kind === 'boolean' ? sharedUint8(length) : sharedFloat64(length);
  values.set(column.values);
  return { ...column, values };
}

/** Rows that are filled at once: a block of them stays in the processor's cache while column after column is written into it. */
const BLOCK_ROWS = 512;

function fillMatrix({ queue, columns, values, hasGaps }: MatrixInput, context: TaskContext): void {
  const nColumns = columns.length;
  claimChunks(queue, context, ({ rowStart, rowEnd }) => {
    for (let from = rowStart; from < rowEnd; from += BLOCK_ROWS) {
      const to = Math.min(rowEnd, from + BLOCK_ROWS);
      for (let j = 0; j < nColumns; j++) {
        const column = columns[j];
        if (!fillScaled(values, { first: j, stride: nColumns }, column, column, from, to)) hasGaps[j] = 1;
      }
    }
  });
}

export const MATRIX_TASKS = { 'prepare.matrix': fillMatrix };
