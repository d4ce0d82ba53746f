import { zip, type ZipOptions, type ZipPart } from './zip.ts';

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

export interface TestSheet {
  readonly name: string;
  /** What stands in <sheetData>, or the whole part when it starts with "<?xml" or "<worksheet". */
  readonly rows: string;
  readonly state?: 'hidden' | 'veryHidden';
}
export interface TestWorkbook {
  readonly sheets: readonly TestSheet[];
  /** The <si> elements. */
  readonly sharedStrings?: string;
  /** The number formats of the cell styles: built-in ids, or codes. */
  readonly formats?: readonly (number | string)[];
  readonly is1904?: boolean;
  /** Replaces or, with null, leaves out parts by name. */
  readonly parts?: Readonly<Record<string, string | null>>;
  readonly extra?: readonly ZipPart[];
  readonly zip?: ZipOptions;
  readonly entry?: Partial<ZipPart>;
}

/** A small workbook as bytes. */
export function workbook(book: TestWorkbook): Buffer {
  const parts: Record<string, string | null> = {
    '_rels/.rels': relations([['officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': workbookPart(book),
    'xl/_rels/workbook.xml.rels': relations([
      ...book.sheets.map((_sheet, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['styles', 'styles.xml'],
      ['sharedStrings', 'sharedStrings.xml'],
    ]),
    'xl/styles.xml': stylesPart(book.formats ?? [0]),
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${book.sharedStrings ?? ''}</sst>`,
  };
  book.sheets.forEach((sheet, i) => (parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetPart(sheet.rows)));
  const wanted = Object.entries({ ...parts, ...book.parts }).flatMap(([name, data]): ZipPart[] =>
    data === null ? [] : [{ ...book.entry, name, data }],
  );
  return zip([...wanted, ...(book.extra ?? [])], book.zip);
}

/** A workbook of one sheet. */
export function oneSheet(rows: string, rest: Omit<TestWorkbook, 'sheets'> = {}): Buffer {
  return workbook({ sheets: [{ name: 'Data', rows }], ...rest });
}

export function sheetPart(rows: string): string {
  if (/^<(\?xml|worksheet|x:)/.test(rows)) return rows;
  return `${HEAD}<worksheet xmlns="${MAIN}"><sheetData>${rows}</sheetData></worksheet>`;
}

function workbookPart(book: TestWorkbook): string {
  const sheets = book.sheets.map(
    (sheet, i) =>
      `<sheet name="${sheet.name}" sheetId="${i + 1}"${sheet.state ? ` state="${sheet.state}"` : ''} r:id="rId${i + 1}"/>`,
  );
  const date = book.is1904 ? '<workbookPr date1904="1"/>' : '';
  return `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}">${date}<sheets>${sheets.join('')}</sheets></workbook>`;
}

function relations(list: readonly [type: string, target: string][]): string {
  const items = list.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `${HEAD}<Relationships xmlns="${PACKAGE_RELATIONS}">${items.join('')}</Relationships>`;
}

function stylesPart(formats: readonly (number | string)[]): string {
  const codes = formats.flatMap((format, i) =>
    typeof format === 'string' ? [`<numFmt numFmtId="${164 + i}" formatCode="${escapeXml(format)}"/>`] : [],
  );
  const styles = formats.map((format, i) => `<xf numFmtId="${typeof format === 'string' ? 164 + i : format}"/>`);
  return `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>${styles.join('')}</cellXfs></styleSheet>`;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
