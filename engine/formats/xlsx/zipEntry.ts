import type { FileHandle } from 'node:fs/promises';
import { crc32, createInflateRaw, type InflateRaw } from 'node:zlib';
import { AppError } from '#shared/errors';
import { XLSX_LIMITS } from './limits.ts';
import { beyondLimit, damaged, megabytes } from './problems.ts';
import { readExactly, type Zip, type ZipEntry } from './zipDirectory.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const STORED = 0;
const DEFLATED = 8;
const PACKED_PIECE_BYTES = 256 * 1024;
const PLAIN_PIECE_BYTES = 256 * 1024;
/** Pieces inflated ahead of the reader: the inflating thread is never idle, and memory stays flat. */
const PIECES_AHEAD = 4;

/**
 * Unpacks one entry piece by piece; sizes and checksum are checked against the directory while the bytes pass.
 * @param maxBytes refused before and while unpacking when the entry is larger
 * @throws AppError `xlsx.damaged`, `xlsx.limit`, `file.changed`
 */
export async function* unpack(zip: Zip, entry: ZipEntry, maxBytes: number): AsyncGenerator<Uint8Array> {
  checkDeclared(zip.name, entry, maxBytes);
  const start = await dataOffset(zip, entry);
  const packed = readRange(zip.file, start, entry.packedBytes, zip.name);
  const pieces = entry.method === STORED ? packed : inflate(packed, zip.name, entry.name);
  let total = 0;
  let crc = 0;
  for await (const piece of pieces) {
    total += piece.length;
    if (total > entry.plainBytes) throw damaged(zip.name, entry.name, 'it unpacks to more than it declares');
    crc = crc32(piece, crc);
    yield piece;
  }
  if (total !== entry.plainBytes) throw damaged(zip.name, entry.name, 'it unpacks to less than it declares');
  if (crc !== entry.crc32) throw damaged(zip.name, entry.name, 'its checksum is wrong');
}

/** A whole small entry. */
export async function unpackWhole(zip: Zip, entry: ZipEntry, maxBytes: number): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of unpack(zip, entry, maxBytes)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function checkDeclared(name: string, entry: ZipEntry, maxBytes: number): void {
  if (entry.method !== STORED && entry.method !== DEFLATED)
    throw damaged(name, entry.name, `it is packed with method ${entry.method}, which workbooks do not use`);
  if (entry.method === STORED && entry.packedBytes !== entry.plainBytes)
    throw damaged(name, entry.name, 'it declares two different sizes');
  if (entry.plainBytes > maxBytes)
    throw beyondLimit(name, `the part ${entry.name}, unpacked,`, megabytes(maxBytes), megabytes(entry.plainBytes));
  const allowed = Math.max(XLSX_LIMITS.inflateGraceBytes, entry.packedBytes * XLSX_LIMITS.inflateRatio);
  if (entry.plainBytes > allowed)
    throw beyondLimit(
      name,
      `how far the part ${entry.name} unpacks`,
      `${XLSX_LIMITS.inflateRatio} times its packed size`,
      `${Math.round(entry.plainBytes / Math.max(1, entry.packedBytes))} times`,
    );
}

async function dataOffset(zip: Zip, entry: ZipEntry): Promise<number> {
  const header = await readExactly(zip.file, entry.headerOffset, 30, zip.name);
  if (header.readUInt32LE(0) !== LOCAL_SIGNATURE)
    throw damaged(zip.name, entry.name, 'it is not where the directory says');
  return entry.headerOffset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function* readRange(file: FileHandle, from: number, length: number, name: string): AsyncGenerator<Uint8Array> {
  let done = 0;
  while (done < length) {
    const buffer = Buffer.allocUnsafe(Math.min(PACKED_PIECE_BYTES, length - done));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from + done);
    if (bytesRead === 0) throw new AppError('file.changed', { name });
    done += bytesRead;
    yield buffer.subarray(0, bytesRead);
  }
}

/** Inflates on zlib's own thread while the caller works on the piece before. */
async function* inflate(packed: AsyncGenerator<Uint8Array>, name: string, part: string): AsyncGenerator<Uint8Array> {
  const inflater = createInflateRaw({ chunkSize: PLAIN_PIECE_BYTES });
  const queue = new PieceQueue(inflater);
  const feeding = feed(packed, inflater).catch((error: unknown) => queue.fail(error));
  try {
    for (;;) {
      const piece = await queue.next();
      if (!piece) break;
      yield piece;
    }
  } catch (error) {
    throw isZlibError(error) ? damaged(name, part, 'its packed bytes are not valid', error) : error;
  } finally {
    inflater.destroy();
    await feeding;
  }
}

async function feed(packed: AsyncGenerator<Uint8Array>, inflater: InflateRaw): Promise<void> {
  for await (const piece of packed) {
    if (inflater.destroyed) return;
    if (!inflater.write(piece)) await drained(inflater);
  }
  if (!inflater.destroyed) inflater.end();
}

function drained(inflater: InflateRaw): Promise<void> {
  return new Promise(resolve => {
    const done = (): void => {
      inflater.off('drain', done);
      inflater.off('close', done);
      resolve();
    };
    inflater.on('drain', done);
    inflater.on('close', done);
  });
}

function isZlibError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('Z_');
}

/** Hands pieces over one by one; pauses the stream when enough of them wait. */
class PieceQueue {
  private readonly pieces: Uint8Array[] = [];
  private failure: unknown = null;
  private isEnded = false;
  private wake: (() => void) | null = null;
  private readonly stream: InflateRaw;

  constructor(stream: InflateRaw) {
    this.stream = stream;
    stream.on('data', (piece: Uint8Array) => {
      this.pieces.push(piece);
      if (this.pieces.length >= PIECES_AHEAD) stream.pause();
      this.signal();
    });
    stream.on('end', () => {
      this.isEnded = true;
      this.signal();
    });
    stream.on('error', error => this.fail(error));
  }

  fail(error: unknown): void {
    this.failure ??= error;
    this.signal();
  }

  async next(): Promise<Uint8Array | null> {
    while (this.pieces.length === 0) {
      if (this.failure) throw this.failure;
      if (this.isEnded) return null;
      this.stream.resume();
      await new Promise<void>(resolve => (this.wake = resolve));
    }
    const piece = this.pieces.shift()!;
    if (this.pieces.length < PIECES_AHEAD && this.stream.isPaused()) this.stream.resume();
    return piece;
  }

  private signal(): void {
    const wake = this.wake;
    this.wake = null;
    wake?.();
  }
}
