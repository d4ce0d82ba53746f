import { describe, expect, test } from 'vitest';
import { cells, readBytes, readError } from './reading.ts';
import { oneSheet, sheetPart, workbook } from '../support/workbook.ts';
import { zip, type ZipPart } from '../support/zip.ts';

const ROW = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>';
const STRINGS = '<si><t>text</t></si>';
const EXPECTED = [[1, 'text']];

function utf16(text: string, isBig = false): Buffer {
  const bytes = Buffer.from(`\ufeff${text.replace('encoding="UTF-8"', 'encoding="UTF-16"')}`, 'utf16le');
  return isBig ? bytes.swap16() : bytes;
}

describe('zip files as other programs write them', () => {
  test.each<[string, Partial<ZipPart>]>([
    ['deflated', {}],
    ['stored', { isStored: true }],
    ['with data descriptors', { hasDescriptor: true }],
    ['with ZIP64 sizes', { isZip64: true }],
  ])('%s', async (_title, entry) => {
    const book = oneSheet(ROW, { sharedStrings: STRINGS, entry, zip: { isZip64: entry.isZip64 } });
    expect(cells(await readBytes(book))).toEqual(EXPECTED);
  });

  test('a comment at the end, even one that looks like an end', async () => {
    expect(
      cells(await readBytes(oneSheet(ROW, { sharedStrings: STRINGS, zip: { comment: 'PK\x05\x06 and more' } }))),
    ).toEqual(EXPECTED);
  });

  test('absolute, upper-case and backslashed part names', async () => {
    const sheet = sheetPart(ROW);
    for (const name of ['/xl/worksheets/sheet1.xml', 'XL/Worksheets/SHEET1.XML', 'xl\\worksheets\\sheet1.xml']) {
      const book = oneSheet(ROW, {
        sharedStrings: STRINGS,
        parts: { 'xl/worksheets/sheet1.xml': null },
        extra: [{ name, data: sheet }],
      });
      expect(cells(await readBytes(book))).toEqual(EXPECTED);
    }
  });

  test('absolute and climbing targets in relationships', async () => {
    const relation = (target: string): string =>
      `<Relationships><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="${target}"/></Relationships>`;
    for (const target of [
      '/xl/worksheets/sheet1.xml',
      './worksheets/../worksheets/sheet1.xml',
      '../xl/worksheets/sheet1.xml',
    ]) {
      const book = oneSheet(ROW, { sharedStrings: STRINGS, parts: { 'xl/_rels/workbook.xml.rels': relation(target) } });
      expect(cells(await readBytes(book))).toEqual(EXPECTED);
    }
    const outside = oneSheet(ROW, { parts: { 'xl/_rels/workbook.xml.rels': relation('../../../../etc/passwd') } });
    expect((await readError(outside)).code).toBe('xlsx.damaged');
  });

  test('styles, shared strings and relationships may be missing', async () => {
    const book = oneSheet('<row r="1"><c r="A1" s="4"><v>1</v></c></row>', {
      parts: {
        'xl/styles.xml': null,
        'xl/sharedStrings.xml': null,
        'xl/_rels/workbook.xml.rels': null,
        '_rels/.rels': null,
      },
    });
    expect(cells(await readBytes(book))).toEqual([[1]]);
  });

  test('parts in UTF-16, either way round, and in a code page', async () => {
    for (const isBig of [false, true]) {
      const book = oneSheet('', {
        parts: { 'xl/worksheets/sheet1.xml': null, 'xl/sharedStrings.xml': null },
        extra: [
          { name: 'xl/worksheets/sheet1.xml', data: utf16(sheetPart(ROW), isBig) },
          {
            name: 'xl/sharedStrings.xml',
            data: utf16('<?xml version="1.0" encoding="UTF-8"?><sst><si><t>Straße 日本</t></si></sst>', isBig),
          },
        ],
      });
      expect(cells(await readBytes(book))).toEqual([[1, 'Straße 日本']]);
    }
    const latin = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><sst><si><t>Straße</t></si></sst>', 'latin1');
    const book = oneSheet(ROW, {
      parts: { 'xl/sharedStrings.xml': null },
      extra: [{ name: 'xl/sharedStrings.xml', data: latin }],
    });
    expect(cells(await readBytes(book))).toEqual([[1, 'Straße']]);
  });

  test('an unknown encoding is damage', async () => {
    const book = oneSheet(ROW, { parts: { 'xl/sharedStrings.xml': '<?xml version="1.0" encoding="klingon"?><sst/>' } });
    expect(await readError(book)).toMatchObject({ code: 'xlsx.damaged', args: { part: 'xl/sharedStrings.xml' } });
  });

  test('a chart sheet is not a sheet to read', async () => {
    const book = workbook({
      sheets: [
        { name: 'Chart', rows: '' },
        { name: 'Data', rows: '<row r="1"><c r="A1"><v>7</v></c></row>' },
      ],
      parts: {
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" Type="http://x/chartsheet" Target="worksheets/sheet1.xml"/>' +
          '<Relationship Id="rId2" Type="http://x/worksheet" Target="worksheets/sheet2.xml"/></Relationships>',
      },
    });
    const raw = await readBytes(book);
    expect(raw.sheets.map(sheet => sheet.name)).toEqual(['Data']);
    expect(cells(raw)).toEqual([[7]]);
  });

  test('elements of every kind cut at every place of the input', async () => {
    // Pieces of about a quarter of a megabyte end somewhere inside these cells; each row says which it is.
    const rows = Array.from({ length: 9000 }, (_unused, i) => {
      const r = i + 1;
      return (
        `<row r="${r}" spans="1:5"><c r="A${r}" s="0"><v>${r}.25</v></c><c r="B${r}" t="inlineStr"><is><r><t>t &amp; </t></r><r><t>${r}</t></r></is></c>` +
        `<c r="C${r}" t="str"><f>CONCAT("a","${r}")</f><v>a${r}</v></c><!-- > --><c r="D${r}"/><c r="E${r}" t="b"><v>1</v></c></row>`
      );
    });
    const read = cells(await readBytes(oneSheet(rows.join('\n'))));
    expect(read).toEqual(rows.map((_row, i) => [i + 1.25, `t &${i + 1}`, `a${i + 1}`, null, true]));
  });
});

