import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import type { Donors } from './Donors.ts';
import { Nearest } from './Nearest.ts';

/** What one thread works in. */
export interface Bench {
  /** [4 × nBlocks] */
  readonly distances: Float64Array;
  /** [nColumns] */
  readonly query: Float64Array;
  readonly columns: Int32Array;
}
export interface FillInput {
  /** Over `rows`. */
  readonly queue: ChunkQueue;
  readonly donors: Donors;
  readonly bench: Bench;
  /** Rows of `values` with gaps. */
  readonly rows: Int32Array;
  /** in out [nRows × nColumns]: gaps are filled */
  readonly values: Float64Array;
  readonly nNeighbors: number;
}

function fillGaps(input: FillInput, context: TaskContext): void {
  const kernels = kernelsFor(input.donors.handle);
  const nearest = new Nearest(input.nNeighbors);
  claimChunks(input.queue, context, ({ rowStart, rowEnd }) => {
    for (let i = rowStart; i < rowEnd; i++) fillRow(input, input.rows[i], kernels, nearest);
  });
}

function fillRow({ donors, bench, values }: FillInput, row: number, kernels: Kernels, nearest: Nearest): void {
  const { nColumns, columnOrder, nComplete, nBlocks } = donors;
  const base = row * nColumns;
  let nPresent = 0;
  let complete = 0;
  for (let i = 0; i < nColumns; i++) {
    const column = columnOrder[i];
    const value = values[base + column];
    if (Number.isNaN(value)) continue;
    bench.columns[nPresent] = column;
    bench.query[nPresent++] = value;
    if (i < nComplete) complete++;
  }
  kernels.nanDistances({ ...donors, ...bench, nComplete: complete, nPresent, nBlocks, out: bench.distances });
  const gaps = columnOrder.filter(column => Number.isNaN(values[base + column]));
  for (const column of gaps) {
    findNearest(nearest, donors, bench.distances, column);
    values[base + column] = nearest.count === 0 ? donors.means[column] : meanOf(nearest, donors, column);
  }
}

function findNearest(nearest: Nearest, donors: Donors, distances: Float64Array, column: number): void {
  nearest.clear();
  for (let row = 0; row < donors.nRows; row++) {
    const distance = distances[row];
    // A distance that is NaN has no column in common and is never nearer.
    if (distance <= nearest.limit && donors.presence[cell(donors, row, column)] !== 0)
      nearest.offer(distance, row, row, 0);
  }
}

function meanOf({ count, rows }: Nearest, donors: Donors, column: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += donors.blocks[cell(donors, rows[i], column)];
  return sum / count;
}

function cell({ nColumns }: Donors, row: number, column: number): number {
  return (row >> 2) * nColumns * 4 + column * 4 + (row & 3);
}

export const KNN_TASKS = { 'knn.fill': fillGaps };
