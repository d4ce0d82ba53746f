import { markupStart } from './markup/markupStart.ts';

/** What a file that none of our formats reads really is, in words; null when it is not known either. */
export function foreignContent(head: Uint8Array): string | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  for (const [signature, words] of SIGNATURES) if (bytes.subarray(0, signature.length).equals(signature)) return words;
  if (bytes.toString('latin1', 257, 262) === 'ustar') return 'a tar archive';
  if (/^mime-version:/i.test(bytes.toString('latin1', 0, 64))) return 'a web archive (MHTML)';
  const start = markupStart(head);
  if (!start.startsWith('<?xml') || /urn:schemas-microsoft-com:office:spreadsheet|<(html|table)\b/.test(start))
    return null;
  return 'an XML document';
}

const SIGNATURES: readonly (readonly [Buffer, string])[] = [
  [Buffer.from('%PDF-'), 'a PDF document'],
  [Buffer.from('{\\rtf'), 'a rich text document'],
  [Buffer.from('BZh'), 'a bzip2 archive'],
  [Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a]), 'an xz archive'],
  [Buffer.from([0x37, 0x7a, 0xbc, 0xaf]), 'a 7-Zip archive'],
  [Buffer.from('Rar!'), 'a RAR archive'],
  [Buffer.from('SQLite format 3'), 'an SQLite database'],
  [Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'a picture'],
  [Buffer.from([0xff, 0xd8, 0xff]), 'a picture'],
  [Buffer.from('GIF8'), 'a picture'],
  [Buffer.from([0x7f, 0x45, 0x4c, 0x46]), 'a program'],
  [Buffer.from('MZ\x90'), 'a program'],
  [Buffer.from([0x09, 0x08, 0x08, 0x00]), 'an Excel file from before 1997'],
  [Buffer.from([0x09, 0x04, 0x06, 0x00]), 'an Excel file from before 1997'],
  [Buffer.from([0x09, 0x02, 0x06, 0x00]), 'an Excel file from before 1997'],
  [Buffer.from([0x09, 0x00, 0x04, 0x00]), 'an Excel file from before 1997'],
];
