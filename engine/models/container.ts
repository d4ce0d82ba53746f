import { createHash } from 'node:crypto';
import {
  arrayFromBytes,
  arrayTag,
  canonicalJson,
  exactBytes,
  parseCanonicalJson,
  type NumberArray,
} from '../store/canonicalJson.ts';
import { DamagedModel } from './DamagedModel.ts';
import { MOST_ARRAYS, MOST_DEPTH, MOST_FILE_BYTES, MOST_HEADER_BYTES } from './limits.ts';
import { nestingOf } from './nestingOf.ts';

/**
 * The form of a model file, all numbers little-endian:
 *
 *     0  8 bytes  89 54 53 4D 0D 0A 1A 0A
 *     8  u32      version of the form
 *    12  u32      bytes of the head, a multiple of 8
 *    16  u64      bytes of the arrays, a multiple of 8
 *    24  u32      bytes of the signature: 0 or 96
 *    28  u32      0
 *    32  head     canonical JSON {"arrays":[{"dtype","length","offset"}],"document":…}, filled up with spaces; {"$array":i} stands for array i
 *        arrays   one behind the other, each from a multiple of 8, filled up with zeros
 *        32 bytes SHA-256 of all before
 *        signature, if any
 */
const MAGIC = Uint8Array.of(0x89, 0x54, 0x53, 0x4d, 0x0d, 0x0a, 0x1a, 0x0a);
const PRELUDE_BYTES = 32;
const HASH_BYTES = 32;
export const SIGNATURE_BYTES = 96;
const ALIGNMENT = 8;
const DTYPES = ['float64', 'float32', 'int32', 'uint32', 'int16', 'uint16', 'int8', 'uint8'] as const;

const CUT_SHORT = 'it is cut short';

interface Parts {
  readonly headBytes: number;
  readonly arrayBytes: number;
  readonly signatureBytes: number;
}
interface ArrayEntry {
  readonly dtype: (typeof DTYPES)[number];
  readonly length: number;
  readonly offset: number;
}
export interface Unpacked {
  readonly document: unknown;
  readonly sha256: Uint8Array;
  /** Null where nobody signed it. */
  readonly signature: Uint8Array | null;
}

/**
 * A document and its arrays of numbers as the bytes of a file; the same document gives the same bytes.
 * @param sign answers the hash of all before it with a signature; null leaves it out
 */
export function pack(
  document: unknown,
  version: number,
  sign: ((sha256: Uint8Array) => Uint8Array) | null,
): Uint8Array {
  const arrays: NumberArray[] = [];
  const text = canonicalJson(document, array => arrays.push(array) - 1);
  const entries: ArrayEntry[] = [];
  let end = 0;
  for (const array of arrays) {
    entries.push({ dtype: dtypeOf(array), length: array.length, offset: end });
    end = aligned(end + array.byteLength);
  }
  const head = Buffer.from(headText(entries, text));
  const headBytes = aligned(head.length);
  const signatureBytes = sign ? SIGNATURE_BYTES : 0;
  const bytes = new Uint8Array(PRELUDE_BYTES + headBytes + end + HASH_BYTES + signatureBytes);
  bytes.set(MAGIC);
  const view = new DataView(bytes.buffer);
  view.setUint32(8, version, true);
  view.setUint32(12, headBytes, true);
  view.setBigUint64(16, BigInt(end), true);
  view.setUint32(24, signatureBytes, true);
  bytes.fill(0x20, PRELUDE_BYTES, PRELUDE_BYTES + headBytes);
  bytes.set(head, PRELUDE_BYTES);
  for (const [i, array] of arrays.entries())
    bytes.set(exactBytes(array), PRELUDE_BYTES + headBytes + entries[i].offset);
  const hashAt = PRELUDE_BYTES + headBytes + end;
  const sha256 = hashOf(bytes.subarray(0, hashAt));
  bytes.set(sha256, hashAt);
  if (sign) bytes.set(sign(sha256), hashAt + HASH_BYTES);
  return bytes;
}

/**
 * Takes a file apart. Nothing in it is looked at before its size, its hash and how deep it is nested are found to be as they must.
 * @throws DamagedModel
 */
export function unpack(bytes: Uint8Array, version: number): Unpacked {
  const { headBytes, arrayBytes, signatureBytes } = partsOf(bytes, version);
  const hashAt = PRELUDE_BYTES + headBytes + arrayBytes;
  const sha256 = bytes.slice(hashAt, hashAt + HASH_BYTES);
  if (!Buffer.from(hashOf(bytes.subarray(0, hashAt))).equals(sha256))
    throw new DamagedModel('damaged', 'it was changed after it was written');
  const head = headOf(bytes.subarray(PRELUDE_BYTES, PRELUDE_BYTES + headBytes));
  const arrays = takeArrays(head.entries, bytes.subarray(PRELUDE_BYTES + headBytes, hashAt));
  const document = parsed(head.document, arrays);
  const signature = signatureBytes > 0 ? bytes.slice(hashAt + HASH_BYTES) : null;
  return { document, sha256, signature };
}

