import { zip, type ZipPart } from './zip.ts';

const TYPE = 'application/vnd.oasis.opendocument.spreadsheet';

export interface OdsGiven {
  /** What stands in office:spreadsheet, or the whole part when it starts with "<?xml". */
  readonly tables: string;
  /** Styles in front of the sheets. */
  readonly styles?: string;
  readonly manifest?: string;
  readonly type?: string;
  readonly content?: Partial<ZipPart>;
}

/** A small OpenDocument spreadsheet. */
export function odsFile(given: OdsGiven): Buffer {
  const content = given.tables.startsWith('<?xml')
    ? given.tables
    : `<?xml version="1.0" encoding="UTF-8"?><office:document-content><office:automatic-styles>${given.styles ?? ''}</office:automatic-styles><office:body><office:spreadsheet>${given.tables}</office:spreadsheet></office:body></office:document-content>`;
  return zip([
    { name: 'mimetype', data: given.type ?? TYPE, isStored: true },
    { name: 'content.xml', data: content, ...given.content },
    { name: 'META-INF/manifest.xml', data: given.manifest ?? '<manifest:manifest/>' },
  ]);
}

export function odsTable(name: string, rows: string, attributes = ''): string {
  return `<table:table table:name="${name}" ${attributes}>${rows}</table:table>`;
}
export function odsRow(...cells: string[]): string {
  return `<table:table-row>${cells.join('')}</table:table-row>`;
}
export function odsText(text: string): string {
  return `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`;
}
export function odsNumber(value: number): string {
  return `<table:table-cell office:value-type="float" office:value="${value}"><text:p>${value}</text:p></table:table-cell>`;
}
