import type { FileHandle } from 'node:fs/promises';
import { AppError } from '#shared/errors';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { readBookSheet } from './sheets/bookSheets.ts';
import type { CellTarget } from './sheets/CellTarget.ts';
import { inRecords } from './sheets/inRecords.ts';
import { openCompoundFile, readStream, type CompoundFile } from './xls/compoundFile.ts';
import { XLS_LIMITS } from './xls/limits.ts';
import { claimedSize, SheetReader } from './xls/readSheet.ts';
import { readGlobals, type XlsSheet, type XlsWorkbook } from './xls/workbook.ts';
import { beyondLimit, damaged, megabytes } from './xlsx/problems.ts';
import { withOpenFile } from './withOpenFile.ts';

const WORKBOOK = /^(work)?book$/i;

/** Workbooks of Excel 5 to 2003 (BIFF5 and BIFF8). Source: [MS-XLS]. */
export const xls = defineFormat({
  ...TABLE_FORMATS.xls,
  sniff: (_head, _name, parts) => (parts.some(part => WORKBOOK.test(part)) ? 0.9 : 0),
  read: readXls,
});

async function readXls(source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  if (source.sizeBytes > XLS_LIMITS.fileBytes)
    throw beyondLimit(source.name, 'the file', megabytes(XLS_LIMITS.fileBytes), megabytes(source.sizeBytes));
  return withOpenFile(source.path, file => readFrom(file, source, reading, run));
}

async function readFrom(file: FileHandle, source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const { name } = source;
  run.progress(0, 2, 'Opening the workbook');
  const compound = await openCompoundFile(file, source.sizeBytes, name);
  const bytes = await workbookStream(compound);
  const book = whole(name, () => readGlobals(bytes, name));
  if (book.sheets.length === 0) throw damaged(name, 'Workbook', 'it lists no sheet of cells');
  run.progress(1, 2, 'Reading rows');
  const ends = sheetEnds(book);
  const sheets = book.sheets.map((sheet, i) => ({
    name: sheet.name,
    isHidden: sheet.isHidden,
    sizeBytes: ends[i] - sheet.offset,
    ...claimedSize(book, sheet),
    read: (target: CellTarget) => {
      run.throwIfCancelled();
      readSheet(book, sheet, target, name);
      return Promise.resolve();
    },
  }));
  const read = await readBookSheet(name, sheets, reading.sheet);
  run.progress(2, 2, 'Reading rows');
  return {
    ...read,
    format: 'xls',
    dateSystem: book.dateSystem,
    encoding: null,
    separator: null,
    columnStarts: null,
    rejected: [],
  };
}

async function workbookStream(compound: CompoundFile): Promise<Buffer> {
  const found = compound.streams.filter(stream => WORKBOOK.test(stream.name));
  // A file for Excel 95 and 97 has both streams: "Workbook" is the newer one.
  const stream = found.find(({ name }) => name.length === 8) ?? found[0];
  if (stream) return readStream(compound, stream);
  throw new AppError('file.wrongFormat', {
    name: compound.name,
    claimed: TABLE_FORMATS.xls.words,
    actual: 'an old Office document',
  });
}

/** By sheet where the next one begins. */
function sheetEnds({ sheets, bytes }: XlsWorkbook): number[] {
  return sheets.map(({ offset }) =>
    sheets.reduce((end, other) => (other.offset > offset && other.offset < end ? other.offset : end), bytes.length),
  );
}

function readSheet(book: XlsWorkbook, sheet: XlsSheet, target: CellTarget, name: string): void {
  try {
    new SheetReader(book, target).read(sheet);
  } catch (error) {
    throw inRecords(name, sheet.name, error);
  }
}

function whole<T>(name: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw inRecords(name, 'Workbook', error);
  }
}
