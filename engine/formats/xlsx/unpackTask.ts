import type { ThreadContext } from '../../workers/Task.ts';
import type { Run } from '../../jobs/Run.ts';
import { fileError } from '../fileFacts.ts';
import { withOpenFile } from '../withOpenFile.ts';
import { newRingMemory, putPiece, takePieces, type RingMemory } from './PieceRing.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';
import { unpack } from './zipEntry.ts';

interface UnpackInput {
  readonly path: string;
  /** The workbook's name, for sentences. */
  readonly name: string;
  readonly entry: ZipEntry;
  readonly maxBytes: number;
  readonly ring: RingMemory;
}

/** An entry of fewer bytes is unpacked before another thread has begun. */
const WORTH_A_THREAD = 16 * 2 ** 20;

/**
 * As `unpack`; a large entry by a thread, so that it is unpacked while the caller works on what came before, and the memory that unpacking takes and
 * gives back is none of the caller's.
 * @returns pieces, each good until the next is asked for
 */
export function unpackAhead(
  zip: Zip,
  entry: ZipEntry,
  maxBytes: number,
  { pool, signal }: Run,
): AsyncIterable<Uint8Array> {
  if (zip.path === null || !pool.start || entry.plainBytes < WORTH_A_THREAD) return unpack(zip, entry, maxBytes);
  const ring = newRingMemory();
  const input: UnpackInput = { path: zip.path, name: zip.name, entry, maxBytes, ring };
  return takePieces(ring, pool.map('xlsx.unpack', [input], signal));
}

async function unpackToRing({ path, name, entry, maxBytes, ring }: UnpackInput, context: ThreadContext): Promise<void> {
  try {
    await withOpenFile(path, async file => {
      const zip: Zip = { file, path, name, entries: new Map() };
      for await (const piece of unpack(zip, entry, maxBytes)) {
        context.throwIfCancelled();
        if (!putPiece(ring, piece, context)) return;
      }
    });
  } catch (error) {
    // What the operating system says of a file is known here only.
    throw fileError(error, name);
  }
}

export const UNPACK_TASKS = { 'xlsx.unpack': unpackToRing };
