import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import { formatCount } from '#shared/format';
import { XLSX_LIMITS } from './limits.ts';
import { beyondLimit, damaged, megabytes } from './problems.ts';

export interface ZipEntry {
  /** As stored, with forward slashes and without a leading one. */
  readonly name: string;
  readonly method: number;
  readonly crc32: number;
  readonly packedBytes: number;
  readonly plainBytes: number;
  readonly headerOffset: number;
}
export interface Zip {
  readonly file: FileHandle;
  /** Where other threads find it; null where they need not. */
  readonly path: string | null;
  /** The workbook's name, for sentences. */
  readonly name: string;
  /** By lower-case name: Excel looks parts up without case. */
  readonly entries: ReadonlyMap<string, ZipEntry>;
}

const END_SIGNATURE = 0x06054b50;
const END64_LOCATOR_SIGNATURE = 0x07064b50;
const END64_SIGNATURE = 0x06064b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const LOCATOR_BYTES = 20;
const MAX_COMMENT_BYTES = 65_535;
const LOCAL_HEADER_BYTES = 30;
const PART = 'zip directory';

interface DirectoryPlace {
  readonly entries: number;
  readonly offset: number;
  readonly bytes: number;
}

/**
 * Reads the directory at the end of a zip file and checks it before anything is unpacked.
 * Source: PKWARE APPNOTE.TXT 6.3.10, sections 4.3.12 to 4.3.16 and 4.5.3 (ZIP64).
 * @throws AppError `xlsx.damaged`, `xlsx.limit`, `file.encrypted`
 */
export async function readZipDirectory(
  file: FileHandle,
  sizeBytes: number,
  name: string,
  path: string | null = null,
): Promise<Zip> {
  const place = await findDirectory(file, sizeBytes, name);
  if (place.entries > XLSX_LIMITS.entries)
    throw beyondLimit(name, 'the number of parts', formatCount(XLSX_LIMITS.entries), formatCount(place.entries));
  if (place.bytes > XLSX_LIMITS.directoryBytes)
    throw beyondLimit(name, 'its list of parts', megabytes(XLSX_LIMITS.directoryBytes), megabytes(place.bytes));
  if (place.offset + place.bytes > sizeBytes) throw damaged(name, PART, 'it reaches beyond the end of the file');
  const bytes = await readExactly(file, place.offset, place.bytes, name);
  const list = parseEntries(bytes, place.entries, name);
  refuseOverlaps(list, place.offset, name);
  const entries = new Map<string, ZipEntry>();
  for (const entry of list) {
    const key = entry.name.toLowerCase();
    if (entries.has(key)) throw damaged(name, PART, `the part ${entry.name} is there twice`);
    entries.set(key, entry);
  }
  return { file, path, name, entries };
}

export async function readExactly(file: FileHandle, position: number, length: number, name: string): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  let done = 0;
  while (done < length) {
    const { bytesRead } = await file.read(buffer, done, length - done, position + done);
    if (bytesRead === 0) throw new AppError('file.changed', { name });
    done += bytesRead;
  }
  return buffer;
}

async function findDirectory(file: FileHandle, sizeBytes: number, name: string): Promise<DirectoryPlace> {
  const tailBytes = Math.min(sizeBytes, END_BYTES + MAX_COMMENT_BYTES);
  const tailStart = sizeBytes - tailBytes;
  const tail = await readExactly(file, tailStart, tailBytes, name);
  const at = findEnd(tail);
  if (at < 0) throw damaged(name, PART, 'the end of the file is missing, as after a broken download');
  const place = {
    entries: tail.readUInt16LE(at + 10),
    bytes: tail.readUInt32LE(at + 12),
    offset: tail.readUInt32LE(at + 16),
  };
  if (place.entries !== 0xffff && place.bytes !== 0xffffffff && place.offset !== 0xffffffff) return place;
  return (await findDirectory64(file, tailStart + at, sizeBytes, name)) ?? place;
}

function findEnd(tail: Buffer): number {
  for (let at = tail.length - END_BYTES; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE && at + END_BYTES + tail.readUInt16LE(at + 20) <= tail.length)
      return at;
  }
  return -1;
}

