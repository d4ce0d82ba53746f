import { AppError } from '#shared/errors';
import { note } from '#shared/notes';
import { TABLE_FORMATS } from '#shared/tableFormats';
import { defineFormat } from './defineFormat.ts';
import { HtmlScanner } from './markup/HtmlScanner.ts';
import { isWebPage, markupStart } from './markup/markupStart.ts';
import { readMarkup, type MarkupTables } from './markup/readMarkup.ts';

/** The tables of a web page, as many systems export them under the name .xls. */
export const html = defineFormat({
  ...TABLE_FORMATS.html,
  sniff: head => (isWebPage(markupStart(head)) ? 0.9 : 0),
  read: (source, reading, run) => readMarkup(WEB_PAGE, source, reading, run),
});

const WEB_PAGE: MarkupTables<HtmlScanner> = {
  format: 'html',
  isXml: false,
  declaredEncoding: head => /<meta[^>]+charset\s*=\s*["']?\s*([A-Za-z0-9._-]+)/i.exec(head)?.[1],
  newScanner: start => new HtmlScanner(start),
  finish: (scanner, reader, name, notes) => {
    if (scanner.nOpen > 0) notes.push(note('read.truncatedFile', { name }));
    reader.end();
    if (scanner.sheets.length === 0) throw new AppError('file.noTable', { name });
  },
};
