import { CELL_TEXT, type RawColumn } from '../../table/RawTable.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';

export interface JoinInput {
  /** Columns, one a chunk. */
  readonly queue: ChunkQueue;
  readonly pieces: readonly JoinedPiece[];
  /** In out, shared. */
  readonly columns: readonly RawColumn[];
}
export interface JoinedPiece {
  /** Its first row in the columns. */
  readonly start: number;
  readonly nRows: number;
  /** The number that each text of the piece has in all. */
  readonly numbers: Int32Array;
}

/** Closes the gaps that lines without a record of their own have left between pieces, and puts texts under their numbers in all. */
export function joinColumns({ queue, pieces, columns }: JoinInput, context: TaskContext): void {
  claimChunks(queue, context, ({ index }) => {
    const { kinds, values } = columns[index];
    let at = 0;
    for (const { start, nRows, numbers } of pieces) {
      const end = at + nRows;
      if (start !== at) {
        kinds.copyWithin(at, start, start + nRows);
        values.copyWithin(at, start, start + nRows);
      }
      renumber(kinds.subarray(at, end), values.subarray(at, end), numbers);
      at = end;
    }
  });
}

function renumber(kinds: Uint8Array, values: Float64Array, numbers: Int32Array): void {
  // A Buffer looks for a byte many times faster than a loop over numbers does.
  if (!Buffer.from(kinds.buffer, kinds.byteOffset, kinds.length).includes(CELL_TEXT)) return;
  for (let row = 0; row < kinds.length; row++) if (kinds[row] === CELL_TEXT) values[row] = numbers[values[row]];
}
