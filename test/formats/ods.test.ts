import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { odsFile, odsNumber, odsRow, odsTable, odsText } from '../support/odsFile.ts';
import { cells, readBytes, readError, type Cell } from './reading.ts';

async function rowsOf(rows: string): Promise<Cell[][]> {
  return cells(await readBytes(odsFile({ tables: odsTable('Data', rows) }), 'book.ods'));
}

describe('cells', () => {
  test('every kind', async () => {
    const typed = (type: string, attribute: string, value: string): string =>
      `<table:table-cell office:value-type="${type}" office:${attribute}="${value}"><text:p>shown</text:p></table:table-cell>`;
    expect(
      await rowsOf(
        odsRow(
          typed('float', 'value', '0.1'),
          typed('percentage', 'value', '0.25'),
          typed('currency', 'value', '-5'),
          typed('boolean', 'boolean-value', 'true'),
          typed('date', 'date-value', '2024-02-29'),
          typed('date', 'date-value', '2024-02-29T18:00:00'),
          typed('time', 'time-value', 'PT36H00M00S'),
          '<table:table-cell office:value-type="string" calcext:value-type="error"><text:p>#N/A</text:p></table:table-cell>',
        ),
      ),
    ).toEqual([[0.1, 0.25, -5, true, { days: 19_782 }, { days: 19_782.75 }, 1.5, { error: '#N/A' }]]);
  });

  test('texts of several paragraphs, with blanks, tabs and entities; remarks and drawings are none', async () => {
    const cell = `<table:table-cell office:value-type="string"><office:annotation><text:p>remark</text:p></office:annotation><text:p>a<text:s text:c="3"/>b<text:tab/>&lt;&amp;&#233;<text:span>c</text:span></text:p><text:p>second</text:p><draw:frame><draw:text-box><text:p>drawn</text:p></draw:text-box></draw:frame></table:table-cell>`;
    expect(await rowsOf(odsRow(cell))).toEqual([['a   b\t<&éc\nsecond']]);
  });

  test('repeated cells and rows, and covered ones', async () => {
    const rows = `<table:table-row table:number-rows-repeated="2"><table:table-cell table:number-columns-repeated="2"/><table:table-cell table:number-columns-repeated="2" office:value-type="float" office:value="1"/></table:table-row><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>${odsRow(odsText('x'), '<table:covered-table-cell/>', odsNumber(2))}<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>`;
    const empty = [null, null, null, null];
    expect(await rowsOf(rows)).toEqual([
      [null, null, 1, 1],
      [null, null, 1, 1],
      empty,
      empty,
      empty,
      ['x', null, 2, null],
    ]);
  });

  test('names that mean something to JavaScript', async () => {
    expect(await rowsOf(odsRow(odsText('__proto__'), odsText('constructor')))).toEqual([['__proto__', 'constructor']]);
  });
});

describe('sheets', () => {
  const row = odsRow(odsNumber(1), odsNumber(2));
  const book = odsFile({
    styles:
      '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="true"/></style:style><style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style>',
    tables:
      odsTable('Cover', odsRow(odsText('Report')), 'table:style-name="ta1"') +
      odsTable('Data', row.repeat(4)) +
      odsTable('Hidden', row.repeat(9), 'table:style-name="ta2"'),
  });

  test('the one that looks most like a table', async () => {
    const raw = await readBytes(book, 'book.ods');
    expect(raw).toMatchObject({ format: 'ods', sheet: 'Data', dateSystem: null });
    expect(raw.sheets).toEqual([
      { name: 'Cover', rows: 1, columns: 1, hidden: false },
      { name: 'Data', rows: 4, columns: 2, hidden: false },
      { name: 'Hidden', rows: 9, columns: 2, hidden: true },
    ]);
    expect(cells(raw)).toHaveLength(4);
  });

  test('the one asked for', async () => {
    expect((await readBytes(book, 'book.ods', 'Hidden')).table.nRows).toBe(9);
    expect((await readBytes(book, 'book.ods', ' hidden')).table.nRows).toBe(9);
    expect((await readError(book, 'book.ods', 'x')).code).toBe('xlsx.noSheet');
  });

  test('one that lies behind many cells is found in a second reading', async () => {
    const many = `<table:table-row table:number-rows-repeated="300000">${odsNumber(1).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="15"')}</table:table-row>`;
    const tables = odsTable('Wide', many) + odsTable('Long', row.repeat(5)) + odsTable('Wanted', row.repeat(7));
    const raw = await readBytes(odsFile({ tables }), 'book.ods', 'Wanted');
    expect(raw.table.nRows).toBe(7);
    const found = await readBytes(odsFile({ tables }), 'book.ods');
    expect([found.sheet, found.table.nRows]).toEqual(['Wide', 300_000]);
  });
});

