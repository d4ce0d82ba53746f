import type { ArenaHandle } from '../../kernels/KernelMemory.ts';
import type { ReadRecords } from '../../kernels/ReadRecords.ts';
import type { RawColumn } from '../../table/RawTable.ts';
import type { ChunkQueue } from '../../workers/claimChunks.ts';
import type { Dialect } from '../csv/CsvScanner.ts';
import type { SpecialColumns } from '../csv/SpecialColumns.ts';
import type { FirstTexts } from './firstTexts.ts';

/**
 * Bytes of a text that are read as one, at most; fixed, so that the cut does not depend on how many threads there are. So few that they stay
 * in the cache of a core from the disk to the cells, and that no thread waits long for the others at the end.
 */
export const PIECE_BYTES = 2 ** 20;
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
  readonly special: SpecialColumns;
  readonly lines: PieceLines;
  /** Out, shared, with room for `room` rows: every piece goes where it belongs, so that no cell has to be moved afterwards. */
  readonly columns: readonly RawColumn[];
  readonly room: number;
  /** Every batch of texts begins with these. */
  readonly first: FirstTexts;
  readonly space: PieceSpace;
}

/** [pieces], shared: lines of each piece and one, as soon as a thread has counted them; LINES_NOT_KNOWN before, LINES_GIVEN_UP where there will be none. */
export type PieceLines = Int32Array;
export const LINES_NOT_KNOWN = 0;
export const LINES_GIVEN_UP = -1;

/** Working space of one thread. */
export interface PieceSpace extends Pick<
  ReadRecords,
  | 'bytes'
  | 'state'
  | 'asks'
  | 'bounds'
  | 'nRowsOfTile'
  | 'places'
  | 'kinds'
  | 'values'
  | 'nRowsOfRoom'
  | 'later'
  | 'texts'
> {
  readonly arena: ArenaHandle;
}

/** A record of another width than expected; its row in the piece is left empty. */
export interface OddRecord {
  readonly row: number;
  /** 0 for a blank one. */
  readonly width: number;
  readonly bytes: Uint8Array;
}

/** Texts of pieces that one thread has read one after the other, numbered in order of first appearance; shared. */
export interface TextBatch {
  /** UTF-8, behind one another. */
  readonly bytes: Uint8Array;
  readonly ends: Int32Array;
}

/** Rows of a piece in which a column has texts that are none of the first. */
export interface LaterTexts {
  /** Shared; column after column, each row once. */
  readonly rows: Int32Array;
  /** [columns], where the rows of a column end. */
  readonly ends: Int32Array;
  /** [columns], 1 where there are so many that none are listed. */
  readonly areMany: Uint8Array;
}

/** Cells of one piece, its texts numbered as in a batch. */
export interface Piece {
  readonly index: number;
  /** Its first row in the columns; lines before it, of which some may have been no records. */
  readonly start: number;
  readonly nRows: number;
  /** Which of the thread's batches. */
  readonly batch: number;
  /** The texts of the batch that no piece before it has. */
  readonly firstNewText: number;
  readonly endNewText: number;
  readonly later: LaterTexts;
  readonly odd: readonly OddRecord[];
  /** Its last record ends with the text, not with a line end. */
  readonly lacksLineEnd: boolean;
  readonly commas: ReadonlyMap<number, number>;
}

/**
 * What one thread has read, in order, without the pieces for which the columns had no room; null once a text turns out to need reading from
 * start to end.
 */
export type PieceOutput = { readonly pieces: readonly Piece[]; readonly batches: readonly TextBatch[] } | null;
