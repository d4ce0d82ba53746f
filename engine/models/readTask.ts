import { createPublicKey } from 'node:crypto';
import { newRun } from '../jobs/Run.ts';
import type { ThreadContext } from '../workers/Task.ts';
import { readDocument, type ReadDocument } from './readDocument.ts';

export interface ReadModelInput {
  readonly path: string;
  /** PEM; null takes any file. */
  readonly trusted: string | null;
}

/** Reads and checks a model file in a thread, so that questions go on being answered meanwhile. */
async function readModelFile({ path, trusted }: ReadModelInput, { pool }: ThreadContext): Promise<ReadDocument> {
  return readDocument(path, trusted === null ? null : createPublicKey(trusted), newRun({ seed: 0, pool }));
}

export const MODEL_TASKS = { 'models.read': readModelFile };
