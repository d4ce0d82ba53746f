import { createReadStream, createWriteStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { withWorkFolder } from './csv/textFiles.ts';
import { defineFormat, type Format, type RawRead, type Source } from './defineFormat.ts';
import { fileHead } from './fileFacts.ts';
import { recognise } from './recognise.ts';
import { beyondLimit, megabytes } from './xlsx/problems.ts';

/** A DEFLATE stream can blow up 1032-fold; text of real data 5- to 50-fold, columns of one value more. */
export const GZIP_LIMITS = { plainBytes: 8 * 2 ** 30, ratio: 300, graceBytes: 64 * 2 ** 20 } as const;
const PIECE_BYTES = 256 * 1024;

/**
 * A table that was packed with gzip, in one of the other formats. Source: RFC 1952.
 * @param inner the formats that may stand in it
 */
export function gzipOf(inner: readonly Format[]): Format {
  return defineFormat({
    ...TABLE_FORMATS.gzip,
    sniff: head => (head[0] === 0x1f && head[1] === 0x8b && head[2] === 8 ? 0.99 : 0),
    read: (source, reading, run) =>
      withWorkFolder(folder => readPacked(inner, source, reading, `${folder}/plain`, run)),
  });
}

async function readPacked(
  inner: readonly Format[],
  source: Source,
  reading: FormatReading,
  path: string,
  run: Run,
): Promise<RawRead> {
  await unpackTo(path, source, run);
  const name = source.name.replace(/\.gz$/i, '');
  const { size } = await stat(path);
  if (size === 0) throw new AppError('file.empty', { name: source.name });
  const format = await recognise(inner, path, name, await fileHead(path, name));
  const read = await format.read({ path, name, sizeBytes: size }, reading, run);
  return { ...read, notes: [note('read.unpacked', { name: source.name, bytes: size }), ...read.notes] };
}

async function unpackTo(path: string, source: Source, run: Run): Promise<void> {
  const { name, sizeBytes } = source;
  const allowed = Math.min(GZIP_LIMITS.plainBytes, Math.max(GZIP_LIMITS.graceBytes, sizeBytes * GZIP_LIMITS.ratio));
  let packed = 0;
  let plain = 0;
  const incoming = new Transform({
    transform(piece: Buffer, _encoding, done) {
      packed += piece.length;
      run.progress(Math.min(packed, sizeBytes), sizeBytes, 'Unpacking');
      done(null, piece);
    },
  });
  const limit = new Transform({
    transform(piece: Buffer, _encoding, done) {
      plain += piece.length;
      if (plain <= allowed) done(null, piece);
      else done(tooLarge(name, allowed));
    },
  });
  try {
    await pipeline(
      createReadStream(source.path, { highWaterMark: PIECE_BYTES }),
      incoming,
      createGunzip({ chunkSize: PIECE_BYTES }),
      limit,
      createWriteStream(path, { mode: 0o600 }),
      { signal: run.signal },
    );
  } catch (error) {
    run.throwIfCancelled();
    throw unpackError(error, name);
  }
}

function tooLarge(name: string, allowed: number): AppError {
  if (allowed === GZIP_LIMITS.plainBytes)
    return beyondLimit(name, 'its content, unpacked,', megabytes(allowed), 'more');
  return beyondLimit(name, 'how far it unpacks', `${GZIP_LIMITS.ratio} times its packed size`, 'more');
}

function unpackError(error: unknown, name: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error;
  if (error.code === 'ENOSPC') return new AppError('file.diskFull', { name }, { cause: error });
  if (error.code === 'Z_BUF_ERROR')
    return new AppError(
      'file.damaged',
      { name, reason: 'it ends early, as after a broken download' },
      { cause: error },
    );
  if (!error.code.startsWith('Z_')) return error;
  return new AppError('file.damaged', { name, reason: 'its packed bytes are not valid' }, { cause: error });
}
