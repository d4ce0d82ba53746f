import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { Run } from '../jobs/Run.ts';
import type { TaskContext } from '../workers/Task.ts';
import type { Source } from './defineFormat.ts';
import { fileError } from './fileFacts.ts';

const PIECE_BYTES = 1024 * 1024;
/** A smaller file is hashed before a thread has started. */
const LEAST_BYTES = 2 * 2 ** 20;

/**
 * SHA-256 of the bytes as 64 hexadecimal digits: of a large file in a thread of the pool, so that this one is free for what only it can do.
 * @param waitsForThreads whether the file is read by threads too, so that nobody waits longer for the hash than for them
 * @throws Cancelled, and what the operating system said or AppError as `fileError`
 */
export function fileSha256(source: Source, waitsForThreads: boolean, run: Run): Promise<string> {
  if (!waitsForThreads || source.sizeBytes < LEAST_BYTES || run.pool.threads < 2) return hashedHere(source.path, run);
  const { path, name } = source;
  return run.pool.map<HashInput, string>('file.sha256', [{ path, name }], run.signal).then(([hash]) => hash);
}

async function hashedHere(path: string, run: Run): Promise<string> {
  const file = await open(path, 'r');
  try {
    const hash = createHash('sha256');
    const buffer = Buffer.allocUnsafe(PIECE_BYTES);
    for (;;) {
      run.throwIfCancelled();
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(buffer.subarray(0, bytesRead));
    }
  } finally {
    await file.close();
  }
}

interface HashInput {
  readonly path: string;
  readonly name: string;
}

function hashInThread({ path, name }: HashInput, context: TaskContext): string {
  try {
    const file = openSync(path, 'r');
    try {
      const hash = createHash('sha256');
      const buffer = Buffer.allocUnsafe(PIECE_BYTES);
      for (;;) {
        context.throwIfCancelled();
        const n = readSync(file, buffer, 0, buffer.length, null);
        if (n === 0) return hash.digest('hex');
        hash.update(buffer.subarray(0, n));
      }
    } finally {
      closeSync(file);
    }
  } catch (error) {
    throw fileError(error, name);
  }
}

export const HASH_TASKS = { 'file.sha256': hashInThread };
