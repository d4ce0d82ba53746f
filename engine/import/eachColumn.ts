import type { Run } from '../jobs/Run.ts';
import { breathe } from './breathe.ts';
import type { CellReader, ColumnScratch } from './cells/CellReader.ts';
import { inThisThread, onAnyThread, type RunImportTask } from './importTasks.ts';

/** What the work on one column may use. */
export interface ColumnDesk {
  readonly scratch: ColumnScratch;
  readonly run: RunImportTask;
}

/** So few cells are looked at before another thread has heard of them. */
const WORTH_THREADS = 500_000;

/** Working space of all columns that are in work together. */
const MOST_SCRATCH_BYTES = 2 ** 28;

/**
 * Works on columns one by one, or on as many side by side as keep all threads busy while one column's texts are read here. Every column is
 * worked on by itself, so that what comes out does not depend on the threads.
 * @param nCells cells of all the columns
 * @throws Cancelled
 */
export async function eachColumn(
  columns: readonly number[],
  nCells: number,
  reader: CellReader,
  run: Run,
  work: (column: number, desk: ColumnDesk) => Promise<void>,
): Promise<void> {
  const isLarge = nCells >= WORTH_THREADS;
  const affordable = Math.max(1, Math.floor(MOST_SCRATCH_BYTES / reader.scratchBytes));
  const nDesks = Math.min(columns.length, isLarge ? Math.min(run.pool.threads + 1, affordable) : 1);
  let next = 0;
  const workAtDesk = async () => {
    const desk = { scratch: reader.newScratch(isLarge), run: isLarge ? onAnyThread(run) : inThisThread(run) };
    try {
      while (next < columns.length) {
        const column = columns[next++];
        await breathe(run, nCells / columns.length);
        await work(column, desk);
      }
    } finally {
      // After a failure no other desk begins another column.
      next = columns.length;
    }
  };
  const desks = await Promise.allSettled(Array.from({ length: nDesks }, workAtDesk));
  for (const desk of desks) if (desk.status === 'rejected') throw desk.reason;
}