async function findDirectory64(
  file: FileHandle,
  endOffset: number,
  sizeBytes: number,
  name: string,
): Promise<DirectoryPlace | null> {
  if (endOffset < LOCATOR_BYTES) return null;
  const locator = await readExactly(file, endOffset - LOCATOR_BYTES, LOCATOR_BYTES, name);
  if (locator.readUInt32LE(0) !== END64_LOCATOR_SIGNATURE) return null;
  const offset = uint64(locator, 8, name);
  if (offset + 56 > sizeBytes) throw damaged(name, PART, 'its ZIP64 record lies beyond the end of the file');
  const record = await readExactly(file, offset, 56, name);
  if (record.readUInt32LE(0) !== END64_SIGNATURE) throw damaged(name, PART, 'its ZIP64 record is not one');
  return { entries: uint64(record, 32, name), bytes: uint64(record, 40, name), offset: uint64(record, 48, name) };
}

function uint64(buffer: Buffer, at: number, name: string): number {
  const value = buffer.readUInt32LE(at) + buffer.readUInt32LE(at + 4) * 2 ** 32;
  if (!Number.isSafeInteger(value)) throw damaged(name, PART, 'a size in it is impossible');
  return value;
}

function parseEntries(bytes: Buffer, count: number, name: string): ZipEntry[] {
  const list: ZipEntry[] = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY_SIGNATURE)
      throw damaged(name, PART, `entry ${i + 1} of ${count} is not readable`);
    const nameEnd = at + 46 + bytes.readUInt16LE(at + 28);
    const extraEnd = nameEnd + bytes.readUInt16LE(at + 30);
    const next = extraEnd + bytes.readUInt16LE(at + 32);
    if (next > bytes.length) throw damaged(name, PART, `entry ${i + 1} of ${count} is cut off`);
    if (bytes.readUInt16LE(at + 8) & 1) throw new AppError('file.encrypted', { name });
    list.push(parseEntry(bytes, at, nameEnd, extraEnd, name));
    at = next;
  }
  return list;
}

function parseEntry(bytes: Buffer, at: number, nameEnd: number, extraEnd: number, name: string): ZipEntry {
  const sizes = [bytes.readUInt32LE(at + 24), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 42)];
  widenSizes(bytes, nameEnd, extraEnd, sizes, name);
  return {
    name: bytes
      .toString('utf8', at + 46, nameEnd)
      .replaceAll('\\', '/')
      .replace(/^\/+/, ''),
    method: bytes.readUInt16LE(at + 10),
    crc32: bytes.readUInt32LE(at + 16),
    plainBytes: sizes[0],
    packedBytes: sizes[1],
    headerOffset: sizes[2],
  };
}

/** ZIP64: every size that is all ones in the entry stands in the extra field instead, in this order. */
function widenSizes(bytes: Buffer, from: number, to: number, sizes: number[], name: string): void {
  for (let at = from; at + 4 <= to; at += 4 + bytes.readUInt16LE(at + 2)) {
    if (bytes.readUInt16LE(at) !== 1) continue;
    const end = Math.min(to, at + 4 + bytes.readUInt16LE(at + 2));
    let field = at + 4;
    for (let k = 0; k < sizes.length; k++) {
      if (sizes[k] !== 0xffffffff) continue;
      if (field + 8 > end) throw damaged(name, PART, 'a ZIP64 size is cut off');
      sizes[k] = uint64(bytes, field, name);
      field += 8;
    }
    return;
  }
}

/** Entries that share bytes are how a small file unpacks to a huge one. */
function refuseOverlaps(list: readonly ZipEntry[], directoryOffset: number, name: string): void {
  const ordered = list.toSorted((a, b) => a.headerOffset - b.headerOffset);
  ordered.forEach((entry, i) => {
    const limit = i + 1 < ordered.length ? ordered[i + 1].headerOffset : directoryOffset;
    if (entry.headerOffset + LOCAL_HEADER_BYTES + entry.packedBytes > limit)
      throw damaged(name, PART, `the part ${entry.name} overlaps what follows it`);
  });
}
