import { AppError } from '#shared/errors';
import { TABLE_FORMATS } from '#shared/tableFormats';
import { defineFormat } from './defineFormat.ts';
import { markupStart } from './markup/markupStart.ts';
import { readMarkup, type MarkupTables } from './markup/readMarkup.ts';
import { SpreadsheetMlScanner } from './markup/SpreadsheetMlScanner.ts';

/** XML spreadsheets of Excel 2002 and 2003, as many systems export them under the name .xls. */
export const spreadsheetml = defineFormat({
  ...TABLE_FORMATS.spreadsheetml,
  sniff: head => (markupStart(head).includes('urn:schemas-microsoft-com:office:spreadsheet') && isXml(head) ? 0.95 : 0),
  read: (source, reading, run) => readMarkup(XML_SPREADSHEET, source, reading, run),
});

/** Web pages that Excel writes name the same schema. */
function isXml(head: Uint8Array): boolean {
  return /<(\w+:)?workbook[\s>]/.test(markupStart(head));
}

const XML_SPREADSHEET: MarkupTables<SpreadsheetMlScanner> = {
  format: 'spreadsheetml',
  isXml: true,
  declaredEncoding: head => /^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1],
  newScanner: start => new SpreadsheetMlScanner(start),
  finish: (scanner, reader, name) => {
    if (reader.nOpen > 0) throw new AppError('file.damaged', { name, reason: 'it ends before the last row does' });
    if (scanner.sheets.length === 0) throw new AppError('file.damaged', { name, reason: 'it has no sheet' });
  },
};
