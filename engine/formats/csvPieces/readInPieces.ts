import { closeSync, openSync } from 'node:fs';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Run } from '../../jobs/Run.ts';
import { sharedFloat64, sharedInt32, sharedUint8 } from '../../table/Matrix.ts';
import type { RawColumn, RawTable } from '../../table/RawTable.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import { SPACE_RUNS } from '../csv/CsvScanner.ts';
import { CSV_LIMITS } from '../csv/limits.ts';
import { countLineFeeds, readBytes } from './cutBytes.ts';
import { firstTexts } from './firstTexts.ts';
import { joinPieces, type PiecesInColumns } from './joinPieces.ts';
import { addOddRecords, shapeOf } from './oddRecords.ts';
import type { Piece, PieceInput, PieceOutput, TextInPieces } from './Piece.ts';
import { newPieceSpaces } from './pieceSpace.ts';
import type { SpecialColumns } from '../csv/SpecialColumns.ts';
import type { TextRead } from '../csv/TextRead.ts';

const MOST_COLUMNS = 4096;
/** Of a text, by which its number of rows is judged. */
const START_BYTES = 64 * 1024;
const SPARE_ROWS = 1.2;
const LEAST_ROWS = 4_096;

export interface PiecesRead extends TextRead {
  /** The last record has no line end and lacks cells. */
  readonly isCutShort: boolean;
}

/**
 * Reads a large text on all threads, piece by piece; the same cells as from start to end, on any number of threads.
 * @returns null for what has to be read from start to end: texts with line ends in quotes where they were cut, with another width than at
 * the start, or with anything that is refused
 */
export async function readInPieces(text: TextInPieces, special: SpecialColumns, run: Run): Promise<PiecesRead | null> {
  if (text.sizeBytes === 0 || text.dialect.separator === SPACE_RUNS || text.nColumns > MOST_COLUMNS) return null;
  const parts = await readAll(text, special, run);
  if (!parts) return null;
  const pieces = parts.read.map(({ piece }) => piece);
  const nRecords = pieces.reduce((n, piece) => n + piece.nRows, 0);
  const shape = shapeOf(pieces, nRecords, text);
  if (!shape || nRecords > CSV_LIMITS.rows || nRecords * text.nColumns > CSV_LIMITS.gridCells) return null;
  const { columns, texts } = await joinPieces(parts, nRecords, run);
  const { rejected, commas, ...rest } = addOddRecords(pieces, columns, texts, shape, special);
  const table: RawTable = { nRows: rest.nRows, columns: rest.columns, strings: texts.toStrings() };
  return { table, nRecords, rejected, commas, isCutShort: isCutShort(pieces, nRecords, text.nColumns) };
}

function startOf({ path, sizeBytes }: TextInPieces): Uint8Array {
  const start = Buffer.allocUnsafe(Math.min(sizeBytes, START_BYTES));
  const file = openSync(path, 'r');
  try {
    return readBytes(file, start, 0, start.length) ? start : start.subarray(0, 0);
  } finally {
    closeSync(file);
  }
}

/** Rows that the start of the text lets expect, and some to spare: memory that is not written to costs nothing. */
function expectedRows(start: Uint8Array, { sizeBytes, nColumns }: TextInPieces): number {
  if (start.length === 0) return LEAST_ROWS;
  const nLines = countLineFeeds(start);
  const expected = (nLines / start.length) * sizeBytes * SPARE_ROWS;
  // Blank lines at the start promise more than there can be: a record has a byte for every column.
  return Math.ceil(Math.min(expected, sizeBytes / nColumns, mostLines(nColumns))) + LEAST_ROWS;
}

function mostLines(nColumns: number): number {
  return Math.min(CSV_LIMITS.rows, CSV_LIMITS.gridCells / nColumns);
}

/** Where there are more lines than was to be expected, all is read again with as much room as it takes. */
async function readAll(text: TextInPieces, special: SpecialColumns, run: Run): Promise<PiecesInColumns | null> {
  const start = startOf(text);
  const found = await readWithRoom({ text, start, special, room: expectedRows(start, text) }, run);
  if (typeof found !== 'number') return found;
  const again = await readWithRoom({ text, start, special, room: found }, run);
  return typeof again === 'number' ? null : again;
}

interface ReadRequest {
  readonly text: TextInPieces;
  readonly start: Uint8Array;
  readonly special: SpecialColumns;
  readonly room: number;
}

/** @returns how many lines there are where they are more than `room`; null for what cannot be read in pieces */
async function readWithRoom(
  { text, start, special, room }: ReadRequest,
  run: Run,
): Promise<PiecesInColumns | number | null> {
  const queue = newChunkQueue(Math.ceil(text.sizeBytes / text.pieceBytes), 1);
  const memory = run.pool.kernelMemory ?? newKernelMemory('typescript');
  const { arena, spaces } = newPieceSpaces(memory, threadsFor(run, queue), text.nColumns);
  const lines = sharedInt32(queue.nRows);
  const columns = newColumns(room, text.nColumns);
  try {
    const first = firstTexts(start.subarray(0, text.pieceBytes), text, special, spaces[0]);
    const input = { ...text, queue, special, lines, columns, room, first };
    const outputs = await onEveryThread<PieceInput, PieceOutput>(
      run,
      'csv.pieces',
      { ...input, space: spaces[0] },
      'Reading records',
      thread => ({ ...input, space: spaces[thread] }),
    );
    if (outputs.includes(null)) return null;
    const nLines = lines.reduce((sum, known) => sum + known - 1, 0);
    if (nLines > mostLines(text.nColumns)) return null;
    if (nLines > room) return nLines;
    const read = outputs.flatMap(output =>
      output!.pieces.map(piece => ({ piece, batch: output!.batches[piece.batch] })),
    );
    return { read: read.sort((a, b) => a.piece.index - b.piece.index), nFirst: first.size[0], columns };
  } finally {
    arena.release();
  }
}

function newColumns(nRows: number, nColumns: number): RawColumn[] {
  return Array.from({ length: nColumns }, () => ({ kinds: sharedUint8(nRows), values: sharedFloat64(nRows) }));
}

function isCutShort(pieces: readonly Piece[], nRecords: number, nColumns: number): boolean {
  const last = pieces.findLast(piece => piece.nRows > 0);
  const record = last?.odd.at(-1);
  if (!last?.lacksLineEnd || !record || nRecords < 2) return false;
  return record.row === last.nRows - 1 && record.width > 0 && record.width < nColumns;
}
