import type { Note } from '#shared/notes';
import { AppError } from '#shared/errors';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { decodedPieces, inText, openDecoded, type DecodedText } from './markup/decodedPieces.ts';
import { markupStart } from './markup/markupStart.ts';
import { MarkupReader } from './markup/MarkupReader.ts';
import { SpreadsheetMlScanner } from './markup/SpreadsheetMlScanner.ts';
import type { CellTarget } from './sheets/CellTarget.ts';
import { readDocumentSheet, type DocumentSheet } from './sheets/documentSheets.ts';

/** XML spreadsheets of Excel 2002 and 2003, as many systems export them under the name .xls. */
export const spreadsheetml = defineFormat({
  ...TABLE_FORMATS.spreadsheetml,
  sniff: head => (markupStart(head).includes('urn:schemas-microsoft-com:office:spreadsheet') && isXml(head) ? 0.95 : 0),
  read: readXmlSpreadsheet,
});

/** Web pages that Excel writes name the same schema. */
function isXml(head: Uint8Array): boolean {
  return /<(\w+:)?workbook[\s>]/.test(markupStart(head));
}

async function readXmlSpreadsheet(source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const { name } = source;
  const text = await openDecoded(source.path, name, reading.encoding, declaredEncoding, run);
  const notes: Note[] = [];
  const read = await readDocumentSheet(name, reading.sheet, start => {
    notes.length = 0;
    return scan(text, name, start, notes, run);
  });
  return {
    ...read,
    format: 'spreadsheetml',
    dateSystem: null,
    encoding: text.shownEncoding,
    separator: null,
    columnStarts: null,
    rejected: [],
    notes: [...notes, ...read.notes],
  };
}

function declaredEncoding(head: string): string | undefined {
  return /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1];
}

async function scan(
  text: DecodedText,
  name: string,
  start: (name: string) => CellTarget,
  notes: Note[],
  run: Run,
): Promise<readonly DocumentSheet[]> {
  const scanner = new SpreadsheetMlScanner(start);
  const reader = new MarkupReader(scanner, true);
  try {
    for await (const piece of decodedPieces(text, notes, run)) reader.write(piece);
  } catch (error) {
    throw inText(name, error);
  }
  if (reader.nOpen > 0) throw new AppError('file.damaged', { name, reason: 'it ends before the last row does' });
  if (scanner.sheets.length === 0) throw new AppError('file.damaged', { name, reason: 'it has no sheet' });
  return scanner.sheets;
}
