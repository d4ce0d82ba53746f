import { createHash } from 'node:crypto';
import { pack } from '#engine/models/container';
import { unpack } from '#engine/models/container';
import { MODEL_VERSION } from '#engine/models/ModelDocument';

type Plain = Record<string, unknown>;

/** The bytes of a model whose document was changed by someone who knows how to make the hash fit again. */
export function forged(bytes: Uint8Array, change: (document: Plain) => void): Uint8Array {
  const { document } = unpack(bytes, MODEL_VERSION);
  change(document as Plain);
  return pack(document, MODEL_VERSION, null);
}

/** The same bytes with others laid over them and the hash made to fit; for files without a signature. */
export function patched(bytes: Uint8Array, at: number, over: Uint8Array): Uint8Array {
  const changed = Uint8Array.from(bytes);
  changed.set(over, at);
  const hashAt = changed.length - 32;
  changed.set(createHash('sha256').update(changed.subarray(0, hashAt)).digest(), hashAt);
  return changed;
}

/** A whole file with this head and these bytes of arrays. */
export function withHead(head: string, arrays = new Uint8Array(0)): Uint8Array {
  const text = Buffer.from(head);
  const headBytes = Math.ceil(text.length / 8) * 8;
  const bytes = Buffer.alloc(32 + headBytes + arrays.length + 32);
  Buffer.from([0x89, 0x54, 0x53, 0x4d, 0x0d, 0x0a, 0x1a, 0x0a]).copy(bytes);
  bytes.writeUInt32LE(MODEL_VERSION, 8);
  bytes.writeUInt32LE(headBytes, 12);
  bytes.writeBigUInt64LE(BigInt(arrays.length), 16);
  bytes.fill(0x20, 32, 32 + headBytes);
  text.copy(bytes, 32);
  bytes.set(arrays, 32 + headBytes);
  const hash = createHash('sha256')
    .update(bytes.subarray(0, bytes.length - 32))
    .digest();
  hash.copy(bytes, bytes.length - 32);
  return bytes;
}

/** A part of a document by its path, for a test that changes it. */
export function part(document: Plain, path: string): Plain {
  return path.split('.').reduce((at, key) => at[key] as Plain, document);
}
