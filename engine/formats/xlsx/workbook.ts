import { AppError } from '#shared/errors';
import { SHOWS_NUMBER } from '../../kernels/ReadCells.ts';
import { builtInFormat, customFormat } from './numberFormats.ts';
import { damaged } from './problems.ts';
import { partTags, readRelations, relatedEntry, relationsPart, type Relationship } from './relations.ts';
import type { XmlTag } from './xmlTags.ts';
import type { Zip, ZipEntry } from './zipDirectory.ts';

export interface SheetPart {
  readonly name: string;
  readonly isHidden: boolean;
  readonly entry: ZipEntry;
}
export interface Workbook {
  readonly sheets: readonly SheetPart[];
  readonly dateSystem: 1900 | 1904;
  readonly sharedStrings: ZipEntry | null;
  /** What a number shows as, by cell style; a style beyond the list shows a number. */
  readonly styles: Uint8Array;
}

/**
 * Reads the workbook part, its relationships and the number formats.
 * @throws AppError `xlsx.damaged`, `file.wrongFormat` for other kinds of packages
 */
export async function readWorkbook(zip: Zip): Promise<Workbook> {
  const part = await workbookPart(zip);
  const relations = await readRelations(zip, relationsPart(part.name));
  const found: { name: string; isHidden: boolean; id: string | null }[] = [];
  let dateSystem: 1900 | 1904 = 1900;
  for (const tag of await partTags(zip, part)) {
    if (tag.name === 'workbookPr' && /^(1|true|on)$/i.test(tag.attribute('date1904') ?? '')) dateSystem = 1904;
    if (tag.name === 'sheet' && tag.kind !== 'close')
      found.push({
        name: tag.attribute('name') ?? '',
        isHidden: /hidden/i.test(tag.attribute('state') ?? ''),
        id: tag.attribute('id'),
      });
  }
  const sheets = found.flatMap(({ id, ...sheet }, i) => {
    const entry = sheetEntry(zip, relations, id, i);
    return entry ? [{ ...sheet, entry }] : [];
  });
  if (sheets.length === 0) throw damaged(zip.name, part.name, 'it lists no sheet that is in the file');
  const byType = (type: string, name: string): ZipEntry | null => relatedEntry(zip, relations, part.name, type, name);
  const styles = byType('/styles', 'styles.xml');
  return {
    sheets,
    dateSystem,
    sharedStrings: byType('/sharedStrings', 'sharedStrings.xml'),
    styles: styles ? readStyles(await partTags(zip, styles)) : new Uint8Array(0),
  };
}

async function workbookPart(zip: Zip): Promise<ZipEntry> {
  const relations = await readRelations(zip, '_rels/.rels');
  const named = [...relations.values()].find(relation => relation.type.endsWith('/officeDocument'));
  const entry = (named && zip.entries.get(named.part)) ?? zip.entries.get('xl/workbook.xml');
  if (entry && !/^(word|ppt)\/|\.bin$/i.test(entry.name)) return entry;
  const kind = packageKind(zip, entry);
  if (kind === null) throw damaged(zip.name, 'xl/workbook.xml', 'it is missing');
  throw new AppError('file.wrongFormat', { name: zip.name, claimed: 'an Excel workbook (.xlsx)', actual: kind });
}

/** What a package without a workbook part is; null for the remains of a workbook. */
function packageKind(zip: Zip, entry: ZipEntry | undefined): string | null {
  const has = (start: string): boolean => [...zip.entries.keys()].some(key => key.startsWith(start));
  if (entry?.name.toLowerCase().endsWith('.bin') || zip.entries.has('xl/workbook.bin'))
    return 'a binary workbook (.xlsb)';
  if (has('word/')) return 'a Word document';
  if (has('ppt/')) return 'a PowerPoint presentation';
  if (zip.entries.has('mimetype') && zip.entries.has('content.xml')) return 'an OpenDocument file (.ods)';
  return has('xl/') ? null : 'a zip archive without a workbook in it';
}

function sheetEntry(zip: Zip, relations: Map<string, Relationship>, id: string | null, index: number): ZipEntry | null {
  const relation = id === null ? undefined : relations.get(id);
  if (relation && !relation.type.endsWith('/worksheet')) return null;
  return zip.entries.get(relation ? relation.part : `xl/worksheets/sheet${index + 1}.xml`) ?? null;
}

/** Source: ECMA-376 part 1, sections 18.8.10 (cellXfs) and 18.8.31 (numFmts). */
function readStyles(tags: Iterable<XmlTag>): Uint8Array {
  const custom = new Map<number, number>();
  const styles: number[] = [];
  let isInCellFormats = false;
  for (const tag of tags) {
    if (tag.name === 'cellXfs') isInCellFormats = tag.kind === 'open';
    if (tag.kind === 'close') continue;
    const id = Number(tag.attribute('numFmtId'));
    if (tag.name === 'numFmt') custom.set(id, customFormat(tag.attribute('formatCode') ?? ''));
    if (tag.name === 'xf' && isInCellFormats) styles.push(custom.get(id) ?? (id ? builtInFormat(id) : SHOWS_NUMBER));
  }
  return Uint8Array.from(styles);
}
