import { open } from 'node:fs/promises';

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const SEARCHED_BYTES = 64 * 2 ** 20;
const PIECE_BYTES = 1024 * 1024;
const LONGEST_NAME_BYTES = 64;
const WANTED = ['EncryptedPackage', 'Workbook', 'WORKBOOK', 'Book', 'BOOK'];

export function isOleContainer(head: Uint8Array): boolean {
  return SIGNATURE.equals(head.subarray(0, SIGNATURE.length));
}

/**
 * The names of the streams that tell what stands in an OLE compound file, in UTF-16 in its bytes: those of an old workbook, or of a newer
 * one that is encrypted. Works on damaged files too. Source: [MS-CFB] section 2.6.1, [MS-OFFCRYPTO] section 2.3.4.
 */
export async function oleStreamNames(path: string): Promise<Set<string>> {
  const found = new Set<string>();
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(PIECE_BYTES + LONGEST_NAME_BYTES);
    let kept = 0;
    for (let position = 0; position < SEARCHED_BYTES;) {
      const { bytesRead } = await file.read(buffer, kept, PIECE_BYTES, position);
      if (bytesRead === 0) break;
      position += bytesRead;
      const piece = buffer.subarray(0, kept + bytesRead);
      for (const text of WANTED) if (piece.includes(Buffer.from(`${text}\0`, 'utf16le'))) found.add(text);
      kept = Math.min(LONGEST_NAME_BYTES, piece.length);
      piece.copyWithin(0, piece.length - kept);
    }
  } finally {
    await file.close();
  }
  return found;
}
