import { note, type Note } from '#shared/notes';
import { AppError } from '#shared/errors';
import type { FormatReading } from '#shared/reading';
import { TABLE_FORMATS } from '#shared/tableFormats';
import type { Run } from '../jobs/Run.ts';
import { defineFormat, type RawRead, type Source } from './defineFormat.ts';
import { decodedPieces, inText, openDecoded, type DecodedText } from './markup/decodedPieces.ts';
import { HtmlScanner } from './markup/HtmlScanner.ts';
import { MarkupReader } from './markup/MarkupReader.ts';
import { isWebPage, markupStart } from './markup/markupStart.ts';
import type { CellTarget } from './sheets/CellTarget.ts';
import { readDocumentSheet, type DocumentSheet } from './sheets/documentSheets.ts';

/** The tables of a web page, as many systems export them under the name .xls. */
export const html = defineFormat({
  ...TABLE_FORMATS.html,
  sniff: head => (isWebPage(markupStart(head)) ? 0.9 : 0),
  read: readHtml,
});

async function readHtml(source: Source, reading: FormatReading, run: Run): Promise<RawRead> {
  const { name } = source;
  const text = await openDecoded(source.path, name, reading.encoding, declaredEncoding, run);
  const notes: Note[] = [];
  const read = await readDocumentSheet(name, reading.sheet, start => {
    notes.length = 0;
    return scan(text, name, start, notes, run);
  });
  return {
    ...read,
    format: 'html',
    dateSystem: null,
    encoding: text.shownEncoding,
    separator: null,
    columnStarts: null,
    rejected: [],
    notes: [...notes, ...read.notes],
  };
}

function declaredEncoding(head: string): string | undefined {
  return /<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)/i.exec(head)?.[1];
}

async function scan(
  text: DecodedText,
  name: string,
  start: (name: string) => CellTarget,
  notes: Note[],
  run: Run,
): Promise<readonly DocumentSheet[]> {
  const scanner = new HtmlScanner(start);
  const reader = new MarkupReader(scanner, false);
  try {
    for await (const piece of decodedPieces(text, notes, run)) reader.write(piece);
    if (scanner.nOpen > 0) notes.push(note('read.truncatedFile', { name }));
    reader.end();
  } catch (error) {
    throw inText(name, error);
  }
  if (scanner.sheets.length === 0) throw new AppError('file.noTable', { name });
  return scanner.sheets;
}
