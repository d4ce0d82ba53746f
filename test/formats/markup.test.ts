import { describe, expect, test } from 'vitest';
import { cells, readBytes, readError, type Cell } from './reading.ts';

async function rowsOf(text: string | Uint8Array, name = 'export.xls', sheet: string | null = null): Promise<Cell[][]> {
  return cells(await readBytes(text, name, sheet));
}
function page(...rows: string[]): string {
  return `<html><body><table>${rows.map(row => `<tr>${row}</tr>`).join('')}</table></body></html>`;
}

describe('tables of a web page', () => {
  test('texts, numbers, entities, line breaks, and what is not shown', async () => {
    const text = page(
      '<th>Name</th><th>Sum&nbsp;&euro;</th><th></th>',
      '<td> <b>A</b>\n &amp; Co<br>second</td><td>12.5</td><td>&nbsp;</td>',
      '<td>00123<script>var x = "<td>";</script></td><td>1,234.5</td><td>12345678901234567890</td>',
    );
    expect(await rowsOf(text)).toEqual([
      ['Name', 'Sum\u00a0€', null],
      ['A & Co\nsecond', 12.5, null],
      ['00123', '1,234.5', '12345678901234567890'],
    ]);
  });

  test('what a number would not give back, or whose point may part thousands, stays a text', async () => {
    const rows = await rowsOf(page('<td>12.50</td><td>12.345</td><td>1.10</td><td>-0</td><td>1234.5</td>'));
    expect(rows).toEqual([['12.50', '12.345', '1.10', '-0', 1234.5]]);
  });

  test('cells over several rows and columns stand where they are drawn', async () => {
    const text = page(
      '<td colspan=2>a</td><td rowspan="2">b</td><td>c</td>',
      '<td>d</td><td>e</td><td>f</td>',
      '<td rowspan=0>g</td><td colspan=x>h</td>',
    );
    expect(await rowsOf(text)).toEqual([
      ['a', null, 'b', 'c'],
      ['d', 'e', null, 'f'],
      ['g', 'h', null, null],
    ]);
  });

  test('elements that were left open, and tables inside tables', async () => {
    expect(await rowsOf('<table><tr><td>1<td>2<tr><td>3<td>4</table>')).toEqual([
      [1, 2],
      [3, 4],
    ]);
    const nested = `<table><tr><td>menu</td><td>${page('<td>a</td><td>b</td>', '<td>1</td><td>2</td>')}</td></tr></table>`;
    const raw = await readBytes(nested, 'x.html');
    expect(raw.sheets.map(sheet => [sheet.name, sheet.rows, sheet.columns])).toEqual([
      ['Table 1', 1, 1],
      ['Table 2', 2, 2],
    ]);
    expect(raw.sheet).toBe('Table 2');
    expect(await rowsOf(nested, 'x.html', 'Table 1')).toEqual([['menu']]);
  });

  test('the exact numbers and the texts of digits that Excel marks', async () => {
    const text = page(
      `<td x:num="0.123456789">0.12</td><td style='mso-number-format:"\\@"'>42</td><td x:num="45292">1 January</td>`,
    );
    expect(await rowsOf(text)).toEqual([[0.123456789, '42', '1 January']]);
  });

  test('encodings: declared, found, and asked for by a mark', async () => {
    const western = `<meta charset="windows-1252">${page('<td>Müller</td><td>1</td>')}`;
    expect(await rowsOf(Buffer.from(western, 'latin1'))).toEqual([['Müller', 1]]);
    expect(await rowsOf(Buffer.from(`\ufeff${page('<td>Łódź</td>')}`, 'utf16le'))).toEqual([['Łódź']]);
    expect(await rowsOf(page('<td>Łódź</td>'))).toEqual([['Łódź']]);
    const undeclared = Buffer.from(page('<td>François Müller, São Paulo, Málaga</td>'), 'latin1');
    expect(await rowsOf(undeclared)).toEqual([['François Müller, São Paulo, Málaga']]);
  });

  test('a page that ends early says so; its name and what it is are said', async () => {
    const raw = await readBytes('<table><tr><td>a</td><td>b</td></tr><tr><td>1', 'list.xls');
    expect(raw.notes.map(known => known.code)).toEqual(['read.otherFormat', 'read.truncatedFile']);
    expect(cells(raw)).toEqual([
      ['a', 'b'],
      [1, null],
    ]);
  });

  test.each<[string, string, string]>([
    ['no table', '<html><body>Session expired</body></html>', 'file.noTable'],
    ['columns without end', page('<td colspan=1000>x</td>'.repeat(20)), 'xlsx.limit'],
    ['elements a hundred thousand deep', `<table>${'<div>'.repeat(100_000)}`, 'file.damaged'],
    ['a cell of 8 MB', page(`<td>${'x '.repeat(4 * 2 ** 20)}</td>`), 'xlsx.limit'],
    ['a comment of 8 MB', `<html><!-- ${'x'.repeat(8 * 2 ** 20)} --><table></table>`, 'xlsx.limit'],
  ])('%s', async (_title, text, code) => {
    expect((await readError(text, 'page.html')).code).toBe(code);
  });

  test('names that mean something to JavaScript', async () => {
    expect(await rowsOf(page('<td __proto__="x">__proto__</td><td>constructor</td>'))).toEqual([
      ['__proto__', 'constructor'],
    ]);
  });
});

