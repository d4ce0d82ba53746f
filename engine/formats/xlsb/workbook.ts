import type { Run } from '../../jobs/Run.ts';
import { inRecords } from '../sheets/inRecords.ts';
import { XLSX_LIMITS } from '../xlsx/limits.ts';
import { SHOWS_NUMBER } from '../../kernels/ReadCells.ts';
import { builtInFormat, customFormat } from '../xlsx/numberFormats.ts';
import { damaged, PartLimit } from '../xlsx/problems.ts';
import { readRelations, relatedEntry, relationsPart } from '../xlsx/relations.ts';
import type { Zip, ZipEntry } from '../xlsx/zipDirectory.ts';
import { unpack } from '../xlsx/zipEntry.ts';
import { RecordScanner, wideText, type OnRecord } from './RecordScanner.ts';

export interface XlsbSheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}
export interface XlsbWorkbook {
  readonly sheets: readonly XlsbSheet[];
  readonly dateSystem: 1900 | 1904;
  readonly sharedStrings: readonly string[];
  /** What a number shows as, by cell style. */
  readonly styles: Uint8Array;
}

const FORMAT = 44;
const CELL_FORMAT = 47;
const SHARED_STRING = 19;
const WORKBOOK_PROPERTIES = 153;
const BUNDLED_SHEET = 156;
const BEGIN_CELL_FORMATS = 617;
const END_CELL_FORMATS = 618;

/**
 * Reads the workbook part, the shared strings and the number formats. Source: [MS-XLSB] sections 2.4.307, 2.4.674, 2.4.663 and 2.4.820.
 * @throws AppError `xlsx.damaged`, `xlsx.limit`
 */
export async function readXlsbWorkbook(zip: Zip, part: ZipEntry, run: Run): Promise<XlsbWorkbook> {
  const relations = await readRelations(zip, relationsPart(part.name));
  const listed: { name: string; isHidden: boolean; id: string }[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  await scanRecords(zip, part, run, (type, bytes, from, to) => {
    if (type === WORKBOOK_PROPERTIES) dateSystem = (bytes.readUInt32LE(from) & 1) !== 0 ? 1904 : 1900;
    if (type !== BUNDLED_SHEET) return true;
    const id = wideText(bytes, from + 8, to);
    const isHidden = bytes.readUInt32LE(from) !== 0;
    listed.push({ id, isHidden, name: wideText(bytes, from + 12 + id.length * 2, to) });
    return true;
  });
  const sheets = listed.flatMap(({ id, ...sheet }) => {
    const relation = relations.get(id);
    const entry = relation?.type.endsWith('/worksheet') ? zip.entries.get(relation.part) : undefined;
    return entry ? [{ ...sheet, entry }] : [];
  });
  if (sheets.length === 0) throw damaged(zip.name, part.name, 'it lists no sheet that is in the file');
  const strings = relatedEntry(zip, relations, part.name, '/sharedStrings', 'sharedStrings.bin');
  const styles = relatedEntry(zip, relations, part.name, '/styles', 'styles.bin');
  return {
    sheets,
    dateSystem,
    sharedStrings: strings ? await readSharedStrings(zip, strings, run) : [],
    styles: styles ? await readStyles(zip, styles, run) : new Uint8Array(0),
  };
}

/** Feeds a part to a scanner. @param onProgress the bytes that are done @throws AppError `xlsx.damaged`, `xlsx.limit`; Cancelled */
export async function scanRecords(
  zip: Zip,
  entry: ZipEntry,
  run: Run,
  onRecord: OnRecord,
  onProgress: (done: number) => void = () => undefined,
): Promise<void> {
  const scanner = new RecordScanner(onRecord);
  let done = 0;
  try {
    for await (const piece of unpack(zip, entry, XLSX_LIMITS.partBytes)) {
      run.throwIfCancelled();
      scanner.feed(piece);
      onProgress((done += piece.length));
      if (scanner.isDone) return;
    }
    scanner.finish();
  } catch (error) {
    throw inRecords(zip.name, entry.name, error);
  }
}

async function readSharedStrings(zip: Zip, entry: ZipEntry, run: Run): Promise<string[]> {
  const texts: string[] = [];
  let nBytes = 0;
  await scanRecords(zip, entry, run, (type, bytes, from, to) => {
    if (type !== SHARED_STRING) return true;
    nBytes += to - from;
    if (nBytes > XLSX_LIMITS.textBytes) throw new PartLimit('all texts together', '512 MB', 'more');
    texts.push(wideText(bytes, from + 1, to));
    return true;
  });
  return texts;
}

async function readStyles(zip: Zip, entry: ZipEntry, run: Run): Promise<Uint8Array> {
  const custom = new Map<number, number>();
  const styles: number[] = [];
  let isInCellFormats = false;
  await scanRecords(zip, entry, run, (type, bytes, from, to) => {
    if (type === FORMAT) custom.set(bytes.readUInt16LE(from), customFormat(wideText(bytes, from + 2, to)));
    else if (type === BEGIN_CELL_FORMATS) isInCellFormats = true;
    else if (type === END_CELL_FORMATS) isInCellFormats = false;
    else if (type === CELL_FORMAT && isInCellFormats) {
      const id = bytes.readUInt16LE(from + 2);
      styles.push(custom.get(id) ?? (id ? builtInFormat(id) : SHOWS_NUMBER));
    }
    return true;
  });
  return Uint8Array.from(styles);
}
