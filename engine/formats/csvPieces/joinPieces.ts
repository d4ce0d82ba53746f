import type { Run } from '../../jobs/Run.ts';
import { newKernelMemory } from '../../kernels/newKernelMemory.ts';
import { HEAP_SPARE } from '../../kernels/typescript/textTable.ts';
import { sharedInt32 } from '../../table/Matrix.ts';
import type { RawColumn } from '../../table/RawTable.ts';
import { newChunkQueue } from '../../workers/claimChunks.ts';
import { onEveryThread } from '../../workers/onEveryThread.ts';
import { TextDictionary } from '../TextDictionary.ts';
import { textStrings } from '../TextHeap.ts';
import { AllTexts, type NumberedTexts } from './AllTexts.ts';
import type { JoinInput } from './joinColumns.ts';
import type { NewTexts, NumberTextsInput } from './numberTexts.ts';
import type { Piece, TextBatch } from './Piece.ts';
import { FIRST_SLOTS, INTEGERS_OF_A_SLOT } from './pieceSpace.ts';

export interface PieceRead {
  readonly piece: Piece;
  readonly batch: TextBatch;
}
/** Columns with room behind the last row, and what was read into them, in order. */
export interface PiecesInColumns {
  readonly read: readonly PieceRead[];
  /** Texts that every batch begins with. */
  readonly nFirst: number;
  readonly columns: readonly RawColumn[];
}
export interface JoinedPieces {
  readonly columns: readonly RawColumn[];
  readonly texts: NumberedTexts;
}

/** So many texts, and bytes of them, are numbered by a kernel; more would need much memory at once. */
const MOST_TEXTS = 2 ** 22;
const MOST_TEXT_BYTES = 2 ** 26;
const ROUNDING_BYTES = 64 * 8;

/** Numbers the texts of all pieces in order of first appearance, and puts the pieces behind one another. */
export async function joinPieces(found: PiecesInColumns, nRows: number, run: Run): Promise<JoinedPieces> {
  run.throwIfCancelled();
  const { read, columns } = found;
  const batches = [...new Set(read.map(({ batch }) => batch))];
  const numbers = batches.map(({ ends }) => sharedInt32(ends.length));
  const inOrder = newTexts(found, batches);
  const numbered =
    (await numberedByKernel(inOrder, batches, numbers, run)) ??
    numberedHere(inOrder, batches, numbers, new TextDictionary(), run);
  try {
    const pieces = read.map(({ piece: { start, nRows: n, later }, batch }) => ({
      start,
      nRows: n,
      later,
      numbers: numbers[batches.indexOf(batch)],
    }));
    const queue = newChunkQueue(columns.length, 1);
    const joined = onEveryThread<JoinInput, void>(run, 'csv.join', { queue, pieces, columns });
    // In this thread, while the others join.
    const texts = numbered.take();
    await joined;
    const fitted = ({ kinds, values }: RawColumn) => ({
      kinds: kinds.subarray(0, nRows),
      values: values.subarray(0, nRows),
    });
    return { columns: columns.map(fitted), texts };
  } finally {
    numbered.release();
  }
}

/** The texts that may be new to all, in the order in which they appear. */
function newTexts({ read, nFirst }: PiecesInColumns, batches: readonly TextBatch[]): NewTexts[] {
  const first = batches.map((_batch, batch) => ({ batch, firstNewText: 0, endNewText: nFirst }));
  const later = read.map(({ piece: { firstNewText, endNewText }, batch }) => ({
    batch: batches.indexOf(batch),
    firstNewText,
    endNewText,
  }));
  return [...first, ...later];
}

interface Numbered {
  take(): NumberedTexts;
  release(): void;
}

/** @returns null where they are too many */
async function numberedByKernel(
  pieces: readonly NewTexts[],
  batches: readonly TextBatch[],
  numbers: readonly Int32Array[],
  run: Run,
): Promise<Numbered | null> {
  const nTexts = batches.reduce((n, { ends }) => n + ends.length, 0);
  const nBytes = batches.reduce((n, { bytes }) => n + bytes.length, 0);
  if (nTexts > MOST_TEXTS || nBytes > MOST_TEXT_BYTES) return null;
  const memory = run.pool.kernelMemory ?? newKernelMemory('typescript');
  const most = {
    texts: Math.max(1, ...batches.map(({ ends }) => ends.length)),
    bytes: Math.max(0, ...batches.map(({ bytes }) => bytes.length)) + HEAP_SPARE,
  };
  const nSlots = Math.max(FIRST_SLOTS, 2 ** Math.ceil(Math.log2(2 * nTexts + 2)));
  const heapBytes = nBytes + HEAP_SPARE;
  const integers = nTexts + nSlots * INTEGERS_OF_A_SLOT + 2 * most.texts + 4;
  const arena = memory.arena(integers * 4 + heapBytes + most.bytes + ROUNDING_BYTES);
  try {
    const texts = {
      size: arena.int32(3),
      slots: arena.int32(nSlots * INTEGERS_OF_A_SLOT),
      ends: arena.int32(nTexts),
      heap: arena.uint8(heapBytes),
    };
    texts.size.set([0, 0, FIRST_SLOTS]);
    texts.slots.fill(0, 0, FIRST_SLOTS * INTEGERS_OF_A_SLOT);
    const space = { bytes: arena.uint8(most.bytes), ends: arena.int32(most.texts), found: arena.int32(most.texts) };
    const input = { arena: arena.handle, batches, pieces, numbers, texts, ...space };
    const [isDone] = await run.pool.map<NumberTextsInput, boolean>('csv.texts', [input], run.signal);
    if (!isDone) throw new Error('there was no room for the texts of all pieces');
    const take = () => new AllTexts(textStrings(texts.heap, texts.ends, texts.size[0]));
    return { take, release: () => arena.release() };
  } catch (error) {
    arena.release();
    throw error;
  }
}

function numberedHere(
  pieces: readonly NewTexts[],
  batches: readonly TextBatch[],
  numbers: readonly Int32Array[],
  dictionary: TextDictionary,
  run: Run,
): Numbered {
  for (const { batch, firstNewText, endNewText } of pieces) {
    const { bytes, ends } = batches[batch];
    for (let text = firstNewText; text < endNewText; text++)
      numbers[batch][text] = dictionary.intern(bytes, text === 0 ? 0 : ends[text - 1], ends[text]);
    run.throwIfCancelled();
  }
  const toStrings = () => dictionary.heap.toStrings();
  return {
    take: () => ({
      intern: (bytes, from, to) => dictionary.intern(bytes, from, to),
      internText: text => dictionary.internText(text),
      toStrings,
    }),
    release: () => undefined,
  };
}
