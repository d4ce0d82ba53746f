import { CELL_TEXT, type RawColumn } from '../../table/RawTable.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

export interface JoinInput {
  /** Columns, one a chunk. */
  readonly queue: ChunkQueue;
  readonly pieces: readonly JoinedPiece[];
  /** Out, shared. */
  readonly columns: readonly RawColumn[];
}
export interface JoinedPiece {
  readonly nRows: number;
  readonly columns: readonly RawColumn[];
  /** The number that each text of the piece has in all. */
  readonly numbers: Int32Array;
}

/** Puts the pieces of columns behind one another, texts under their numbers in all. */
export function joinColumns({ queue, pieces, columns }: JoinInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index }) => {
    const { kinds, values } = columns[index];
    let at = 0;
    for (const piece of pieces) {
      if (piece.nRows === 0) continue;
      const from = piece.columns[index];
      kinds.set(from.kinds.subarray(0, piece.nRows), at);
      values.set(from.values.subarray(0, piece.nRows), at);
      renumber(kinds, values, at, at + piece.nRows, piece.numbers);
      at += piece.nRows;
    }
  });
}

function renumber(kinds: Uint8Array, values: Float64Array, from: number, to: number, numbers: Int32Array): void {
  for (let row = from; row < to; row++) if (kinds[row] === CELL_TEXT) values[row] = numbers[values[row]];
}
