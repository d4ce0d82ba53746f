import { open } from 'node:fs/promises';
import { AppError } from '#shared/errors';

const SIGNATURE = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
const SEARCHED_BYTES = 64 * 2 ** 20;
const PIECE_BYTES = 1024 * 1024;
const LONGEST_NAME_BYTES = 64;

export function isOleContainer(head: Uint8Array): boolean {
  return SIGNATURE.equals(head.subarray(0, SIGNATURE.length));
}

/**
 * Says what stands in an OLE compound file, which an .xlsx is only when it is encrypted: the names of its streams tell, in UTF-16.
 * Source: [MS-CFB] section 2.6.1, [MS-OFFCRYPTO] section 2.3.4.
 * @returns the error to throw: `file.encrypted` or `file.wrongFormat`
 */
export async function oleContent(path: string, name: string, claimed: string): Promise<AppError> {
  const names = await streamNames(path);
  if (names.has('EncryptedPackage')) return new AppError('file.encrypted', { name });
  const isWorkbook = [...names].some(stream => /book$/i.test(stream));
  const actual = isWorkbook ? 'a workbook of Excel 97–2003 (.xls)' : 'an old Office document';
  return new AppError('file.wrongFormat', { name, claimed, actual });
}

async function streamNames(path: string): Promise<Set<string>> {
  const wanted = ['EncryptedPackage', 'Workbook', 'WORKBOOK', 'Book', 'BOOK'];
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
      for (const text of wanted) if (piece.includes(Buffer.from(`${text}\0`, 'utf16le'))) found.add(text);
      kept = Math.min(LONGEST_NAME_BYTES, piece.length);
      piece.copyWithin(0, piece.length - kept);
    }
  } finally {
    await file.close();
  }
  return found;
}
