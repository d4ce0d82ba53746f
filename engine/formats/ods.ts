import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { MarkupReader } from './markup/MarkupReader.ts';
import { OdsScanner } from './ods/OdsScanner.ts';
import { readDocumentSheet, type DocumentSheet } from './sheets/documentSheets.ts';
import type { CellTarget } from './sheets/CellTarget.ts';
import { XLSX_LIMITS } from './xlsx/limits.ts';
import { damaged, inPart } from './xlsx/problems.ts';
import { asUtf8 } from './xlsx/xmlBytes.ts';
import { readZipDirectory, type Zip, type ZipEntry } from './xlsx/zipDirectory.ts';
import { unpack, unpackWhole } from './xlsx/zipEntry.ts';
import { withOpenFile } from './withOpenFile.ts';

const CONTENT = 'content.xml';
const MANIFEST = 'meta-inf/manifest.xml';

/** Spreadsheets of LibreOffice and others. Source: OpenDocument 1.3, parts 2 (packages) and 3 (schema). */
export const ods = defineFormat({
  ...TABLE_FORMATS.ods,
  sniff: (_head, _name, parts) => {
    const names = new Set(parts.map(part => part.toLowerCase()));
    return names.has(CONTENT) && (names.has('mimetype') || names.has(MANIFEST)) ? 0.95 : 0;
  },
  read: (source, reading, run) => withOpenFile(source.path, file => readFrom(file, source, reading, run)),
});

async function readFrom(file: FileHandle, source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const { name } = source;
  const zip = await readZipDirectory(file, source.sizeBytes, name);
  await refuseOthers(zip);
  const content = zip.entries.get(CONTENT)!;
  const read = await readDocumentSheet(name, reading.sheet, start => scanContent(zip, content, start, run));
  return {
    ...read,
    format: 'ods',
    dateSystem: null,
    encoding: null,
    separator: null,
    columnStarts: null,
    rejected: [],
  };
}

/** @throws AppError `file.encrypted`, `file.wrongFormat` for texts and presentations */
async function refuseOthers(zip: Zip): Promise<void> {
  const text = async (part: string): Promise<string> => {
    const entry = zip.entries.get(part);
    return entry ? (await unpackWhole(zip, entry, XLSX_LIMITS.smallPartBytes)).toString('utf8') : '';
  };
  if ((await text(MANIFEST)).includes('encryption-data')) throw new AppError('file.encrypted', { name: zip.name });
  const type = await text('mimetype');
  if (type === '' || type.includes('spreadsheet')) return;
  const actual = type.includes('text') ? 'a text document of OpenDocument' : 'an OpenDocument file without sheets';
  throw new AppError('file.wrongFormat', { name: zip.name, claimed: TABLE_FORMATS.ods.words, actual });
}

async function scanContent(
  zip: Zip,
  entry: ZipEntry,
  start: (name: string) => CellTarget,
  run: Run,
): Promise<readonly DocumentSheet[]> {
  const scanner = new OdsScanner(start);
  const reader = new MarkupReader(scanner, true);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let done = 0;
  try {
    for await (const piece of asUtf8(unpack(zip, entry, XLSX_LIMITS.partBytes))) {
      run.throwIfCancelled();
      done += piece.length;
      run.progress(Math.min(done, entry.plainBytes), entry.plainBytes, 'Reading rows');
      reader.write(decoder.decode(piece, { stream: true }));
    }
  } catch (error) {
    throw inPart(zip.name, entry.name, error);
  }
  if (reader.nOpen > 0) throw damaged(zip.name, entry.name, 'it ends before the last row does');
  if (scanner.sheets.length === 0) throw damaged(zip.name, entry.name, 'it has no sheet');
  return scanner.sheets;
}
