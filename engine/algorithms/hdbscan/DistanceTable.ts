import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Run } from '../../jobs/Run.ts';
import type { Matrix } from '../../table/Matrix.ts';
import { newChunkQueue, type ChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import type { TaskContext } from '../../workers/Task.ts';

/** Euclidean distances of all pairs of rows, shared between threads. */
export interface DistanceTable {
  readonly nRows: number;
  /** [nRows × nRows], symmetric */
  readonly distances: Float64Array;
}
/** A table, and how its memory is given back: then nobody may read it any more. */
export interface LentTable {
  readonly table: DistanceTable;
  release(): void;
}

/** Rows up to which the distances of all pairs are kept while they are clustered: 200 MB. */
export const TABLE_ROWS = 5_000;
/** Rows and columns of the table that are filled in one go, so that both its halves stay in the cache. */
const TILE = 64;

/** Measures every pair once, on all threads. Cost: O(rows² × columns) and 8 bytes for each pair of rows. */
export async function fillDistanceTable({ nRows, nColumns, values }: Matrix, run: Run): Promise<LentTable> {
  if (nRows > TABLE_ROWS) throw new Error(`a table of distances of ${nRows} rows`);
  const arena = (run.pool.kernelMemory ?? newKernelMemory('typescript')).arena(8 * nRows * nRows + 64);
  try {
    const table = { nRows, distances: arena.float64(nRows * nRows) };
    const input = { queue: newChunkQueue(nRows, TILE), values, nColumns, table };
    await onEveryThread<DistancesInput>(run, 'hdbscan.distances', input, 'HDBSCAN');
    return { table, release: () => arena.release() };
  } catch (error) {
    arena.release();
    throw error;
  }
}

export interface DistancesInput {
  readonly queue: ChunkQueue;
  /** in [nRows × nColumns] */
  readonly values: Float64Array;
  readonly nColumns: number;
  /** out */
  readonly table: DistanceTable;
}

/** The rows of a chunk against themselves and all behind them. */
export function measureRows(
  input: DistancesInput,
  { rowStart, rowEnd }: { readonly rowStart: number; readonly rowEnd: number },
  context: TaskContext,
): void {
  const { nRows } = input.table;
  for (let start = rowStart; start < nRows; start += TILE) {
    context.throwIfCancelled();
    const end = Math.min(nRows, start + TILE);
    for (let row = rowStart; row < rowEnd; row++) measureRow(input, row, Math.max(row, start), end);
  }
}

/** Four pairs side by side, each summed column by column from the first, as `squaredUpTo` does. */
function measureRow({ values, nColumns, table }: DistancesInput, row: number, from: number, to: number): void {
  let other = from;
  for (; other + 4 <= to; other += 4) {
    let [a, b, c, d] = [0, 0, 0, 0];
    const at = other * nColumns;
    for (let j = 0; j < nColumns; j++) {
      const value = values[row * nColumns + j];
      const toA = value - values[at + j];
      const toB = value - values[at + nColumns + j];
      const toC = value - values[at + 2 * nColumns + j];
      const toD = value - values[at + 3 * nColumns + j];
      a += toA * toA;
      b += toB * toB;
      c += toC * toC;
      d += toD * toD;
    }
    put(table, row, other, a);
    put(table, row, other + 1, b);
    put(table, row, other + 2, c);
    put(table, row, other + 3, d);
  }
  for (; other < to; other++) {
    let total = 0;
    for (let j = 0; j < nColumns; j++) total += (values[row * nColumns + j] - values[other * nColumns + j]) ** 2;
    put(table, row, other, total);
  }
}

function put({ distances, nRows }: DistanceTable, row: number, other: number, squared: number): void {
  const distance = Math.sqrt(squared);
  distances[row * nRows + other] = distance;
  distances[other * nRows + row] = distance;
}
