import { AppError } from '#shared/errors';
import { XLSX_LIMITS } from './limits.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';
import { unpack } from './zipEntry.ts';

const HEAD_BYTES = 4096;

/** What a sheet's dimension says about its size: for lists of sheets only, since it may be wrong. Null where it says nothing possible. */
export async function claimedSize(zip: Zip, entry: ZipEntry): Promise<{ rows: number | null; columns: number | null }> {
  const match = /<(?:\w+:)?dimension\s[^>]*ref\s*=\s*["'](?:[A-Z]+\d+:)?([A-Z]{1,3})(\d{1,7})["']/.exec(
    await headText(zip, entry),
  );
  if (!match) return { rows: null, columns: null };
  const columns = [...match[1]].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
  const rows = Number(match[2]);
  const isPossible =
    rows >= 1 && rows <= XLSX_LIMITS.rows && columns <= XLSX_LIMITS.columns && rows <= entry.plainBytes;
  return isPossible ? { rows, columns } : { rows: null, columns: null };
}

async function headText(zip: Zip, entry: ZipEntry): Promise<string> {
  try {
    for await (const piece of unpack(zip, entry, XLSX_LIMITS.partBytes))
      return Buffer.from(piece.subarray(0, HEAD_BYTES)).toString('latin1');
  } catch (error) {
    // The damage of a sheet that nobody asked for is reported when somebody does.
    if (!(error instanceof AppError)) throw error;
  }
  return '';
}
