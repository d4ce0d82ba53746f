import type { FileHandle } from 'node:fs/promises';
import { damaged } from '../xlsx/problems.ts';

export interface StreamEntry {
  readonly name: string;
  readonly sizeBytes: number;
  readonly firstSector: number;
}
export interface CompoundFile {
  readonly file: FileHandle;
  /** The workbook's name, for sentences. */
  readonly name: string;
  readonly sizeBytes: number;
  readonly sectorBytes: number;
  /** By sector the next one of its chain. */
  readonly next: Uint32Array;
  readonly miniNext: Uint32Array;
  /** Holds the short streams. */
  readonly miniStream: StreamEntry | null;
  readonly miniCutoff: number;
  /** Those at the root: not those of embedded objects. */
  readonly streams: readonly StreamEntry[];
}

const HEADER_BYTES = 512;
const ENTRY_BYTES = 128;
const MINI_BYTES = 64;
const HEADER_FATS = 109;
const NONE = 0xfffffffa;
const TYPE_STREAM = 2;
const TYPE_ROOT = 5;
const PART = 'container';

/**
 * Reads the directory of an OLE compound file.
 * Source: [MS-CFB] sections 2.2 (header), 2.3 (sector tables), 2.4 (short streams), 2.6 (directory).
 * @throws AppError `xlsx.damaged`
 */
export async function openCompoundFile(file: FileHandle, sizeBytes: number, name: string): Promise<CompoundFile> {
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES, 0);
  const shift = header.readUInt16LE(30);
  if (sizeBytes < HEADER_BYTES || (shift !== 9 && shift !== 12))
    throw damaged(name, PART, 'its header is not that of a workbook');
  const sectorBytes = 2 ** shift;
  const base = { file, name, sizeBytes, sectorBytes };
  const next = await readTable(base, await fatSectors(base, header));
  const known = { ...base, next };
  const directory = await readChain(known, header.readUInt32LE(48), Infinity);
  const entries = parseDirectory(directory, sectorBytes, name);
  const miniChain = chainOf(next, header.readUInt32LE(60), name);
  const root = entries.find(entry => entry.type === TYPE_ROOT);
  return {
    ...known,
    miniNext: await readTable(base, miniChain),
    miniStream: root ?? null,
    miniCutoff: header.readUInt32LE(56),
    streams: rootStreams(entries),
  };
}

/** The bytes of a stream. @throws AppError `xlsx.damaged` */
export async function readStream(compound: CompoundFile, stream: StreamEntry): Promise<Buffer> {
  const { name, miniStream } = compound;
  if (stream.sizeBytes > compound.sizeBytes)
    throw damaged(name, stream.name, 'it declares more bytes than the file has');
  if (stream.sizeBytes >= compound.miniCutoff || !miniStream)
    return readChain(compound, stream.firstSector, stream.sizeBytes, stream.name);
  const mini = await readChain(compound, miniStream.firstSector, miniStream.sizeBytes);
  const bytes = Buffer.alloc(stream.sizeBytes);
  let done = 0;
  for (const sector of chainOf(compound.miniNext, stream.firstSector, name)) {
    const from = sector * MINI_BYTES;
    done += mini.copy(bytes, done, from, from + Math.min(MINI_BYTES, bytes.length - done));
  }
  if (done < bytes.length) throw damaged(name, stream.name, 'it ends early');
  return bytes;
}

type Base = Pick<CompoundFile, 'file' | 'name' | 'sizeBytes' | 'sectorBytes'>;

/** The sectors that hold the table of chains: 109 named in the header, the rest in a chain of their own. */
async function fatSectors(base: Base, header: Buffer): Promise<number[]> {
  const { name, sectorBytes } = base;
  const most = Math.ceil(base.sizeBytes / sectorBytes);
  const sectors: number[] = [];
  const add = (sector: number): void => {
    if (sector < NONE) sectors.push(sector);
  };
  for (let i = 0; i < HEADER_FATS; i++) add(header.readUInt32LE(76 + i * 4));
  let at = header.readUInt32LE(68);
  for (let n = 0; at < NONE; n++) {
    if (n > most) throw damaged(name, PART, 'its list of sectors leads in a circle');
    const list = await readSector(base, at);
    for (let i = 0; i + 8 <= sectorBytes; i += 4) add(list.readUInt32LE(i));
    at = list.readUInt32LE(sectorBytes - 4);
  }
  return sectors;
}

