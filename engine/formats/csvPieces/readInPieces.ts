import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import type { Run } from '../../jobs/Run.ts';
import type { RawColumn, RawTable } from '../../table/RawTable.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread, threadsFor } from '../../workers/onEveryThread.ts';
import { TextDictionary } from '../TextDictionary.ts';
import { SPACE_RUNS } from '../csv/CsvScanner.ts';
import { CSV_LIMITS } from '../csv/limits.ts';
import type { JoinInput } from './joinColumns.ts';
import { addOddRecords, shapeOf } from './oddRecords.ts';
import type { Piece, PieceInput, PieceOutput, TextBatch, TextInPieces } from './Piece.ts';
import { newPieceSpaces } from './pieceSpace.ts';
import type { TextRead } from '../csv/TextRead.ts';

const MOST_COLUMNS = 4096;

interface Read {
  readonly piece: Piece;
  readonly batch: TextBatch;
}
export interface PiecesRead extends TextRead {
  /** The last record has no line end and lacks cells. */
  readonly isCutShort: boolean;
}

/**
 * Reads a large text on all threads, piece by piece; the same cells as from start to end, on any number of threads.
 * @returns null for what has to be read from start to end: texts with line ends in quotes where they were cut, with another width than at
 * the start, or with anything that is refused
 */
export async function readInPieces(
  text: TextInPieces,
  commaColumns: readonly number[],
  run: Run,
): Promise<PiecesRead | null> {
  if (text.sizeBytes === 0 || text.dialect.separator === SPACE_RUNS || text.nColumns > MOST_COLUMNS) return null;
  const read = await readAll(text, commaColumns, run);
  if (!read) return null;
  const pieces = read.map(({ piece }) => piece);
  const nRecords = pieces.reduce((n, piece) => n + piece.nRows, 0);
  const shape = shapeOf(pieces, nRecords, text);
  if (!shape || nRecords > CSV_LIMITS.rows || nRecords * text.nColumns > CSV_LIMITS.gridCells) return null;
  const dictionary = new TextDictionary();
  const columns = await join(read, nRecords, text.nColumns, dictionary, run);
  const { rejected, commas, ...rest } = addOddRecords(pieces, columns, dictionary, shape, commaColumns);
  const table: RawTable = { nRows: rest.nRows, columns: rest.columns, strings: dictionary.heap.toStrings() };
  return { table, nRecords, rejected, commas, isCutShort: isCutShort(pieces, nRecords, text.nColumns) };
}

async function readAll(text: TextInPieces, commaColumns: readonly number[], run: Run): Promise<Read[] | null> {
  const queue = newChunkQueue(Math.ceil(text.sizeBytes / text.pieceBytes), 1);
  const memory = run.pool.kernelMemory ?? newKernelMemory('typescript');
  const { arena, spaces } = newPieceSpaces(memory, threadsFor(run, queue), text.nColumns);
  try {
    const input = { ...text, queue, commaColumns };
    const outputs = await onEveryThread<PieceInput, PieceOutput>(
      run,
      'csv.pieces',
      { ...input, space: spaces[0] },
      'Reading records',
      thread => ({ ...input, space: spaces[thread] }),
    );
    if (outputs.includes(null)) return null;
    const read = outputs.flatMap(output =>
      output!.pieces.map(piece => ({ piece, batch: output!.batches[piece.batch] })),
    );
    return read.sort((a, b) => a.piece.index - b.piece.index);
  } finally {
    arena.release();
  }
}

/** Numbers the texts of all pieces in order of first appearance, and puts the pieces behind one another. */
async function join(
  read: readonly Read[],
  nRows: number,
  nColumns: number,
  dictionary: TextDictionary,
  run: Run,
): Promise<readonly RawColumn[]> {
  const numbers = new Map<TextBatch, Int32Array>();
  for (const { piece, batch } of read) {
    const known = numbers.get(batch) ?? new Int32Array(new SharedArrayBuffer(batch.ends.length * 4));
    numbers.set(batch, known);
    // What is new to the thread is new to all, or was met by another thread in a piece before.
    for (let text = piece.firstNewText; text < piece.endNewText; text++)
      known[text] = dictionary.intern(batch.bytes, text === 0 ? 0 : batch.ends[text - 1], batch.ends[text]);
    run.throwIfCancelled();
  }
  const pieces = read.map(({ piece: { nRows: n, columns }, batch }) => ({
    nRows: n,
    columns,
    numbers: numbers.get(batch)!,
  }));
  const columns = Array.from({ length: nColumns }, () => ({
    kinds: new Uint8Array(new SharedArrayBuffer(nRows)),
    values: new Float64Array(new SharedArrayBuffer(nRows * 8)),
  }));
  await onEveryThread<JoinInput, void>(run, 'csv.join', { queue: newChunkQueue(nColumns, 1), pieces, columns });
  return columns;
}

function isCutShort(pieces: readonly Piece[], nRecords: number, nColumns: number): boolean {
  const last = pieces.findLast(piece => piece.nRows > 0);
  const record = last?.odd.at(-1);
  if (!last?.lacksLineEnd || !record || nRecords < 2) return false;
  return record.row === last.nRows - 1 && record.width > 0 && record.width < nColumns;
}
