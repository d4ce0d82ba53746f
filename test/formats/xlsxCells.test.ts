import { describe, expect, test } from 'vitest';
import { cells, readBytes, readError } from './reading.ts';
import { escapeXml, oneSheet, sheetPart, workbook } from '../support/workbook.ts';

async function rowsOf(rows: string, rest: Parameters<typeof oneSheet>[1] = {}): Promise<ReturnType<typeof cells>> {
  return cells(await readBytes(oneSheet(rows, rest)));
}
/** Cells of one row, in the styles given. */
async function rowOf(
  inner: string,
  rest: Parameters<typeof oneSheet>[1] = {},
): Promise<ReturnType<typeof cells>[number]> {
  return (await rowsOf(`<row r="1">${inner}</row>`, rest))[0];
}
/** Days since 1970-01-01 of a calendar day. */
function day(iso: string): number {
  return Date.parse(`${iso}T00:00:00Z`) / 86_400_000;
}

describe('dates', () => {
  test.each([
    ['1', '1900-01-01'],
    ['59', '1900-02-28'],
    // 29 February 1900 never was; openpyxl reads it as the 28th too.
    ['60', '1900-02-28'],
    ['61', '1900-03-01'],
    ['25569', '1970-01-01'],
    ['45292', '2024-01-01'],
    ['2958465', '9999-12-31'],
  ])('serial %s of the 1900 system is %s', async (serial, iso) => {
    expect(await rowOf(`<c r="A1" s="1"><v>${serial}</v></c>`, { formats: [0, 14] })).toEqual([{ days: day(iso) }]);
  });

  test.each([
    ['0', '1904-01-01'],
    ['24107', '1970-01-01'],
    ['43830', '2024-01-01'],
  ])('serial %s of the 1904 system is %s', async (serial, iso) => {
    const row = await rowOf(`<c r="A1" s="1"><v>${serial}</v></c>`, { formats: [0, 14], is1904: true });
    expect(row).toEqual([{ days: day(iso) }]);
  });

  test('a time of day is a fraction of the day', async () => {
    expect(await rowOf('<c r="A1" s="1"><v>45292.75</v></c>', { formats: [0, 22] })).toEqual([
      { days: day('2024-01-01') + 0.75 },
    ]);
  });

  test('what Excel shows as #### or as a bare time stays a number', async () => {
    const inner = '<c r="A1" s="1"><v>-3</v></c><c r="B1" s="1"><v>2958466</v></c><c r="C1" s="2"><v>0.5</v></c>';
    expect(await rowOf(inner, { formats: [0, 14, 'h:mm'] })).toEqual([-3, 2_958_466, 0.5]);
  });

  test.each([
    ['d mmm', true],
    ['yyyy\\-mm\\-dd', true],
    ['[$-409]d\\-mmm\\-yy;@', true],
    ['[$-F800]dddd, mmmm dd, yyyy', true],
    ['[Red]dd/mm/yyyy', true],
    ['mm:ss.0', true],
    ['hh:mm AM/PM', true],
    ['0" d"', false],
    ['General', false],
    ['General;-General', false],
    ['Standard', false],
    ['#,##0.00\\ "days"', false],
    ['#,##0;[Red]-#,##0', false],
    ['0.00E+00', false],
    ['_-* #,##0.00\\ [$USD]_-', false],
    // Elapsed time is a duration in days, not a point in time.
    ['[h]:mm', false],
    ['[mm]:ss', false],
  ])('the format %s is a date: %s', async (format, isDate) => {
    const [cell] = await rowOf('<c r="A1" s="1"><v>45292</v></c>', { formats: [0, format] });
    expect(cell).toEqual(isDate ? { days: day('2024-01-01') } : 45_292);
  });

  test.each([14, 15, 16, 17, 22, 27, 30, 36, 50, 58])('built-in format %d is a date', async id => {
    expect(await rowOf('<c r="A1" s="1"><v>45292</v></c>', { formats: [0, id] })).toEqual([
      { days: day('2024-01-01') },
    ]);
  });
  test.each([1, 2, 9, 10, 11, 37, 44, 46, 48, 49])('built-in format %d is none', async id => {
    expect(await rowOf('<c r="A1" s="1"><v>45292</v></c>', { formats: [0, id] })).toEqual([45_292]);
  });

  test('the first xf list (cellStyleXfs) does not count, a style beyond the list is none', async () => {
    expect(await rowOf('<c r="A1" s="0"><v>1</v></c><c r="B1" s="9"><v>2</v></c>')).toEqual([1, 2]);
  });
});

