import type { KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { readingError } from '#engine/files/readingError';
import { readPrivateKey, readPublicKey } from '#engine/models/signature';

/** The private key that signs; null where none was named. @throws AppError `file.missing`, `model.key` */
export function signingKey(file: string | undefined): Promise<KeyObject | null> {
  return keyOf(file, readPrivateKey);
}

/** The public key that is trusted; null where none was named. @throws AppError `file.missing`, `model.key` */
export function trustedKey(file: string | undefined): Promise<KeyObject | null> {
  return keyOf(file, readPublicKey);
}

async function keyOf(file: string | undefined, read: (pem: string, name: string) => KeyObject) {
  if (file === undefined) return null;
  const name = basename(file);
  try {
    return read(await readFile(resolve(file), 'utf8'), name);
  } catch (error) {
    throw readingError(error, name) ?? error;
  }
}
