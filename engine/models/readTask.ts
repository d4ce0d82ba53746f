import { createHash, createPublicKey } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { readingError } from '../files/readingError.ts';
import { newRun } from '../jobs/Run.ts';
import type { ThreadContext } from '../workers/Task.ts';
import { readDocument, type ReadDocument } from './readDocument.ts';

export interface ReadModelInput {
  readonly path: string;
  /** What messages call it, where that is not the name it has on the disk. */
  readonly name?: string;
  /** PEM; null takes any file. */
  readonly trusted: string | null;
  /** Hash of the file that is in use: the same is not read again. */
  readonly unless: string | null;
}

/** Reads and checks a model file in a thread, so that questions go on being answered meanwhile. @returns null where it is the one in use */
async function readModelFile(
  { path, name, trusted, unless }: ReadModelInput,
  { pool }: ThreadContext,
): Promise<ReadDocument | null> {
  if (unless !== null && (await hashOf(path)) === unless) return null;
  const key = trusted === null ? null : createPublicKey(trusted);
  return readDocument(path, key, newRun({ seed: 0, pool }), name);
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) hash.update(part);
  } catch (error) {
    throw readingError(error, basename(path)) ?? error;
  }
  return hash.digest('hex');
}

export const MODEL_TASKS = { 'models.read': readModelFile };
