import { MAIN_NAMESPACE, XML_HEAD } from '#engine/formats/xlsxWriter/workbookParts';

/** Positions in `cellXfs` below. */
export const SAMPLE_STYLE = { plain: 0, header: 1, date: 2, amount: 3, bordered: 4 } as const;
export type SampleStyle = keyof typeof SAMPLE_STYLE;

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const xf = (numFmtId: number, fontId = 0, borderId = 0) =>
  `<xf numFmtId="${numFmtId}" fontId="${fontId}" fillId="0" borderId="${borderId}" xfId="0" applyNumberFormat="1"/>`;
const side = (name: string) => `<${name} style="thin"><color indexed="22"/></${name}>`;

const STYLES =
  `${XML_HEAD}<styleSheet xmlns="${MAIN_NAMESPACE}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>` +
  '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>' +
  '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>' +
  `<borders count="2"><border><left/><right/><top/><bottom/></border><border>${['left', 'right', 'top', 'bottom'].map(side).join('')}</border></borders>` +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>' +
  `<cellXfs count="5">${xf(0)}${xf(0, 1)}${xf(15)}${xf(4)}${xf(0, 0, 1)}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;

const override = (part: string, type: string) =>
  `<Override PartName="/xl/${part}.xml" ContentType="${TYPES}.${type}+xml"/>`;
const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${OFFICE}/${type}" Target="${target}.xml"/>`;

/** Every part but the two sheets, the shared strings and the calculation chain. */
export const SAMPLE_PARTS: Readonly<Record<string, string>> = {
  '[Content_Types].xml':
    `${XML_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
    `${override('workbook', 'sheet.main')}${override('worksheets/sheet1', 'worksheet')}${override('worksheets/sheet2', 'worksheet')}` +
    `${override('styles', 'styles')}${override('sharedStrings', 'sharedStrings')}${override('calcChain', 'calcChain')}</Types>`,
  '_rels/.rels': `${XML_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${relation(1, 'officeDocument', 'xl/workbook')}</Relationships>`,
  'xl/_rels/workbook.xml.rels':
    `${XML_HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">` +
    `${relation(1, 'worksheet', 'worksheets/sheet1')}${relation(2, 'worksheet', 'worksheets/sheet2')}${relation(3, 'styles', 'styles')}` +
    `${relation(4, 'sharedStrings', 'sharedStrings')}${relation(5, 'calcChain', 'calcChain')}</Relationships>`,
  'xl/workbook.xml':
    `${XML_HEAD}<workbook xmlns="${MAIN_NAMESPACE}" xmlns:r="${OFFICE}"><workbookPr defaultThemeVersion="124226"/><bookViews><workbookView activeTab="0"/></bookViews>` +
    '<sheets><sheet name="RiskSummary" sheetId="1" r:id="rId1"/><sheet name="Control Totals" sheetId="2" r:id="rId2"/></sheets><calcPr calcId="191029"/></workbook>',
  'xl/styles.xml': STYLES,
};
