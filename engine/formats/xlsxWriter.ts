import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '#shared/errors';
import { replaceFile } from '../files/replaceFile.ts';
import { SharedTexts } from './xlsxWriter/SharedTexts.ts';
import { SheetNames } from './xlsxWriter/sheetNames.ts';
import { columnLetters, SheetWriter } from './xlsxWriter/SheetWriter.ts';
import {
  contentTypesPart,
  corePart,
  ROOT_RELATIONS_PART,
  STYLES_PART,
  workbookPart,
  workbookRelationsPart,
  type WrittenSheet,
} from './xlsxWriter/workbookParts.ts';
import { XmlBytes } from './xlsxWriter/XmlBytes.ts';
import { ZipWriter } from './xlsxWriter/ZipWriter.ts';

export interface ColumnToWrite {
  readonly header: string;
  /** percent: shares from 0 to 1. date: days since 1970-01-01 UTC. */
  readonly kind: 'number' | 'integer' | 'percent' | 'text' | 'date' | 'boolean';
  /** In characters. */
  readonly width?: number;
}
export interface SheetToWrite {
  readonly name: string;
  readonly columns: readonly ColumnToWrite[];
  readonly rows: Iterable<readonly (string | number | boolean | null)[]>;
  readonly freezeHeader?: boolean;
  readonly autoFilter?: boolean;
}
export interface WrittenWorkbook {
  /** Names as they came out: made legal, unique, and with continuations. */
  readonly sheets: readonly string[];
  /** Texts cut to Excel's 32,767 characters. */
  readonly truncatedTexts: number;
}

const MAX_ROWS = 1_048_576;
const MAX_COLUMNS = 16_384;
/** A part stays below what a zip entry can hold without zip64, which Excel distrusts. */
const MAX_PART_BYTES = 4_000_000_000;

/**
 * Writes an .xlsx workbook, streaming: memory does not grow with the rows, and equal input gives equal bytes. Text is never a formula;
 * NaN and infinities become empty cells; a sheet that is full continues on a next one with the same header. Written to a temporary
 * file and renamed, so a failure leaves an existing workbook as it was.
 * @throws AppError `file.diskFull`, `file.locked`, `file.notWritable`, `file.folder`, `xlsx.limit`
 */
export async function writeXlsx(
  path: string,
  sheets: readonly SheetToWrite[],
  options: { readonly title?: string } = {},
): Promise<WrittenWorkbook> {
  const name = basename(path);
  if (sheets.length === 0) throw new Error('a workbook needs at least one sheet');
  for (const { columns } of sheets) {
    if (columns.length > MAX_COLUMNS)
      throw new AppError('xlsx.limit', {
        name,
        what: 'columns',
        allowed: String(MAX_COLUMNS),
        got: String(columns.length),
      });
  }
  return replaceFile(path, async temporary => {
    const handle = await open(temporary, 'wx', 0o666);
    try {
      const zip = new ZipWriter(handle, name);
      const written = await writeParts(zip, sheets, options.title ?? name.replace(/\.xlsx$/i, ''));
      await zip.finish();
      return written;
    } finally {
      await handle.close();
    }
  });
}

async function writeParts(zip: ZipWriter, sheets: readonly SheetToWrite[], title: string): Promise<WrittenWorkbook> {
  await zip.addText('_rels/.rels', ROOT_RELATIONS_PART);
  await zip.addText('docProps/core.xml', corePart(title));
  const names = new SheetNames();
  const texts = new SharedTexts();
  const firstNames = sheets.map(sheet => names.unique(sheet.name));
  const written: WrittenSheet[] = [];
  let truncatedTexts = 0;
  for (const [i, sheet] of sheets.entries()) {
    const rows = sheet.rows[Symbol.iterator]();
    let next = rows.next();
    let name = firstNames[i];
    do {
      await zip.begin(`xl/worksheets/sheet${written.length + 1}.xml`);
      const writer = new SheetWriter(sheet.columns, texts, piece => zip.add(piece));
      writer.begin(sheet.freezeHeader ?? false, written.length === 0);
      for (; !next.done && writer.nRows < MAX_ROWS && zip.entrySize < MAX_PART_BYTES; next = rows.next()) {
        writer.row(next.value);
        if (zip.isBusy) await zip.drain();
      }
      const filterRange =
        sheet.autoFilter && sheet.columns.length
          ? `$A$1:$${columnLetters(sheet.columns.length - 1)}$${writer.nRows}`
          : null;
      await zip.end(writer.end(filterRange));
      written.push({ name, filterRange });
      truncatedTexts += writer.truncatedTexts;
      if (!next.done) name = names.unique(firstNames[i]);
    } while (!next.done);
  }
  await writeSharedTexts(zip, texts);
  await zip.addText('xl/styles.xml', STYLES_PART);
  await zip.addText('xl/workbook.xml', workbookPart(written));
  await zip.addText('xl/_rels/workbook.xml.rels', workbookRelationsPart(written.length));
  await zip.addText('[Content_Types].xml', contentTypesPart(written.length));
  return { sheets: written.map(sheet => sheet.name), truncatedTexts };
}

async function writeSharedTexts(zip: ZipWriter, texts: SharedTexts): Promise<void> {
  await zip.begin('xl/sharedStrings.xml');
  const xml = new XmlBytes(piece => zip.add(piece));
  for (const text of texts.part()) {
    xml.text(text);
    if (zip.isBusy) await zip.drain();
  }
  await zip.end(xml.takeRest());
}
