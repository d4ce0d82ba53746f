import { createHash, createPrivateKey, createPublicKey, sign as signBytes, verify, type KeyObject } from 'node:crypto';
import { AppError } from '#shared/errors';

const KEY_BYTES = 32;
/** What is signed begins with this, so that a signature of a model is never one of anything else. */
const CONTEXT = Buffer.from('tessera.model\0');

/** Who signed a file, and whether the signature is theirs. */
export interface Signed {
  readonly publicKey: KeyObject;
  readonly isValid: boolean;
}

/**
 * @param pem a private key, Ed25519, PKCS #8
 * @throws AppError `model.key`
 */
export function readPrivateKey(pem: string, name: string): KeyObject {
  return requireEd25519(() => createPrivateKey(pem), name);
}

/**
 * @param pem a public key, or a private one whose public part is taken; Ed25519
 * @throws AppError `model.key`
 */
export function readPublicKey(pem: string, name: string): KeyObject {
  return requireEd25519(() => createPublicKey(pem), name);
}

function requireEd25519(read: () => KeyObject, name: string): KeyObject {
  let key: KeyObject;
  try {
    key = read();
  } catch (error) {
    throw new AppError('model.key', { name }, { cause: error });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new AppError('model.key', { name });
  return key;
}

/** The public key, 32 bytes, and the signature of the hash, 64. */
export function signHash(sha256: Uint8Array, key: KeyObject): Uint8Array {
  const signature = signBytes(null, Buffer.concat([CONTEXT, sha256]), key);
  return Buffer.concat([rawKey(createPublicKey(key)), signature]);
}

export function readSignature(sha256: Uint8Array, block: Uint8Array): Signed {
  const x = Buffer.from(block.subarray(0, KEY_BYTES)).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const isValid = verify(null, Buffer.concat([CONTEXT, sha256]), publicKey, block.subarray(KEY_BYTES));
  return { publicKey, isValid };
}

/** SHA-256 of a public key in its DER form, as `openssl pkey -pubin -outform DER | sha256sum` prints it. */
export function fingerprintOf(key: KeyObject): string {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

function rawKey(publicKey: KeyObject): Buffer {
  return Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url');
}
