import { xmlText } from './xmlText.ts';

export const XML_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
export const MAIN_NAMESPACE = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SPREADSHEET_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Positions in `cellXfs` below. */
export const STYLE = { plain: 0, header: 1, integer: 2, percent: 3, date: 4, dateTime: 5, text: 6 } as const;

export const STYLES_PART =
  `${XML_HEAD}<styleSheet xmlns="${MAIN_NAMESPACE}">` +
  '<numFmts count="3"><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/>' +
  '<numFmt numFmtId="166" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>' +
  '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>' +
  '<fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  '<fill><patternFill patternType="solid"><fgColor rgb="FFE3E8EF"/><bgColor indexed="64"/></patternFill></fill></fills>' +
  '<borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>' +
  '<border><left/><right/><top/><bottom style="thin"><color rgb="FF9AA5B4"/></bottom><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="7">' +
  '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>' +
  '<xf numFmtId="49" fontId="1" fillId="2" borderId="1" xfId="0" quotePrefix="1" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" ' +
  'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' +
  [1, 164, 165, 166, 49].map(formatXf).join('') +
  '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>';

/** Text keeps a quote prefix, so that editing "=1+1" in Excel does not turn it into a formula. */
function formatXf(numFmtId: number): string {
  const quote = numFmtId === 49 ? ' quotePrefix="1"' : '';
  return `<xf numFmtId="${numFmtId}" fontId="0" fillId="0" borderId="0" xfId="0"${quote} applyNumberFormat="1"/>`;
}

export interface WrittenSheet {
  readonly name: string;
  /** `$A$1:$N$20` where the sheet has filter buttons. */
  readonly filterRange: string | null;
}

export const ROOT_RELATIONS_PART =
  `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">` +
  `<Relationship Id="rId1" Type="${OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/>` +
  `<Relationship Id="rId2" Type="${PACKAGE}/relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`;

export function corePart(title: string): string {
  return (
    `${XML_HEAD}<cp:coreProperties xmlns:cp="${PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">` +
    `<dc:title>${xmlText(title)}</dc:title><dc:creator>Tessera</dc:creator></cp:coreProperties>`
  );
}

export function workbookPart(sheets: readonly WrittenSheet[]): string {
  const names = sheets.map(
    (sheet, i) => `<sheet name="${xmlText(sheet.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`,
  );
  const filters = sheets.flatMap(({ name, filterRange }, i) => {
    if (!filterRange) return [];
    const reference = xmlText(`'${name.replaceAll("'", "''")}'!${filterRange}`);
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${i}" hidden="1">${reference}</definedName>`;
  });
  return (
    `${XML_HEAD}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${OFFICE}/relationships">` +
    `<bookViews><workbookView activeTab="0"/></bookViews><sheets>${names.join('')}</sheets>` +
    (filters.length ? `<definedNames>${filters.join('')}</definedNames>` : '') +
    '</workbook>'
  );
}

export function workbookRelationsPart(nSheets: number): string {
  const relation = (id: number, type: string, target: string) =>
    `<Relationship Id="rId${id}" Type="${OFFICE}/relationships/${type}" Target="${target}"/>`;
  const sheets = Array.from({ length: nSheets }, (_, i) =>
    relation(i + 1, 'worksheet', `worksheets/sheet${i + 1}.xml`),
  );
  return (
    `${XML_HEAD}<Relationships xmlns="${PACKAGE}/relationships">${sheets.join('')}` +
    `${relation(nSheets + 1, 'styles', 'styles.xml')}${relation(nSheets + 2, 'sharedStrings', 'sharedStrings.xml')}</Relationships>`
  );
}

export function contentTypesPart(nSheets: number): string {
  const override = (part: string, type: string) => `<Override PartName="${part}" ContentType="${type}"/>`;
  const sheets = Array.from({ length: nSheets }, (_, i) =>
    override(`/xl/worksheets/sheet${i + 1}.xml`, `${SPREADSHEET_TYPE}.worksheet+xml`),
  );
  return (
    `${XML_HEAD}<Types xmlns="${PACKAGE}/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
    '<Default Extension="xml" ContentType="application/xml"/>' +
    override('/xl/workbook.xml', `${SPREADSHEET_TYPE}.sheet.main+xml`) +
    sheets.join('') +
    override('/xl/styles.xml', `${SPREADSHEET_TYPE}.styles+xml`) +
    override('/xl/sharedStrings.xml', `${SPREADSHEET_TYPE}.sharedStrings+xml`) +
    override('/docProps/core.xml', 'application/vnd.openxmlformats-package.core-properties+xml') +
    '</Types>'
  );
}