describe('XML spreadsheets of Excel 2003', () => {
  const NAMESPACE = 'urn:schemas-microsoft-com:office:spreadsheet';
  const book = (sheets: string, head = '<?xml version="1.0"?>'): string =>
    `${head}<?mso-application progid="Excel.Sheet"?><Workbook xmlns="${NAMESPACE}" xmlns:ss="${NAMESPACE}">${sheets}</Workbook>`;
  const sheet = (name: string, rows: string, rest = ''): string =>
    `<Worksheet ss:Name="${name}"><Table>${rows}</Table>${rest}</Worksheet>`;
  const data = (type: string, text: string): string => `<Cell><Data ss:Type="${type}">${text}</Data></Cell>`;

  test('every type', async () => {
    const rows = `<Row>${data('String', 'Name &lt;x&gt;')}${data('Number', '1.5E-3')}${data('Boolean', '1')}${data('Error', '#N/A')}${data('DateTime', '2024-02-29T12:00:00.000')}${data('DateTime', '1899-12-31T06:00:00.000')}</Row>`;
    expect(await rowsOf(book(sheet('Data', rows)))).toEqual([
      ['Name <x>', 0.0015, true, { error: '#N/A' }, { days: 19_782.5 }, 0.25],
    ]);
  });

  test('places that are named, merged and spanned; remarks are no values', async () => {
    const rows = `<Row ss:Index="2" ss:Span="1"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="String">a</Data><Comment><ss:Data>remark</ss:Data></Comment></Cell>${data('Number', '2')}</Row><Row>${data('Number', '3')}</Row>`;
    const empty = [null, null, null, null];
    expect(await rowsOf(book(sheet('Data', rows)))).toEqual([
      empty,
      [null, 'a', null, 2],
      empty,
      [3, null, null, null],
    ]);
  });

  test('the sheet that looks most like a table, and hidden ones', async () => {
    const row = `<Row>${data('Number', '1')}${data('Number', '2')}</Row>`;
    const hidden = '<WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions>';
    const text = book(
      sheet('Cover', `<Row>${data('String', 'x')}</Row>`) +
        sheet('Data', row.repeat(3)) +
        sheet('Old', row.repeat(9), hidden),
    );
    const raw = await readBytes(text, 'export.xls');
    expect(raw).toMatchObject({ format: 'spreadsheetml', sheet: 'Data', encoding: 'UTF-8' });
    expect(raw.sheets.map(known => [known.name, known.rows, known.hidden])).toEqual([
      ['Cover', 1, false],
      ['Data', 3, false],
      ['Old', 9, true],
    ]);
    expect((await readBytes(text, 'export.xls', 'Old')).table.nRows).toBe(9);
  });

  test('another encoding', async () => {
    const text = book(
      sheet('Data', `<Row>${data('String', 'Müller')}</Row>`),
      '<?xml version="1.0" encoding="ISO-8859-1"?>',
    );
    expect(await rowsOf(Buffer.from(text, 'latin1'))).toEqual([['Müller']]);
  });

  test.each<[string, string, string]>([
    ['cut off', book(sheet('Data', `<Row>${data('Number', '1')}</Row>`)).slice(0, -30), 'file.damaged'],
    ['no sheet', book(''), 'file.damaged'],
    [
      'entities of its own',
      book(sheet('D', '')).replace('<Workbook', '<!DOCTYPE x [<!ENTITY a "ha">]><Workbook'),
      'file.damaged',
    ],
    ['a row beyond a sheet', book(sheet('D', `<Row ss:Index="1048577">${data('Number', '1')}</Row>`)), 'xlsx.limit'],
    [
      'the last cell alone',
      book(sheet('D', '<Row ss:Index="1048576"><Cell ss:Index="16384"><Data ss:Type="Number">1</Data></Cell></Row>')),
      'xlsx.limit',
    ],
  ])('%s', async (_title, text, code) => {
    expect((await readError(text, 'export.xls')).code).toBe(code);
  });
});
