import { createHash, type KeyObject } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import { replaceFile } from '../files/replaceFile.ts';
import { pack } from './container.ts';
import { MOST_FILE_BYTES } from './limits.ts';
import { MODEL_VERSION, type ModelDocument } from './ModelDocument.ts';
import { signHash } from './signature.ts';

export interface WrittenModel {
  readonly path: string;
  readonly sizeBytes: number;
  /** Of the whole file. */
  readonly sha256: string;
}

/**
 * Writes a model file, whole or not at all.
 * @param key signs it; null leaves it unsigned
 * @throws AppError `model.tooLarge`, and as `replaceFile`
 */
export async function writeModel(path: string, document: ModelDocument, key: KeyObject | null): Promise<WrittenModel> {
  const bytes = pack(
    { ...document, version: MODEL_VERSION },
    MODEL_VERSION,
    key ? sha256 => signHash(sha256, key) : null,
  );
  if (bytes.length > MOST_FILE_BYTES)
    throw new AppError('model.tooLarge', { name: basename(path), limitBytes: MOST_FILE_BYTES });
  await replaceFile(path, temporary => writeFile(temporary, bytes, { flag: 'wx' }));
  return { path, sizeBytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