describe('numbers', () => {
  test.each([
    '0',
    '-0',
    '7',
    '00123',
    '1E+308',
    '1.5e-7',
    '123456789012345',
    '9007199254740993',
    '0.1',
    '0.30000000000000004',
  ])('%s is what Number() makes of it', async text => {
    const [cell] = await rowOf(`<c r="A1"><v>${text}</v></c>`);
    expect(Object.is(cell, Number(text))).toBe(true);
  });

  test('an overflow and a text that claims to be a number stay text', async () => {
    expect(await rowOf('<c r="A1"><v>1E+999</v></c><c r="B1" t="n"><v>abc</v></c><c r="C1"><v>0x10</v></c>')).toEqual([
      '1E+999',
      'abc',
      '0x10',
    ]);
  });

  test('white space and a CDATA section around a number', async () => {
    expect(await rowOf('<c r="A1"><v> 12 </v></c><c r="B1"><v><![CDATA[3.5]]></v></c>')).toEqual([12, 3.5]);
  });
});

describe('types', () => {
  test('every t= there is', async () => {
    const inner =
      '<c r="A1" t="s"><v>1</v></c><c r="B1" t="str"><f>A1</f><v>made</v></c><c r="C1" t="inlineStr"><is><t>here</t></is></c>' +
      '<c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="e"><v>#N/A</v></c>' +
      '<c r="G1" t="d"><v>2024-01-01T12:00:00</v></c><c r="H1" t="n"><v>4</v></c>';
    const raw = await readBytes(
      oneSheet(`<row r="1">${inner}</row>`, { sharedStrings: '<si><t>a</t></si><si><t>b</t></si>' }),
    );
    expect(cells(raw)).toEqual([
      ['b', 'made', 'here', true, false, { error: '#N/A' }, { days: day('2024-01-01') + 0.5 }, 4],
    ]);
    expect(raw.notes).toEqual([{ code: 'read.errorValues', args: { n: 1 } }]);
  });

  test('formulas: cached values count, missing ones are counted', async () => {
    const inner =
      '<c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" ref="B1:B9" si="0">A1*2</f><v>4</v></c>' +
      '<c r="C1"><f t="shared" si="0"/><v>5</v></c><c r="D1"><f>A1</f></c><c r="E1"><f>A1</f><v></v></c>' +
      '<c r="F1" t="str"><f>""</f><v></v></c><c r="G1"><v>1</v></c>';
    const raw = await readBytes(oneSheet(`<row r="1">${inner}</row>`));
    expect(cells(raw)).toEqual([[2, 4, 5, null, null, null, 1]]);
    expect(raw.notes).toEqual([{ code: 'read.formulasWithoutValue', args: { n: 2 } }]);
  });

  test('an ISO date that is none stays text', async () => {
    expect(await rowOf('<c r="A1" t="d"><v>2024-02-30</v></c><c r="B1" t="d"><v>10:10:10</v></c>')).toEqual([
      '2024-02-30',
      '10:10:10',
    ]);
  });
});

