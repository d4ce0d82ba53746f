import { createHash, createPublicKey } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readingError } from '../files/readingError.ts';
import { newRun } from '../jobs/Run.ts';
import type { ThreadContext } from '../workers/Task.ts';
import type { ModelDocument } from './ModelDocument.ts';
import type { ReadDocument } from './readDocument.ts';

export interface ReadModelInput {
  readonly path: string;
  /** What messages call the file. */
  readonly name: string;
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
  if (unless !== null && (await hashOf(path, name)) === unless) return null;
  // Its checks are a third of the code that a thread would load, and few threads ever read a model.
  const { readDocument } = await import('./readDocument.ts');
  const run = newRun({ seed: 0, pool });
  return readDocument(path, trusted === null ? null : createPublicKey(trusted), run, name);
}

/** What a list of models says of one, without its numbers. */
export interface ModelFacts {
  readonly card: ModelDocument['card'];
  readonly nSegments: number | null;
  readonly resultSha256: string | null;
  readonly savedAt: string;
}

async function readModelFacts(input: ReadModelInput, context: ThreadContext): Promise<ModelFacts | null> {
  const read = await readModelFile(input, context);
  if (!read) return null;
  const { card, segments, data, savedAt } = read.document;
  return {
    card,
    nSegments: segments ? segments.segmentation.nClusters : null,
    resultSha256: data.resultSha256,
    savedAt,
  };
}

async function hashOf(path: string, name: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    for await (const part of createReadStream(path) as AsyncIterable<Buffer>) hash.update(part);
  } catch (error) {
    throw readingError(error, name) ?? error;
  }
  return hash.digest('hex');
}

export const MODEL_TASKS = { 'models.read': readModelFile, 'models.facts': readModelFacts };
