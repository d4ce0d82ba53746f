import { crc32, inflateRawSync } from 'node:zlib';

/** The entries of a zip archive by name, read through its central directory and checked against their crc: for tests only. */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const entries = new Map<string, Buffer>();
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = bytes.readUInt32LE(end + 16);
  for (let i = bytes.readUInt16LE(end + 10); i > 0; i--) {
    const [crc, packed, size] = [16, 20, 24].map(offset => bytes.readUInt32LE(at + offset));
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => bytes.readUInt16LE(at + offset));
    const local = bytes.readUInt32LE(at + 42);
    const name = bytes.toString('utf8', at + 46, at + 46 + nameLength);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const stored = bytes.subarray(start, start + packed);
    const content = bytes.readUInt16LE(at + 10) === 0 ? stored : inflateRawSync(stored);
    if (content.length !== size || crc32(content) !== crc) throw new Error(`${name}: size or crc does not match`);
    if (bytes.readUInt32LE(local + 14) !== crc) throw new Error(`${name}: local header and directory differ`);
    entries.set(name, content);
    at += 46 + nameLength + extraLength + commentLength;
  }
  return entries;
}