describe('zip files that are not to be trusted', () => {
  const part = (name: string, data = 'x'): ZipPart => ({ name, data });

  test.each<[string, Buffer, string]>([
    ['two parts of one name', zip([part('a.xml'), part('A.XML')]), 'twice'],
    ['parts that share bytes', zip([part('a.xml'), { name: 'b.xml', data: 'x', sharesBytesOf: 0 }]), 'overlaps'],
    ['more entries than there are', zip([part('a.xml')], { declaredEntries: 2 }), 'entry 2 of 2'],
    ['no end record', zip([part('a.xml')]).subarray(0, -22), 'end of the file is missing'],
  ])('%s', async (_title, bytes, reason) => {
    const error = await readError(bytes);
    expect(error.code).toBe('xlsx.damaged');
    expect(error.args.reason).toContain(reason);
  });

  test.each<[string, Partial<ZipPart>, string]>([
    ['a wrong checksum', { declaredCrc: 1 }, 'checksum'],
    ['a method that workbooks do not use', { method: 12 }, 'method 12'],
    ['a part longer than declared', { declaredBytes: 10 }, 'more than it declares'],
    ['a part shorter than declared', { declaredBytes: 100_000 }, 'less than it declares'],
    ['bytes that are not deflated', { packed: Buffer.alloc(500, 0xff) }, 'packed bytes are not valid'],
  ])('%s', async (_title, wrong, reason) => {
    const book = oneSheet(ROW, {
      sharedStrings: STRINGS,
      parts: { 'xl/worksheets/sheet1.xml': null },
      extra: [{ name: 'xl/worksheets/sheet1.xml', data: sheetPart(ROW), ...wrong }],
    });
    const error = await readError(book);
    expect(error).toMatchObject({ code: 'xlsx.damaged', args: { part: 'xl/worksheets/sheet1.xml' } });
    expect(error.args.reason).toContain(reason);
  });

  test('an encrypted entry', async () => {
    expect((await readError(zip([{ name: 'xl/workbook.xml', data: 'x', flags: 1 }]))).code).toBe('file.encrypted');
  });

  test('a package with its workbook part gone', async () => {
    expect((await readError(oneSheet(ROW, { parts: { 'xl/workbook.xml': null } }))).code).toBe('xlsx.damaged');
  });

  test.each([
    ['a Word document', 'book.xlsx', [part('word/document.xml')]],
    ['a PowerPoint presentation', 'book.xlsx', [part('ppt/presentation.xml')]],
    ['a zip archive without a workbook in it', 'book.csv', [part('customers.txt')]],
  ])('%s under another name', async (actual, name, parts) => {
    expect(await readError(zip(parts), name)).toMatchObject({ code: 'file.wrongFormat', args: { actual } });
  });

  test('a file that is what it says, only nothing that is read', async () => {
    expect((await readError(zip([part('customers.txt')]), 'book.zip')).code).toBe('file.unknownFormat');
  });

  test.each([
    [
      'the sheet ends in the middle',
      '<?xml version="1.0"?><worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>',
    ],
    ['there is no sheetData', '<?xml version="1.0"?><worksheet></worksheet>'],
    [
      'an attribute without a value',
      '<?xml version="1.0"?><worksheet><sheetData><row><c broken><v>1</v></c></row></sheetData></worksheet>',
    ],
    ['a document type', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>'],
  ])('%s', async (_title, sheet) => {
    expect(await readError(oneSheet(sheet))).toMatchObject({
      code: 'xlsx.damaged',
      args: { part: 'xl/worksheets/sheet1.xml' },
    });
  });
});
