import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { TextTable } from '../../kernels/ReadRecords.ts';
import type { RawColumn } from '../../table/RawTable.ts';
import type { ChunkQueue } from '../../workers/claimChunks.ts';
import type { Dialect } from '../csv/CsvScanner.ts';

/** Bytes of a text that are read as one, at most; fixed, so that the cut does not depend on how many threads there are. */
export const PIECE_BYTES = 8 * 2 ** 20;
/** The line that a cut falls into ends within so many bytes. */
export const LONGEST_CUT_LINE = 2 ** 20;

export interface TextInPieces {
  /** UTF-8, as is checked on the way. */
  readonly path: string;
  readonly sizeBytes: number;
  /** At most PIECE_BYTES. */
  readonly pieceBytes: number;
  readonly dialect: Dialect;
  /** Cells that the records at the start have. */
  readonly nColumns: number;
}

/** What the threads share. */
export interface PieceInput extends TextInPieces {
  /** Pieces, one a chunk. */
  readonly queue: ChunkQueue;
  readonly commaColumns: readonly number[];
  readonly space: PieceSpace;
}

/** Working space of one thread. */
export interface PieceSpace {
  readonly arena: ArenaHandle;
  readonly bytes: Uint8Array;
  readonly state: Int32Array;
  readonly asks: Uint8Array;
  readonly bounds: Int32Array;
  readonly kinds: Uint8Array;
  readonly values: Float64Array;
  readonly nRowsOfRoom: number;
  readonly texts: TextTable;
}

/** A record of another width than expected; its row in the piece is left empty. */
export interface OddRecord {
  readonly row: number;
  /** 0 for a blank one. */
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** Cells of one piece, its texts numbered on their own. */
export interface Piece {
  readonly index: number;
  readonly nRows: number;
  /** In shared memory, longer than there are rows. */
  readonly columns: readonly RawColumn[];
  /** Texts as UTF-8 behind one another, and where each ends. */
  readonly textBytes: Uint8Array;
  readonly textEnds: Int32Array;
  readonly odd: readonly OddRecord[];
  /** Its last record ends with the text, not with a line end. */
  readonly lacksLineEnd: boolean;
  readonly commas: ReadonlyMap<number, number>;
}

/** Pieces that one thread has read; null once a text turns out to need reading from start to end. */
export type PieceOutput = readonly Piece[] | null;