describe('texts', () => {
  async function shared(si: string): Promise<unknown> {
    return (await rowOf('<c r="A1" t="s"><v>0</v></c><c r="B1"><v>1</v></c>', { sharedStrings: si }))[0];
  }
  test.each([
    ['<si><r><t>Hous</t></r><r><rPr><b/></rPr><t>e-wife</t></r></si>', 'House-wife'],
    ['<si><t>課きく</t><rPh sb="0" eb="1"><t>カ</t></rPh><phoneticPr fontId="1"/></si>', '課きく'],
    ['<si><t> cut </t></si>', 'cut'],
    ['<si><t xml:space="preserve"> kept </t></si>', ' kept '],
    ['<si><r><t xml:space="preserve">a </t></r><r><t>b</t></r></si>', 'a b'],
    ['<si><t>a &amp; b &lt;c&gt; &quot;d&quot; &apos;e&apos; &#65; &#x42;</t></si>', `a & b <c> "d" 'e' A B`],
    ['<si><t><![CDATA[<raw> & ]]>more &amp; more</t></si>', '<raw> & more & more'],
    ['<si><t>one_x000D_two</t></si>', 'one\rtwo'],
    ['<si><t>_x005F_x0041_</t></si>', '_x0041_'],
    ['<si><t>_xD83D__xDE00_</t></si>', '😀'],
    ['<si><t>line\r\nline</t></si>', 'line\nline'],
    ['<si><t>&j; &undefined;</t></si>', '&j; &undefined;'],
    ['<si><!-- a comment --><t>x</t></si>', 'x'],
    ['<x:si xmlns:x="a"><x:t>prefixed</x:t></x:si>', 'prefixed'],
    ['<si><t>Straße 日本 😀</t></si>', 'Straße 日本 😀'],
  ])('%s', async (si, text) => {
    expect(await shared(si)).toBe(text);
  });

  test('an empty text is no value', async () => {
    expect(await shared('<si><t></t></si>')).toBeNull();
    expect(await shared('<si/>')).toBeNull();
    expect(await shared('<si><t/></si>')).toBeNull();
  });

  test('the same text from several places is one string', async () => {
    const inner =
      '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c>';
    const raw = await readBytes(
      oneSheet(`<row r="1">${inner}</row>`, { sharedStrings: '<si><t>x</t></si><si><t>x</t></si>' }),
    );
    expect(raw.table.strings).toEqual(['x']);
  });

  test('header cells called __proto__ and constructor are just texts', async () => {
    const inner = ['__proto__', 'constructor', 'toString'].map(
      (text, i) => `<c r="${'ABC'[i]}1" t="inlineStr"><is><t>${text}</t></is></c>`,
    );
    expect(await rowOf(inner.join(''))).toEqual(['__proto__', 'constructor', 'toString']);
  });

  test('an inline string with rich runs, and one beside a stale value', async () => {
    expect(
      await rowOf(
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c>' +
          '<c r="B1" t="inlineStr"><is><t>text</t></is><v>9</v></c>',
      ),
    ).toEqual(['ab', 'text']);
  });

  test.each([-1, 3, 4_294_967_295, '__proto__'])('text number %s of 1 is damage', async index => {
    const book = oneSheet(`<row r="1"><c r="A1" t="s"><v>${index}</v></c></row>`, {
      sharedStrings: '<si><t>a</t></si>',
    });
    expect((await readError(book)).code).toBe('xlsx.damaged');
  });
});

