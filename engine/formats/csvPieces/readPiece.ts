import { closeSync, openSync } from 'node:fs';
import { isUtf8 } from 'node:buffer';
import { AppError } from '#shared/errors';
import type { Kernels } from '../../kernels/Kernels.ts';
import { kernelsFor } from '../../kernels/kernelsFor.ts';
import {
  READ_CELL,
  READ_END,
  READ_FULL,
  READ_ODD,
  STATE_AT,
  STATE_FIELD,
  STATE_ROW,
  type ReadRecords,
} from '../../kernels/ReadRecords.ts';
import { claimChunks } from '../../workers/claimChunks.ts';
import type { TaskContext } from '../../workers/Task.ts';
import { CsvScanner, isBlank, markLength } from '../csv/CsvScanner.ts';
import { CSV_LIMITS } from '../csv/limits.ts';
import { TextCells } from '../csv/TextCells.ts';
import { pieceStart, readBytes } from './cutBytes.ts';
import { LinesBefore } from './LinesBefore.ts';
import {
  LONGEST_CUT_LINE,
  PIECE_BYTES,
  type OddRecord,
  type Piece,
  type PieceInput,
  type PieceOutput,
} from './Piece.ts';
import { NotInPieces, PieceCells, takeCell, type PieceRows } from './PieceCells.ts';
import { beginPiece } from './pieceSpace.ts';
import { TextBatches } from './TextBatches.ts';

const LINE_FEED = 10;
const MOST_PIECE_BYTES = PIECE_BYTES + LONGEST_CUT_LINE;
/** Of a piece. A text with more of them is not what it was taken for, and handing each of them over costs more than reading it from start to end. */
const MOST_ODD_RECORDS = 2_500;

/** Reads pieces of a text until none is left; null when one cannot be read on its own, and the others are not worth reading then. */
export function readPieces(input: PieceInput, context: TaskContext): PieceOutput {
  const pieces: Piece[] = [];
  const batches = new TextBatches(input.space.texts, input.first);
  const before = new LinesBefore(input.lines, context);
  const file = openSync(input.path, 'r');
  try {
    const kernels = kernelsFor(input.space.arena);
    claimChunks(input.queue, context, ({ index }) => {
      const bytes = bytesOf(input, kernels, file, index);
      before.tell(index, bytes.nLines);
      const start = before.of(index);
      const end = start + bytes.nLines;
      if (end > input.room) return;
      const rows = { columns: input.columns, start, end };
      pieces.push(new PieceReader(input, kernels, bytes, rows).read(index, batches));
    });
    return { pieces, batches: batches.finish() };
  } catch (error) {
    before.giveUp();
    // What is wrong with the text is found again, and said, by reading it from start to end.
    if (!(error instanceof NotInPieces || error instanceof AppError)) throw error;
    Atomics.store(input.queue.next, 0, input.queue.nRows);
    return null;
  } finally {
    closeSync(file);
  }
}

interface PieceBytes {
  /** Of the thread's space, a line feed behind the last. */
  readonly bytes: Uint8Array;
  /** An upper bound of its records, unless lone carriage returns end some. */
  readonly nLines: number;
  readonly isLast: boolean;
}

/** Reads the bytes of a piece and looks at them once, as long as they are in the cache. */
function bytesOf(
  { space, sizeBytes, pieceBytes }: PieceInput,
  kernels: Kernels,
  file: number,
  index: number,
): PieceBytes {
  const from = pieceStart(file, index * pieceBytes, sizeBytes);
  const to = pieceStart(file, (index + 1) * pieceBytes, sizeBytes);
  if (from === null || to === null || to - from > MOST_PIECE_BYTES) throw new NotInPieces();
  if (!readBytes(file, space.bytes, from, to)) throw new NotInPieces();
  const end = to - from;
  const bytes = space.bytes.subarray(0, end);
  // A Buffer looks for a byte many times faster than an array of numbers does.
  if (Buffer.from(bytes.buffer, bytes.byteOffset, end).includes(0) || !isUtf8(bytes)) throw new NotInPieces();
  space.bytes[end] = LINE_FEED;
  const isOpen = end > 0 && bytes[end - 1] !== LINE_FEED;
  return { bytes, nLines: kernels.countByte(bytes, end, LINE_FEED) + Number(isOpen), isLast: to === sizeBytes };
}

class PieceReader {
  private readonly odd: OddRecord[] = [];
  private lacksLineEnd = false;
  private readonly input: PieceInput;
  private readonly kernels: Kernels;
  private readonly text: PieceBytes;
  private readonly start: number;
  private readonly scanner: CsvScanner;
  private readonly store: PieceCells;
  private readonly cells: TextCells;

  constructor(input: PieceInput, kernels: Kernels, text: PieceBytes, rows: PieceRows) {
    const { dialect, special, space, first } = input;
    this.input = input;
    this.kernels = kernels;
    this.text = text;
    this.start = rows.start;
    this.scanner = new CsvScanner(dialect, '', () => undefined);
    this.store = new PieceCells(kernels, space, rows, first.size[0]);
    this.cells = new TextCells(this.store, dialect, special);
  }

  read(index: number, batches: TextBatches): Piece {
    const { bytes } = this.text;
    beginPiece(this.input.space, this.input.special, index === 0 ? markLength(bytes, bytes.length) : 0);
    const { batch, firstNewText } = batches.next();
    this.fill();
    return {
      index,
      start: this.start,
      nRows: this.store.nRows,
      batch,
      firstNewText,
      endNewText: this.input.space.texts.size[0],
      later: this.store.later.finish(),
      odd: this.odd,
      lacksLineEnd: this.lacksLineEnd,
      commas: this.cells.commas,
    };
  }

  private fill(): void {
    const { space, dialect, nColumns, first } = this.input;
    const end = this.text.bytes.length;
    const call: ReadRecords = { ...space, ...dialect, end, nColumns, nFirst: first.size[0] };
    for (;;) {
      const reason = this.kernels.readRecords(call);
      if (reason === READ_CELL) takeCell(space, this.cells);
      else if (reason === READ_FULL) this.store.flush();
      else if (reason === READ_ODD) this.oddRecord();
      else if (reason !== READ_END) throw new NotInPieces();
      else if (space.state[STATE_AT] < end) this.oddRecord();
      else break;
    }
    this.store.flush();
  }

  /** A record that is not as the others, or the last of a piece, as CsvScanner cuts it. */
  private oddRecord(): void {
    const { space, nColumns } = this.input;
    const { state, bytes } = space;
    const row = state[STATE_ROW];
    const next = this.scanner.recordAt(bytes, state[STATE_AT], this.text.bytes.length, this.text.isLast);
    // A record that goes on behind the piece, as with line ends in quotes.
    if (next < 0 || next - state[STATE_AT] > CSV_LIMITS.recordBytes) throw new NotInPieces();
    const { record } = this.scanner;
    const width = isBlank(record) ? 0 : record.nFields;
    this.store.clearRow(row);
    if (width === nColumns) this.cells.add(record, row, nColumns);
    else if (this.odd.length === MOST_ODD_RECORDS) throw new NotInPieces();
    else this.odd.push({ row: this.store.nRows + row, width, bytes: bytes.slice(record.start, record.end) });
    this.lacksLineEnd = record.lineEnd === '';
    state[STATE_AT] = next;
    state[STATE_ROW]++;
    state[STATE_FIELD] = 0;
  }
}