describe('damage and excess', () => {
  test('a file that was cut off', async () => {
    const good = odsFile({ tables: odsTable('Data', odsRow(odsNumber(1)).repeat(500)) });
    for (const share of [0.3, 0.7, 0.95])
      expect((await readError(good.subarray(0, good.length * share), 'book.ods')).code).toBe('xlsx.damaged');
  });

  test.each<[string, Buffer, string]>([
    [
      'content that ends early',
      odsFile({
        tables: `<?xml version="1.0"?><office:document-content><office:body><office:spreadsheet>${odsTable('D', odsRow(odsNumber(1))).slice(0, -20)}`,
      }),
      'xlsx.damaged',
    ],
    ['no sheet', odsFile({ tables: '' }), 'xlsx.damaged'],
    [
      'wrongly encoded',
      odsFile({
        tables: '',
        content: { data: Buffer.from('<?xml version="1.0"?><office:document-content>\xe9\xff', 'latin1') },
      }),
      'xlsx.damaged',
    ],
    ['a password', odsFile({ tables: '', manifest: '<manifest:encryption-data/>' }), 'file.encrypted'],
    ['a text document', odsFile({ tables: '', type: 'application/vnd.oasis.opendocument.text' }), 'file.wrongFormat'],
    [
      'entities of its own',
      odsFile({ tables: '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><office:document-content/>' }),
      'xlsx.damaged',
    ],
    [
      'a row repeated over everything',
      odsFile({
        tables: odsTable(
          'D',
          `<table:table-row table:number-rows-repeated="1048576">${odsNumber(1).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="16384"')}</table:table-row>`,
        ),
      }),
      'xlsx.limit',
    ],
    [
      'a cell repeated a billion times',
      odsFile({
        tables: odsTable(
          'D',
          odsRow(
            odsNumber(1).replace('<table:table-cell', '<table:table-cell table:number-columns-repeated="1000000000"'),
          ),
        ),
      }),
      'xlsx.limit',
    ],
    ['elements ten thousand deep', odsFile({ tables: odsTable('D', '<x>'.repeat(10_000)) }), 'xlsx.damaged'],
    [
      'a text of 8 MB',
      odsFile({ tables: odsTable('D', odsRow(odsText('é x'.repeat(2 ** 21)))), content: { isStored: true } }),
      'xlsx.limit',
    ],
    [
      'an attribute of 8 MB',
      odsFile({ tables: odsTable('D', `<y z="${'x'.repeat(2 ** 23)}"/>`), content: { isStored: true } }),
      'xlsx.limit',
    ],
  ])('%s', async (_title, bytes, code) => {
    expect((await readError(bytes, 'book.ods')).code).toBe(code);
  });

  test('content of a gigabyte in a megabyte', async () => {
    const packed = deflateRawSync(Buffer.alloc(64 * 2 ** 20, ' '));
    const bomb = odsFile({ tables: '', content: { packed, declaredBytes: 2 ** 30, declaredCrc: 0 } });
    expect((await readError(bomb, 'book.ods')).code).toBe('xlsx.limit');
  });
});
