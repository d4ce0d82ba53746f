/** What a file that none of our formats reads really is, in words; null when it is not known either. */
export function foreignContent(head: Uint8Array): string | null {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  for (const [signature, words] of SIGNATURES) if (bytes.subarray(0, signature.length).equals(signature)) return words;
  const start = bytes
    .subarray(0, 2048)
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^[^<]{0,3}(?=<)/, '')
    .trimStart()
    .toLowerCase();
  if (!start.startsWith('<')) return null;
  if (start.includes('urn:schemas-microsoft-com:office:spreadsheet') && start.startsWith('<?xml'))
    return 'an XML spreadsheet of Excel 2003';
  if (/<(!doctype html|html|head|body|table|meta)\b/.test(start)) return 'a web page (HTML)';
  return start.startsWith('<?xml') ? 'an XML document' : null;
}

const SIGNATURES: readonly (readonly [Buffer, string])[] = [
  [Buffer.from('%PDF-'), 'a PDF document'],
  [Buffer.from('PAR1'), 'a Parquet file'],
  [Buffer.from('{\\rtf'), 'a rich text document'],
  [Buffer.from([0x1f, 0x8b]), 'a gzip archive'],
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
