import { createHash, type KeyObject } from 'node:crypto';
import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import type { ModelIdentity, ModelSignature } from '#shared/models/identity';
import { readingError } from '../files/readingError.ts';
import type { Run } from '../jobs/Run.ts';
import { checkModel } from './checkModel.ts';
import { unpack, type Unpacked } from './container.ts';
import { DamagedModel } from './DamagedModel.ts';
import { MOST_FILE_BYTES } from './limits.ts';
import { MODEL_VERSION, type ModelDocument } from './ModelDocument.ts';
import { fingerprintOf, readSignature } from './signature.ts';

/** What a model file holds, checked; plain, so that one thread may read it for another. */
export interface ReadDocument {
  readonly document: ModelDocument;
  readonly identity: ModelIdentity;
}

/**
 * Reads a model file and checks its hash, its signature and everything in it that is used.
 * @param trusted the only key whose signature is trusted; null takes any file, signed or not
 * @param name what messages call the file
 * @throws AppError `file.missing`, `file.unreadable`, `file.folder`, `model.notAModel`, `model.damaged`, `model.newer`, `model.unsigned`, `model.otherKey`
 */
export async function readDocument(
  path: string,
  trusted: KeyObject | null,
  run: Run,
  name = basename(path),
): Promise<ReadDocument> {
  return openDocument(await readBytes(path, name), name, trusted, run);
}

/** The same of bytes that are at hand. @param name what messages call the file */
export async function openDocument(
  bytes: Uint8Array,
  name: string,
  trusted: KeyObject | null,
  run: Run,
): Promise<ReadDocument> {
  try {
    const unpacked = unpack(bytes, MODEL_VERSION);
    const signature = signatureOf(unpacked, name, trusted);
    const document = await checkModel(unpacked.document, run);
    return { document, identity: identityOf(bytes, document, signature) };
  } catch (error) {
    throw error instanceof DamagedModel ? refusal(error, name) : error;
  }
}

function refusal(error: DamagedModel, name: string): AppError {
  if (error.kind === 'notAModel') return new AppError('model.notAModel', { name }, { cause: error });
  if (error.kind === 'damaged') return new AppError('model.damaged', { name, reason: error.message }, { cause: error });
  const version = Number(error.message);
  return new AppError('model.newer', { name, version, supported: MODEL_VERSION }, { cause: error });
}

function signatureOf({ sha256, signature }: Unpacked, name: string, trusted: KeyObject | null): ModelSignature | null {
  if (!signature) {
    if (trusted) throw new AppError('model.unsigned', { name });
    return null;
  }
  const { publicKey, isValid } = readSignature(sha256, signature);
  if (!isValid) throw new DamagedModel('damaged', 'its signature is not one of what it holds');
  const fingerprint = fingerprintOf(publicKey);
  if (trusted && fingerprintOf(trusted) !== fingerprint)
    throw new AppError('model.otherKey', { name, fingerprint, wanted: fingerprintOf(trusted) });
  return { fingerprint, isTrusted: trusted !== null };
}

function identityOf(bytes: Uint8Array, document: ModelDocument, signature: ModelSignature | null): ModelIdentity {
  const { name, version, appVersion, savedAt, data } = document;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return Object.freeze({ name, sha256, version, appVersion, savedAt, inputSha256: data.sha256, signature });
}

async function readBytes(path: string, name: string): Promise<Uint8Array> {
  try {
    const file = await open(path, 'r');
    try {
      const { size } = await file.stat();
      if (size > MOST_FILE_BYTES)
        throw new AppError('model.damaged', { name, reason: 'it is larger than any model is' });
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    throw readingError(error, name) ?? error;
  }
}
