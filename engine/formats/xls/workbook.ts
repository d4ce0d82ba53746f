import iconv from 'iconv-lite';
import { AppError } from '#shared/errors';
import { SHOWS_NUMBER } from '../../kernels/ReadCells.ts';
import { builtInFormat, customFormat } from '../xlsx/numberFormats.ts';
import { PartProblem } from '../xlsx/problems.ts';
import { BlockReader } from './BlockReader.ts';
import { RECORD, Records } from './records.ts';

export interface XlsSheet {
  readonly name: string;
  readonly isHidden: boolean;
  /** Where its records begin in the stream. */
  readonly offset: number;
}
/** What stands before the sheets. */
export interface XlsWorkbook {
  readonly bytes: Buffer;
  /** 8 for Excel 97–2003, 5 for Excel 5 and 95. */
  readonly version: 5 | 8;
  readonly dateSystem: 1900 | 1904;
  readonly sheets: readonly XlsSheet[];
  readonly sharedStrings: readonly string[];
  /** What a number shows as, by cell style. */
  readonly styles: Uint8Array;
  /** Reads a text of single bytes, as Excel 5 and 95 write them. */
  decode(bytes: Uint8Array): string;
}

const VERSION_8 = 0x600;
const VERSION_5 = 0x500;
const WORKSHEET = 0;
const CODE_PAGES: Readonly<Record<number, string>> = { 10000: 'macroman', 0x8000: 'macroman', 0x8001: 'windows-1252' };

interface Globals {
  version: 5 | 8;
  dateSystem: 1900 | 1904;
  encoding: string;
  sheets: { nameBytes: Buffer; isHidden: boolean; offset: number }[];
  sharedStrings: string[];
  formats: { id: number; code: Buffer }[];
  styles: number[];
}

/**
 * Reads the records that hold for the whole workbook. Source: [MS-XLS] section 2.1.7.20.3.
 * @throws PartProblem; AppError `file.encrypted`
 */
export function readGlobals(bytes: Buffer, name: string): XlsWorkbook {
  const records = new Records(bytes);
  const globals: Globals = {
    version: readVersion(records),
    dateSystem: 1900,
    encoding: 'windows-1252',
    sheets: [],
    sharedStrings: [],
    formats: [],
    styles: [],
  };
  while (records.advance() && records.type !== RECORD.endOfFile) {
    if (records.type === RECORD.filePass) throw new AppError('file.encrypted', { name });
    readGlobal(records, globals);
  }
  const decode = (text: Uint8Array): string => iconv.decode(Buffer.from(text), globals.encoding);
  const nameOf = (text: Buffer): string => (globals.version === 8 ? shortText(text) : decode(text.subarray(1)));
  const custom = new Map(globals.formats.map(({ id, code }) => [id, customFormat(formatCode(code, globals.version))]));
  return {
    bytes,
    version: globals.version,
    dateSystem: globals.dateSystem,
    sheets: globals.sheets.map(({ nameBytes, ...sheet }) => ({ ...sheet, name: nameOf(nameBytes) })),
    sharedStrings: globals.sharedStrings,
    styles: Uint8Array.from(globals.styles, id => custom.get(id) ?? (id ? builtInFormat(id) : SHOWS_NUMBER)),
    decode,
  };
}

function readVersion(records: Records): 5 | 8 {
  if (!records.advance() || records.type !== RECORD.begin || records.length < 4)
    throw new PartProblem('it does not begin as a workbook does');
  const code = records.bytes.readUInt16LE(records.from);
  if (code === VERSION_5) return 5;
  if (code === VERSION_8) return 8;
  throw new PartProblem('it is of a version of Excel that is not known');
}

function readGlobal(records: Records, globals: Globals): void {
  const { bytes, from, to, type } = records;
  if (type === RECORD.dateMode) globals.dateSystem = bytes.readUInt16LE(from) === 1 ? 1904 : 1900;
  else if (type === RECORD.codePage) globals.encoding = codePage(bytes.readUInt16LE(from));
  else if (type === RECORD.cellFormat) globals.styles.push(bytes.readUInt16LE(from + 2));
  else if (type === RECORD.format)
    globals.formats.push({ id: bytes.readUInt16LE(from), code: bytes.subarray(from + 2, to) });
  else if (type === RECORD.sharedStrings) globals.sharedStrings = readSharedStrings(records.blocks());
  else if (type === RECORD.boundSheet && records.length > 7 && bytes[from + 5] === WORKSHEET)
    globals.sheets.push({
      nameBytes: bytes.subarray(from + 6, to),
      isHidden: (bytes[from + 4] & 3) !== 0,
      offset: bytes.readUInt32LE(from),
    });
}

function codePage(number: number): string {
  const name = CODE_PAGES[number] ?? `windows-${number}`;
  if (iconv.encodingExists(name)) return name;
  return iconv.encodingExists(`cp${number}`) ? `cp${number}` : 'windows-1252';
}

/** As many texts as there are: the count that the record names is wrong in some files. */
function readSharedStrings(blocks: Buffer[]): string[] {
  const reader = new BlockReader(blocks);
  reader.uint32();
  const declared = reader.uint32();
  const texts: string[] = [];
  while (!reader.isAtEnd) {
    try {
      texts.push(reader.text(reader.uint16()));
    } catch (error) {
      // Behind the texts that were declared may stand anything.
      if (!(error instanceof PartProblem) || texts.length < declared) throw error;
      break;
    }
  }
  return texts;
}

/** One byte of length, then as BlockReader.text. */
function shortText(bytes: Buffer): string {
  return new BlockReader([bytes], 1).text(bytes[0]);
}

/** A format whose text is damaged shows a number. */
function formatCode(bytes: Buffer, version: 5 | 8): string {
  if (version === 5) return bytes.toString('latin1', 1);
  try {
    return new BlockReader([bytes], 2).text(bytes.readUInt16LE(0));
  } catch (error) {
    if (error instanceof PartProblem || error instanceof RangeError) return '';
    throw error;
  }
}
