import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { readBookSheet, type BookSheet } from './sheets/bookSheets.ts';
import type { CellTarget } from './sheets/CellTarget.ts';
import { ProbeCells } from './sheets/ProbeCells.ts';
import { readXlsbWorkbook, scanRecords, type XlsbSheet, type XlsbWorkbook } from './xlsb/workbook.ts';
import { XlsbSheetReader } from './xlsb/XlsbSheetReader.ts';
import { damaged } from './xlsx/problems.ts';
import { readRelations } from './xlsx/relations.ts';
import { readZipDirectory, type Zip, type ZipEntry } from './xlsx/zipDirectory.ts';
import { withOpenFile } from './withOpenFile.ts';

const WORKBOOK = 'xl/workbook.bin';

/** Binary workbooks of Excel 2007 and later (BIFF12). Source: [MS-XLSB]. */
export const xlsb = defineFormat({
  ...TABLE_FORMATS.xlsb,
  sniff: (_head, _name, parts) => (parts.some(part => part.toLowerCase() === WORKBOOK) ? 0.95 : 0),
  read: (source, reading, run) => withOpenFile(source.path, file => readFrom(file, source, reading, run)),
});

async function readFrom(file: FileHandle, source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const zip = await readZipDirectory(file, source.sizeBytes, source.name);
  const book = await readXlsbWorkbook(zip, await workbookPart(zip), run);
  const sheets: BookSheet[] = [];
  for (const sheet of book.sheets)
    sheets.push({
      name: sheet.name,
      isHidden: sheet.isHidden,
      sizeBytes: sheet.entry.plainBytes,
      ...(await claimedSize(zip, book, sheet, run)),
      read: target => readSheet(zip, book, sheet, target, run),
    });
  return {
    ...(await readBookSheet(source.name, sheets, reading.sheet)),
    format: 'xlsb',
    dateSystem: book.dateSystem,
    encoding: null,
    separator: null,
    columnStarts: null,
    rejected: [],
  };
}

async function workbookPart(zip: Zip): Promise<ZipEntry> {
  const relations = await readRelations(zip, '_rels/.rels');
  const named = [...relations.values()].find(relation => relation.type.endsWith('/officeDocument'));
  const entry = (named && zip.entries.get(named.part)) ?? zip.entries.get(WORKBOOK);
  if (!entry) throw damaged(zip.name, WORKBOOK, 'it is missing');
  return entry;
}

async function readSheet(
  zip: Zip,
  book: XlsbWorkbook,
  { entry }: XlsbSheet,
  target: CellTarget,
  run: Run,
): Promise<void> {
  const reader = new XlsbSheetReader(book, target);
  await scanRecords(zip, entry, run, reader.onRecord, done =>
    run.progress(Math.min(done, entry.plainBytes), entry.plainBytes, 'Reading rows'),
  );
  if (!reader.isWhole && !target.isFull) throw damaged(zip.name, entry.name, 'it ends before the last row does');
}

/** What a sheet says about its size, for lists of sheets only: it stands in front of the rows. */
async function claimedSize(
  zip: Zip,
  book: XlsbWorkbook,
  { entry }: XlsbSheet,
  run: Run,
): Promise<XlsbSheetReader['size']> {
  const reader = new XlsbSheetReader(book, new ProbeCells());
  let left = 100;
  try {
    await scanRecords(zip, entry, run, (type, bytes, from, to) => {
      left--;
      if (type === 0) return false;
      reader.onRecord(type, bytes, from, to);
      return left > 0 && reader.size.rows === null;
    });
  } catch (error) {
    // The damage of a sheet that nobody asked for is reported when somebody does.
    if (!(error instanceof AppError)) throw error;
  }
  return reader.size;
}