describe('places', () => {
  test('cells and rows without r= follow one another', async () => {
    expect(
      await rowsOf('<row><c><v>1</v></c><c><v>2</v></c></row><row><c r="B2"><v>3</v></c><c><v>4</v></c></row>'),
    ).toEqual([
      [1, 2, null],
      [null, 3, 4],
    ]);
  });

  test('rows and cells out of order land where they say', async () => {
    expect(
      await rowsOf(
        '<row r="3"><c r="B3"><v>5</v></c><c r="A3"><v>4</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
      ),
    ).toEqual([
      [1, null],
      [null, null],
      [4, 5],
    ]);
  });

  test('blank leading rows and columns stay', async () => {
    expect(await rowsOf('<row r="2"><c r="C2"><v>1</v></c></row>')).toEqual([
      [null, null, null],
      [null, null, 1],
    ]);
  });

  test('formatted rows below the last value are dropped and counted', async () => {
    const empty = Array.from({ length: 5000 }, (_unused, i) => `<row r="${i + 3}"><c r="A${i + 3}" s="0"/></row>`);
    const raw = await readBytes(oneSheet(`<row r="1"><c r="A1"><v>1</v></c></row><row r="2"/>${empty.join('')}`));
    expect(cells(raw)).toEqual([[1]]);
    expect(raw.emptyRowsDropped).toBe(5001);
  });

  test('hidden rows are read, merged cells hold their first value', async () => {
    const rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c><c r="B1"/></row>';
    const part = sheetPart(rows).replace(
      '</sheetData>',
      '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    );
    expect(await rowsOf(part)).toEqual([[1]]);
  });

  test('attributes in any order, quote and spacing', async () => {
    expect(
      await rowsOf(`<row spans='1:2' r='1'><c t='b' r='B1' ><v>1</v></c><c  s = "0"  r = "A1"\n><v>2</v></c ></row>`),
    ).toEqual([[2, true]]);
  });

  test('a lying dimension is not believed', async () => {
    const part = sheetPart('<row r="1"><c r="A1"><v>1</v></c></row>').replace(
      '<sheetData>',
      '<dimension ref="A1:XFD1048576"/><sheetData>',
    );
    expect(await rowsOf(part)).toEqual([[1]]);
  });

  test('prefixed elements, other namespaces, other attributes', async () => {
    const part =
      '<?xml version="1.0"?><x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1" x14ac:dyDescent="0.2">' +
      '<x:c r="A1" cm="1"><x:v>1</x:v></x:c><x:c r="B1" t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
    expect(await rowsOf(part)).toEqual([[1, 'b']]);
  });

  test.each([
    ['ZZZZZZZ99999999999', 'xlsx.damaged'],
    ['A0', 'xlsx.damaged'],
    ['XFE1', 'xlsx.damaged'],
    ['A1048577', 'xlsx.damaged'],
    ['XFD1048576', 'xlsx.limit'],
  ])('a lone cell at %s', async (reference, code) => {
    expect((await readError(oneSheet(`<row r="1"><c r="${reference}"><v>1</v></c></row>`))).code).toBe(code);
  });

  test('the whole width and the whole height are read', async () => {
    expect((await readBytes(oneSheet('<row r="1"><c r="XFD1"><v>1</v></c></row>'))).table.columns).toHaveLength(16_384);
    expect((await readBytes(oneSheet('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'))).table.nRows).toBe(
      1_048_576,
    );
  });

  test('a row numbered beyond the sheet is damage', async () => {
    expect((await readError(oneSheet('<row r="1048577"><c><v>1</v></c></row>'))).code).toBe('xlsx.damaged');
  });
});

describe('sheets', () => {
  const table = Array.from(
    { length: 30 },
    (_unused, i) => `<row r="${i + 1}"><c><v>1</v></c><c><v>2</v></c></row>`,
  ).join('');
  const formulas = Array.from(
    { length: 90 },
    (_unused, i) => `<row r="${i + 1}"><c><f>1+1</f><v>2</v></c><c><f>2+2</f><v>4</v></c></row>`,
  ).join('');
  const book = workbook({
    sheets: [
      { name: 'Notes', rows: '<row r="1"><c><v>1</v></c></row>' },
      { name: 'Formulas', rows: formulas },
      { name: 'Data', rows: table },
      { name: 'Secret', rows: table + table.replaceAll('r="', 'r="1'), state: 'veryHidden' },
    ],
  });

  test('the visible table wins over notes, formulas and hidden sheets', async () => {
    const raw = await readBytes(book);
    expect(raw.sheet).toBe('Data');
    expect(raw.sheets.map(sheet => [sheet.name, sheet.hidden])).toEqual([
      ['Notes', false],
      ['Formulas', false],
      ['Data', false],
      ['Secret', true],
    ]);
    expect(raw.sheets[2]).toMatchObject({ rows: 30, columns: 2 });
  });

  test('by name, whatever the case; hidden ones too', async () => {
    expect((await readBytes(book, 'b.xlsx', 'notes')).sheet).toBe('Notes');
    expect((await readBytes(book, 'b.xlsx', 'Secret')).sheet).toBe('Secret');
  });

  test('an unknown name lists what there is', async () => {
    expect(await readError(book, 'b.xlsx', 'Nope')).toEqual({
      code: 'xlsx.noSheet',
      args: { name: 'b.xlsx', sheet: 'Nope', sheets: 'Notes, Formulas, Data, Secret' },
    });
  });

  test('a hidden sheet is taken where no visible one has a value', async () => {
    const only = workbook({
      sheets: [
        { name: 'Empty', rows: '' },
        { name: 'Hidden', rows: table, state: 'hidden' },
      ],
    });
    expect((await readBytes(only)).sheet).toBe('Hidden');
  });

  test('an empty sheet has no rows', async () => {
    expect((await readBytes(oneSheet(''))).table).toEqual({ nRows: 0, columns: [], strings: [] });
  });

  test('sheet names with entities', async () => {
    const named = workbook({ sheets: [{ name: escapeXml('A & "B"'), rows: table }] });
    expect((await readBytes(named)).sheet).toBe('A & "B"');
  });
});
