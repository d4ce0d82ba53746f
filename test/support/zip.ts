import { crc32, deflateRawSync } from 'node:zlib';

/** One entry of a zip file under test; the last fields say what is wrong with it. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array | string;
  readonly isStored?: boolean;
  /** Sizes and checksum follow the data, zero in the local header. */
  readonly hasDescriptor?: boolean;
  /** Sizes and place stand in the ZIP64 extra field of the directory. */
  readonly isZip64?: boolean;
  readonly flags?: number;
  readonly method?: number;
  /** What the directory claims instead of the truth. */
  readonly declaredBytes?: number;
  readonly declaredCrc?: number;
  /** Index of an earlier part whose bytes this one points to. */
  readonly sharesBytesOf?: number;
  /** Already deflated; `data` is then only counted, so that a bomb need not be inflated to be made. */
  readonly packed?: Uint8Array;
}
export interface ZipOptions {
  /** Writes the ZIP64 end record and locator. */
  readonly isZip64?: boolean;
  readonly comment?: string;
  /** Entries that the end record claims. */
  readonly declaredEntries?: number;
}

interface Placed {
  readonly part: ZipPart;
  readonly name: Buffer;
  readonly packed: Uint8Array;
  readonly crc: number;
  readonly plainBytes: number;
  readonly offset: number;
}

/** A zip file in memory, honest unless its parts say otherwise. */
export function zip(parts: readonly ZipPart[], options: ZipOptions = {}): Buffer {
  const pieces: Uint8Array[] = [];
  const placed: Placed[] = [];
  let offset = 0;
  for (const part of parts) {
    const shared = part.sharesBytesOf === undefined ? null : placed[part.sharesBytesOf];
    const entry = place(part, shared ? shared.offset : offset);
    placed.push(entry);
    if (shared) continue;
    const local = [localHeader(entry), entry.name, entry.packed, ...(part.hasDescriptor ? [descriptor(entry)] : [])];
    pieces.push(...local);
    offset += local.reduce((sum, piece) => sum + piece.length, 0);
  }
  const directory = Buffer.concat(placed.map(directoryEntry));
  return Buffer.concat([...pieces, directory, ...endRecords(placed.length, directory.length, offset, options)]);
}

function place(part: ZipPart, offset: number): Placed {
  const data = typeof part.data === 'string' ? Buffer.from(part.data, 'utf8') : part.data;
  const packed = part.packed ?? (part.isStored ? data : deflateRawSync(data));
  return {
    part,
    name: Buffer.from(part.name, 'utf8'),
    packed,
    crc: part.declaredCrc ?? crc32(data),
    plainBytes: part.declaredBytes ?? data.length,
    offset,
  };
}

function methodOf(part: ZipPart): number {
  return part.method ?? (part.isStored ? 0 : 8);
}

function localHeader({ part, name, packed, crc, plainBytes }: Placed): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE((part.flags ?? 0) | (part.hasDescriptor ? 8 : 0), 6);
  header.writeUInt16LE(methodOf(part), 8);
  if (!part.hasDescriptor) {
    header.writeUInt32LE(crc, 14);
    header.writeUInt32LE(packed.length, 18);
    header.writeUInt32LE(plainBytes >>> 0, 22);
  }
  header.writeUInt16LE(name.length, 26);
  return header;
}

function descriptor({ packed, crc, plainBytes }: Placed): Buffer {
  const record = Buffer.alloc(16);
  record.writeUInt32LE(0x08074b50, 0);
  record.writeUInt32LE(crc, 4);
  record.writeUInt32LE(packed.length, 8);
  record.writeUInt32LE(plainBytes >>> 0, 12);
  return record;
}

function directoryEntry({ part, name, packed, crc, plainBytes, offset }: Placed): Buffer {
  const header = Buffer.alloc(46);
  const extra = part.isZip64 ? zip64Extra(plainBytes, packed.length, offset) : Buffer.alloc(0);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  header.writeUInt16LE(20, 6);
  header.writeUInt16LE((part.flags ?? 0) | (part.hasDescriptor ? 8 : 0), 8);
  header.writeUInt16LE(methodOf(part), 10);
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(part.isZip64 ? 0xffffffff : packed.length, 20);
  header.writeUInt32LE(part.isZip64 ? 0xffffffff : plainBytes >>> 0, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(part.isZip64 ? 0xffffffff : offset, 42);
  return Buffer.concat([header, name, extra]);
}

function zip64Extra(plainBytes: number, packedBytes: number, offset: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  extra.writeBigUInt64LE(BigInt(plainBytes), 4);
  extra.writeBigUInt64LE(BigInt(packedBytes), 12);
  extra.writeBigUInt64LE(BigInt(offset), 20);
  return extra;
}

function endRecords(entries: number, directoryBytes: number, offset: number, options: ZipOptions): Buffer[] {
  const comment = Buffer.from(options.comment ?? '', 'latin1');
  const end = Buffer.alloc(22);
  const count = options.declaredEntries ?? entries;
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(options.isZip64 ? 0xffff : count, 8);
  end.writeUInt16LE(options.isZip64 ? 0xffff : count, 10);
  end.writeUInt32LE(options.isZip64 ? 0xffffffff : directoryBytes, 12);
  end.writeUInt32LE(options.isZip64 ? 0xffffffff : offset, 16);
  end.writeUInt16LE(comment.length, 20);
  if (!options.isZip64) return [end, comment];
  const record = Buffer.alloc(56);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(directoryBytes), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  const locator = Buffer.alloc(20);
  locator.writeUInt32LE(0x07064b50, 0);
  locator.writeBigUInt64LE(BigInt(offset + directoryBytes), 8);
  locator.writeUInt32LE(1, 16);
  return [record, locator, end, comment];
}
