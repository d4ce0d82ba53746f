import { zip, type ZipPart } from './zip.ts';
import { f64, u16, u32 } from './xlsFile.ts';

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE_RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** One record of a binary workbook part. Source: [MS-XLSB] section 2.1.4. */
export function record(type: number, data: Buffer = Buffer.alloc(0)): Buffer {
  const head = type < 0x80 ? [type] : [(type & 0x7f) | 0x80, type >> 7];
  const size: number[] = [];
  let left = data.length;
  do {
    size.push((left & 0x7f) | (left > 0x7f ? 0x80 : 0));
    left >>= 7;
  } while (left > 0);
  return Buffer.concat([Buffer.from([...head, ...size]), data]);
}
export function wide(text: string): Buffer {
  return Buffer.concat([u32(text.length), Buffer.from(text, 'utf16le')]);
}
function cell(type: number, column: number, style: number, value: Buffer): Buffer {
  return record(type, Buffer.concat([u32(column, style), value]));
}
export const xlsbCells = {
  row: (row: number): Buffer => record(0, Buffer.concat([u32(row), Buffer.alloc(13)])),
  real: (column: number, value: number, style = 0): Buffer => cell(5, column, style, f64(value)),
  rk: (column: number, rk: number): Buffer => cell(2, column, 0, u32(rk)),
  shared: (column: number, index: number): Buffer => cell(7, column, 0, u32(index)),
  text: (column: number, text: string): Buffer => cell(6, column, 0, wide(text)),
  boolean: (column: number, value: number): Buffer => cell(4, column, 0, Buffer.from([value])),
  error: (column: number, code: number): Buffer => cell(3, column, 0, Buffer.from([code])),
  blank: (column: number): Buffer => cell(1, column, 0, Buffer.alloc(0)),
  formulaText: (column: number, text: string): Buffer =>
    cell(8, column, 0, Buffer.concat([wide(text), Buffer.alloc(10)])),
};

export interface XlsbGiven {
  readonly sheets: readonly { name: string; rows: readonly Buffer[]; state?: number; isCut?: boolean }[];
  readonly shared?: readonly string[];
  /** Built-in number formats of the styles. */
  readonly formats?: readonly number[];
  readonly is1904?: boolean;
  readonly parts?: readonly ZipPart[];
}

/** A small binary workbook. */
export function xlsbFile(given: XlsbGiven): Buffer {
  const sheets = given.sheets.map((sheet, i) =>
    record(156, Buffer.concat([u32(sheet.state ?? 0, i + 1), wide(`rId${i + 1}`), wide(sheet.name)])),
  );
  const book = Buffer.concat([record(131), record(153, u32(given.is1904 ? 1 : 0, 0)), ...sheets, record(132)]);
  const strings = Buffer.concat(
    (given.shared ?? []).map(text => record(19, Buffer.concat([Buffer.from([0]), wide(text)]))),
  );
  const styles = Buffer.concat([
    record(617),
    ...(given.formats ?? [0]).map(format => record(47, Buffer.concat([u16(0, format), Buffer.alloc(12)]))),
    record(618),
  ]);
  const replaced = new Map((given.parts ?? []).map(part => [part.name, part]));
  const parts: ZipPart[] = [
    { name: '_rels/.rels', data: relations([['officeDocument', 'xl/workbook.bin']]) },
    { name: 'xl/workbook.bin', data: book },
    {
      name: 'xl/_rels/workbook.bin.rels',
      data: relations([
        ...given.sheets.map((_sheet, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.bin`]),
        ['sharedStrings', 'sharedStrings.bin'],
        ['styles', 'styles.bin'],
      ]),
    },
    { name: 'xl/sharedStrings.bin', data: strings },
    { name: 'xl/styles.bin', data: styles },
    ...given.sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.bin`,
      data: Buffer.concat([
        record(129),
        record(145),
        ...sheet.rows,
        ...(sheet.isCut ? [] : [record(146), record(130)]),
      ]),
    })),
  ];
  return zip(parts.map(part => replaced.get(part.name) ?? part));
}

function relations(list: readonly [type: string, target: string][]): string {
  const items = list.map(
    ([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/${type}" Target="${target}"/>`,
  );
  return `<Relationships xmlns="${PACKAGE_RELATIONS}">${items.join('')}</Relationships>`;
}