function partsOf(bytes: Uint8Array, version: number): Parts {
  if (bytes.length > MOST_FILE_BYTES) throw new DamagedModel('damaged', 'it is larger than any model is');
  const known = Math.min(bytes.length, MAGIC.length);
  if (known === 0 || !Buffer.from(MAGIC.subarray(0, known)).equals(bytes.subarray(0, known)))
    throw new DamagedModel('notAModel', 'it does not begin as a model file does');
  if (bytes.length < PRELUDE_BYTES) throw new DamagedModel('damaged', CUT_SHORT);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = view.getUint32(8, true);
  if (found > version) throw new DamagedModel('newer', String(found));
  const parts = {
    headBytes: view.getUint32(12, true),
    arrayBytes: Number(view.getBigUint64(16, true)),
    signatureBytes: view.getUint32(24, true),
  };
  if (found === 0 || view.getUint32(28, true) !== 0 || !arePossible(parts))
    throw new DamagedModel('damaged', 'its first lines are not those of a model file');
  const wanted = PRELUDE_BYTES + parts.headBytes + parts.arrayBytes + HASH_BYTES + parts.signatureBytes;
  if (bytes.length < wanted) throw new DamagedModel('damaged', CUT_SHORT);
  if (bytes.length > wanted) throw new DamagedModel('damaged', 'something was added to it');
  return parts;
}

function arePossible({ headBytes, arrayBytes, signatureBytes }: Parts): boolean {
  return (
    headBytes <= MOST_HEADER_BYTES &&
    arrayBytes <= MOST_FILE_BYTES &&
    headBytes % ALIGNMENT === 0 &&
    arrayBytes % ALIGNMENT === 0 &&
    (signatureBytes === 0 || signatureBytes === SIGNATURE_BYTES)
  );
}

/** The table of arrays, and the text of the document, which must be the one text that there is for it. */
function headOf(bytes: Uint8Array): { entries: readonly ArrayEntry[]; document: string } {
  const text = Buffer.from(bytes).toString('utf8').trimEnd();
  if (nestingOf(text) > MOST_DEPTH) throw new DamagedModel('damaged', 'it is nested too deep');
  if (text.includes('"__proto__"')) throw new DamagedModel('damaged', 'it uses a name that no column may have');
  let head: unknown;
  try {
    head = JSON.parse(text);
  } catch {
    throw new DamagedModel('damaged', 'its head is not JSON');
  }
  const { arrays, document } = (head ?? {}) as { arrays?: unknown; document?: unknown };
  if (!Array.isArray(arrays) || arrays.length > MOST_ARRAYS || document === undefined)
    throw new DamagedModel('damaged', 'its head is not that of a model file');
  const entries = arrays.map(entryOf);
  const prefix = headText(entries, '').slice(0, -1);
  if (!text.startsWith(prefix) || !text.endsWith('}'))
    throw new DamagedModel('damaged', 'its head is not written as Tessera writes it');
  return { entries, document: text.slice(prefix.length, -1) };
}

function headText(entries: readonly ArrayEntry[], document: string): string {
  return `{"arrays":${JSON.stringify(entries)},"document":${document}}`;
}

function entryOf(value: unknown): ArrayEntry {
  const { dtype, length, offset } = (value ?? {}) as Partial<ArrayEntry>;
  const isEntry = DTYPES.includes(dtype as never) && isCount(length) && isCount(offset) && length! <= MOST_FILE_BYTES;
  if (!isEntry) throw new DamagedModel('damaged', 'its table of arrays is wrong');
  return { dtype: dtype!, length: length!, offset: offset! };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** Arrays must lie one behind the other and fill the space there is. */
function takeArrays(entries: readonly ArrayEntry[], bytes: Uint8Array): NumberArray[] {
  let end = 0;
  const arrays = entries.map(({ dtype, length, offset }) => {
    const size = length * bytesOf(dtype);
    if (offset !== end || size > bytes.length - offset)
      throw new DamagedModel('damaged', 'its arrays do not lie where they must');
    end = aligned(offset + size);
    return arrayFromBytes(`$${dtype}`, bytes.subarray(offset, offset + size))!;
  });
  if (end !== bytes.length) throw new DamagedModel('damaged', 'its arrays do not lie where they must');
  return arrays;
}

/** Each array is used once and in its order, so that writing the document again gives the same text. */
function parsed(text: string, arrays: readonly NumberArray[]): unknown {
  let next = 0;
  try {
    const document = parseCanonicalJson(text, index => {
      if (index !== next || index >= arrays.length) throw new SyntaxError('an array is used twice or not at all');
      return arrays[next++];
    });
    let written = 0;
    if (next === arrays.length && canonicalJson(document, () => written++) === text) return document;
  } catch (error) {
    if (!(error instanceof SyntaxError) && !(error instanceof TypeError)) throw error;
  }
  throw new DamagedModel('damaged', 'it is not written as Tessera writes it');
}

function dtypeOf(array: NumberArray): ArrayEntry['dtype'] {
  return arrayTag(array).slice(1) as ArrayEntry['dtype'];
}

function bytesOf(dtype: ArrayEntry['dtype']): number {
  return Number(dtype.replace(/^[a-z]+/, '')) / 8;
}

function aligned(size: number): number {
  return Math.ceil(size / ALIGNMENT) * ALIGNMENT;
}

function hashOf(bytes: Uint8Array): Uint8Array {
  return createHash('sha256').update(bytes).digest();
}
