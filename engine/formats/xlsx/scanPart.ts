import type { Run } from '../../jobs/Run.ts';
import { XLSX_LIMITS } from './limits.ts';
import type { ChunkScanner } from './ChunkScanner.ts';
import { inPart } from './problems.ts';
import { asUtf8 } from './xmlBytes.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';
import { unpackAhead } from './unpackTask.ts';

/**
 * Feeds a part to a scanner piece by piece.
 * @param stopAfterBytes leaves the rest unread, unchecked
 * @throws AppError `xlsx.damaged`, `xlsx.limit`; Cancelled between two pieces
 */
export async function scanPart(
  zip: Zip,
  entry: ZipEntry,
  scanner: ChunkScanner,
  run: Run,
  label: string,
  stopAfterBytes = Infinity,
): Promise<void> {
  let done = 0;
  try {
    for await (const piece of asUtf8(unpackAhead(zip, entry, XLSX_LIMITS.partBytes, run))) {
      run.throwIfCancelled();
      scanner.feed(piece);
      done += piece.length;
      run.progress(Math.min(done, entry.plainBytes), entry.plainBytes, label);
      if (done >= stopAfterBytes) return;
    }
  } catch (error) {
    throw inPart(zip.name, entry.name, error);
  }
}