async function readTable(base: Base, sectors: readonly number[]): Promise<Uint32Array> {
  const perSector = base.sectorBytes / 4;
  if (sectors.length * base.sectorBytes > base.sizeBytes)
    throw damaged(base.name, PART, 'its table of sectors is larger than the file');
  const table = new Uint32Array(sectors.length * perSector);
  for (const [i, sector] of sectors.entries()) {
    const bytes = await readSector(base, sector);
    for (let k = 0; k < perSector; k++) table[i * perSector + k] = bytes.readUInt32LE(k * 4);
  }
  return table;
}

async function readSector({ file, name, sectorBytes }: Base, sector: number): Promise<Buffer> {
  const bytes = Buffer.alloc(sectorBytes);
  const { bytesRead } = await file.read(bytes, 0, sectorBytes, (sector + 1) * sectorBytes);
  if (bytesRead === 0) throw endsEarly(name, PART);
  return bytes;
}

/** Sectors in order. @throws AppError `xlsx.damaged` for one that leads outside or in a circle */
function chainOf(next: Uint32Array, first: number, name: string): number[] {
  const sectors: number[] = [];
  for (let sector = first; sector < NONE; sector = next[sector]) {
    if (sector >= next.length) throw damaged(name, PART, 'a chain of sectors leads outside');
    if (sectors.length >= next.length) throw damaged(name, PART, 'a chain of sectors leads in a circle');
    sectors.push(sector);
  }
  return sectors;
}

/** Neighbouring sectors are read at once. */
async function readChain(
  { file, name, sectorBytes, sizeBytes, next }: Base & Pick<CompoundFile, 'next'>,
  first: number,
  length: number,
  part = PART,
): Promise<Buffer> {
  const sectors = chainOf(next, first, name);
  const total = Math.min(length, sectors.length * sectorBytes);
  if (length !== Infinity && total < length) throw damaged(name, part, 'it ends early');
  if (total > sizeBytes) throw damaged(name, part, 'it declares more bytes than the file has');
  const bytes = Buffer.alloc(total);
  for (let i = 0; i < sectors.length;) {
    let end = i + 1;
    while (end < sectors.length && sectors[end] === sectors[end - 1] + 1) end++;
    const from = i * sectorBytes;
    const wanted = Math.min(total, end * sectorBytes) - from;
    if (wanted <= 0) break;
    const { bytesRead } = await file.read(bytes, from, wanted, (sectors[i] + 1) * sectorBytes);
    if (bytesRead < wanted && length !== Infinity) throw endsEarly(name, part);
    i = end;
  }
  return bytes;
}

function endsEarly(name: string, part: string): Error {
  return damaged(name, part, 'the end of the file is missing, as after a broken download');
}

interface DirectoryEntry extends StreamEntry {
  readonly type: number;
  readonly left: number;
  readonly right: number;
  readonly child: number;
}

function parseDirectory(bytes: Buffer, sectorBytes: number, name: string): DirectoryEntry[] {
  const entries: DirectoryEntry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= bytes.length; at += ENTRY_BYTES) {
    const nameBytes = Math.min(64, bytes.readUInt16LE(at + 64));
    entries.push({
      name: bytes.toString('utf16le', at, at + Math.max(0, nameBytes - 2)),
      type: bytes[at + 66],
      left: bytes.readUInt32LE(at + 68),
      right: bytes.readUInt32LE(at + 72),
      child: bytes.readUInt32LE(at + 76),
      firstSector: bytes.readUInt32LE(at + 116),
      // Files with sectors of 512 bytes may have anything in the upper half.
      sizeBytes: bytes.readUInt32LE(at + 120) + (sectorBytes > 512 ? bytes.readUInt32LE(at + 124) * 2 ** 32 : 0),
    });
  }
  if (entries.length === 0) throw damaged(name, PART, 'it has no directory');
  return entries;
}

/** The streams of the root's tree; all there are where the tree is broken. */
function rootStreams(entries: readonly DirectoryEntry[]): StreamEntry[] {
  const found: DirectoryEntry[] = [];
  const seen = new Set<number>();
  const waiting = [entries.find(entry => entry.type === TYPE_ROOT)?.child ?? NONE];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    if (at >= entries.length || seen.has(at)) continue;
    seen.add(at);
    found.push(entries[at]);
    waiting.push(entries[at].left, entries[at].right);
  }
  const isStream = (entry: DirectoryEntry): boolean => entry.type === TYPE_STREAM;
  return found.some(isStream) ? found.filter(isStream) : entries.filter(isStream);
}
