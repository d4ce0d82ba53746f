import { extname } from 'node:path';
import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { formatWords } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import type { Format, RawRead, Source } from './defineFormat.ts';
import { fileError, fileFacts, fileHead } from './fileFacts.ts';
import { fileSha256 } from './fileSha256.ts';
import { claimOf, recognise, wrongFormat } from './recognise.ts';
import { formats } from './registry.ts';

/**
 * Reads a file of any known format into cells; what it is, is judged by its content before its name.
 * @param displayName the file's name as the person knows it
 * @returns the cells, the SHA-256 of the bytes they come from, and the size
 * @throws AppError `file.*` for what is not a readable table, `xlsx.*` and `csv.*` for what is wrong inside one; Cancelled
 */
export async function readSource(
  path: string,
  displayName: string,
  reading: FormatReading,
  run: Run,
): Promise<{ raw: RawRead; sha256: string; sizeBytes: number }> {
  const before = await fileFacts(path, displayName);
  const head = await fileHead(path, displayName);
  const format = await recognise(formats, path, displayName, head);
  const source: Source = { path, name: displayName, sizeBytes: before.sizeBytes };
  try {
    // A large file is hashed by a thread while this one finds out how it is to be read; a small one while reading waits for the disk.
    const [raw, sha256] = await bothOrFirstError(
      format.read(source, reading, run),
      fileSha256(source, format.isReadByThreads === true, run),
    );
    await refuseChanged(path, displayName, before);
    return { raw: withClaim(raw, format, displayName), sha256, sizeBytes: before.sizeBytes };
  } catch (error) {
    throw await whatHappened(error, path, displayName, before);
  }
}

/** Waits for both to end, so that nothing goes on with the file after an error. */
async function bothOrFirstError<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'rejected') throw a.reason;
  if (b.status === 'rejected') throw b.reason;
  return [a.value, b.value];
}

/** Says so where a file's extension promised something else than its content. */
function withClaim(raw: RawRead, format: Format, name: string): RawRead {
  const claimed = claimOf(name);
  if (claimed === null || format.extensions.includes(extname(name).toLowerCase())) return raw;
  const other = note('read.otherFormat', { name, claimed, actual: formatWords(format.id) });
  return { ...raw, notes: [other, ...raw.notes] };
}

async function refuseChanged(
  path: string,
  name: string,
  before: { sizeBytes: number; modifiedMs: number },
): Promise<void> {
  const after = await fileFacts(path, name).catch((error: unknown) => {
    throw error instanceof AppError ? new AppError('file.changed', { name }, { cause: error }) : error;
  });
  if (after.sizeBytes !== before.sizeBytes || after.modifiedMs !== before.modifiedMs)
    throw new AppError('file.changed', { name });
}

/** A file that changed under the reader looks damaged; the change is what the person should hear of. */
async function whatHappened(
  error: unknown,
  path: string,
  name: string,
  before: { sizeBytes: number; modifiedMs: number },
): Promise<unknown> {
  const known = fileError(error, name);
  if (!(known instanceof AppError) || known.code === 'file.changed') return known;
  try {
    await refuseChanged(path, name, before);
  } catch (changed) {
    if (changed instanceof AppError) return changed;
    throw changed;
  }
  return isWrongFormat(known) ? wrongFormat(name, known.args.actual, formats) : known;
}

function isWrongFormat(error: AppError): error is AppError<'file.wrongFormat'> {
  return error.code === 'file.wrongFormat';
}
