import { CHUNK_CELLS, ChunkDesk } from '../../kernels/ChunkDesk.ts';
import type { RawColumn } from '../../table/RawTable.ts';
import type { LaterTexts } from './Piece.ts';
import { claimChunks, type ChunkQueue } from '../../workers/claimChunks.ts';
import { taskMemory, type MaybeThread } from '../../workers/taskMemory.ts';

/** A kind and a value. */
const BYTES_OF_CELL = 9;

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
  /** Other texts have the same number in all as in the piece. */
  readonly later: LaterTexts;
}

/** Closes the gaps that lines without a record of their own have left between pieces, and puts texts under their numbers in all. */
export function joinColumns(input: JoinInput, context: MaybeThread): void {
  const { queue, pieces, columns } = input;
  claimChunks(queue, context, ({ index }) => {
    const { kinds, values } = columns[index];
    let at = 0;
    for (const { start, nRows } of pieces) {
      if (start !== at) {
        kinds.copyWithin(at, start, start + nRows);
        values.copyWithin(at, start, start + nRows);
      }
      at += nRows;
    }
    if (pieces.some(({ later }) => later.areMany[index] === 1)) numberAll(input, index, context);
    let start = 0;
    for (const piece of pieces) {
      numberListed(piece, index, values.subarray(start));
      start += piece.nRows;
    }
  });
}

/** @param values from the first row of the piece on */
function numberListed({ later, numbers }: JoinedPiece, column: number, values: Float64Array): void {
  for (let i = column === 0 ? 0 : later.ends[column - 1]; i < later.ends[column]; i++)
    values[later.rows[i]] = numbers[values[later.rows[i]]];
}

/** The texts of all pieces that have many, those with the same numbers one after the other. */
function numberAll({ pieces, columns }: JoinInput, column: number, context: MaybeThread): void {
  const { kinds, values } = columns[column];
  let end = 0;
  const placed = pieces.map(piece => ({ ...piece, start: end, end: (end += piece.nRows) }));
  const withMany = placed.filter(({ later }) => later.areMany[column] === 1);
  const tables = new Set(withMany.map(({ numbers }) => numbers));
  const largest = Math.max(...[...tables].map(numbers => numbers.length));
  const desk = new ChunkDesk(taskMemory(context), BYTES_OF_CELL, largest * 4);
  try {
    const [laidKinds, laidValues, room] = [desk.input(kinds), desk.output(values), desk.room(largest)];
    for (const table of tables) {
      const numbers = room ? room.subarray(0, table.length) : table;
      if (room) numbers.set(table);
      for (const piece of withMany.filter(other => other.numbers === table))
        for (let from = piece.start; from < piece.end; from += CHUNK_CELLS) {
          context.throwIfCancelled();
          const to = Math.min(piece.end, from + CHUNK_CELLS);
          const cells = laidValues.lay(from, to);
          desk.kernels.renumberTexts(laidKinds.lay(from, to), cells, to - from, numbers);
          laidValues.put(from, to);
        }
    }
  } finally {
    desk.release();
  }
}
