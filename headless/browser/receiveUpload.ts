import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rm, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#shared/errors';

export interface UploadTarget {
  /** A folder of the host's own. */
  readonly directory: string;
  /** The person's name of the file, for sentences and its ending only. */
  readonly name: string;
  readonly maxBytes: number;
}

/**
 * Writes the body of a request into a new file of the host's own.
 * @throws AppError `file.tooLarge`, `file.diskFull`, `file.unreadable` (it ended early); nothing is left behind then
 */
export async function receiveUpload(
  request: IncomingMessage,
  target: UploadTarget,
): Promise<{ path: string; sizeBytes: number }> {
  const { directory, name, maxBytes } = target;
  const announced = Number(request.headers['content-length'] ?? NaN);
  if (announced > maxBytes) throw new AppError('file.tooLarge', { name, limitBytes: maxBytes });
  const disk = await statfs(directory);
  if (announced > disk.bavail * disk.bsize) throw new AppError('file.diskFull', { name });
  const path = join(directory, `${randomBytes(12).toString('hex')}${endingOf(name)}`);
  let sizeBytes = 0;
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      sizeBytes += chunk.length;
      if (sizeBytes > maxBytes) throw new AppError('file.tooLarge', { name, limitBytes: maxBytes });
      yield chunk;
    }
  }
  try {
    await pipeline(counted, createWriteStream(path, { flags: 'wx', mode: 0o600 }));
  } catch (error) {
    await rm(path, { force: true });
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOSPC') throw new AppError('file.diskFull', { name }, { cause: error });
    throw new AppError('file.unreadable', { name, reason: code ?? 'it ended early' }, { cause: error });
  }
  return { path, sizeBytes };
}

function endingOf(name: string): string {
  return /\.[a-z0-9]{1,10}$/.exec(name.toLowerCase())?.[0] ?? '';
}
