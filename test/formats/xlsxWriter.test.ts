import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeXlsx, type SheetToWrite } from '#engine/formats/xlsxWriter';
import { SheetNames } from '#engine/formats/xlsxWriter/sheetNames';
import { columnLetters } from '#engine/formats/xlsxWriter/SheetWriter';
import { xmlText } from '#engine/formats/xlsxWriter/xmlText';
import { AppError } from '#shared/errors';
import { unzip } from '../support/unzip.ts';
import { cells as cellsRead, readBytes } from './reading.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tessera-xlsx-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function parts(sheets: readonly SheetToWrite[], name = 'book.xlsx') {
  const path = join(folder, name);
  const written = await writeXlsx(path, sheets);
  const bytes = await readFile(path);
  const text = new Map([...unzip(bytes)].map(([part, content]) => [part, content.toString('utf8')]));
  return { written, bytes, text };
}
/** What stands between the tags of a cell: its attributes and its inner XML. */
function cell(sheet: string, reference: string): { attributes: string; inner: string } | null {
  const found = new RegExp(`<c r="${reference}"([^>]*)>(.*?)</c>`).exec(sheet);
  return found && { attributes: found[1].trim(), inner: found[2] };
}
const one = (rows: SheetToWrite['rows'], columns: SheetToWrite['columns']): SheetToWrite => ({
  name: 'One',
  columns,
  rows,
});
const SHEET_1 = 'xl/worksheets/sheet1.xml';

describe('cells', () => {
  test('numbers read back as the same bits; NaN, infinities and null are no cells', async () => {
    const values = [
      0,
      -0,
      1.5,
      12.05,
      -0.01,
      0.1 + 0.2,
      1e21,
      5e-324,
      21474836.47,
      21474836.48,
      -21474836.47,
      2 ** 53,
      99999,
      100000.1,
    ];
    const rows = [values, [NaN, Infinity, -Infinity, null]];
    const { text } = await parts([
      one(
        rows,
        values.map(() => ({ header: 'n', kind: 'number' as const })),
      ),
    ]);
    const sheet = text.get(SHEET_1)!;
    values.forEach((value, i) => {
      const { attributes, inner } = cell(sheet, `${columnLetters(i)}2`)!;
      expect(attributes).toBe('');
      expect(Number(inner.replace(/<\/?v>/g, ''))).toBe(value === 0 ? 0 : value);
    });
    expect(sheet).toContain('<row r="3"></row>');
  });

  test('every number of hundredths is written as its shortest decimal', async () => {
    const values = Array.from({ length: 4000 }, (_, i) => (i * 7919 - 9_000_000) / 100);
    const { text } = await parts([
      one(
        values.map(v => [v]),
        [{ header: 'n', kind: 'number' }],
      ),
    ]);
    const got = [...text.get(SHEET_1)!.matchAll(/<v>([^<]*)<\/v><\/c><\/row>/g)].slice(1).map(m => m[1]);
    expect(got).toEqual(values.map(String));
  });

  test('dates are serials of the 1900 system: 2024-12-31 is day 20088 and serial 45657; days Excel does not have are text', async () => {
    const days = [20_088, 20_088.5, -25_508, -25_509, 2_932_896, 2_932_897];
    const { text } = await parts([
      one(
        days.map(d => [d]),
        [{ header: 'd', kind: 'date' }],
      ),
    ]);
    const sheet = text.get(SHEET_1)!;
    expect(cell(sheet, 'A2')).toEqual({ attributes: 's="4"', inner: '<v>45657</v>' });
    expect(cell(sheet, 'A3')).toEqual({ attributes: 's="5"', inner: '<v>45657.5</v>' });
    expect(cell(sheet, 'A4')).toEqual({ attributes: 's="4"', inner: '<v>61</v>' });
    expect(cell(sheet, 'A5')!.attributes).toContain('t="s"');
    expect(cell(sheet, 'A6')).toEqual({ attributes: 's="4"', inner: '<v>2958465</v>' });
    expect(cell(sheet, 'A7')!.attributes).toContain('t="s"');
    expect(text.get('xl/sharedStrings.xml')).toContain('<t>1900-02-28</t>');
  });

  test('kinds choose the format; booleans and texts keep their type whatever the column says', async () => {
    const columns = (['number', 'integer', 'percent', 'text', 'boolean'] as const).map(kind => ({
      header: kind,
      kind,
    }));
    const { text } = await parts([
      one(
        [
          [1, 2, 0.5, 4, true],
          ['x', false, 'x', '=1+1', 'x'],
        ],
        columns,
      ),
    ]);
    const sheet = text.get(SHEET_1)!;
    expect(['A2', 'B2', 'C2', 'E2'].map(r => cell(sheet, r))).toEqual([
      { attributes: '', inner: '<v>1</v>' },
      { attributes: 's="2"', inner: '<v>2</v>' },
      { attributes: 's="3"', inner: '<v>0.5</v>' },
      { attributes: 't="b"', inner: '<v>1</v>' },
    ]);
    for (const reference of ['D2', 'A3', 'C3', 'D3', 'E3'])
      expect(cell(sheet, reference)!.attributes).toBe('s="6" t="s"');
    expect(cell(sheet, 'B3')).toEqual({ attributes: 't="b"', inner: '<v>0</v>' });
    expect(sheet).not.toContain('<f');
  });

  test('text longer than a cell may hold is cut without splitting a pair, and counted', async () => {
    const long = `${'a'.repeat(32_766)}😀`;
    const { text, written } = await parts([one([[long], ['b'.repeat(32_767)]], [{ header: 't', kind: 'text' }])]);
    expect(written.truncatedTexts).toBe(1);
    expect(cell(text.get(SHEET_1)!, 'A2')!.inner).toBe(`<is><t>${'a'.repeat(32_766)}</t></is>`);
    expect(cell(text.get(SHEET_1)!, 'A3')!.inner).toBe(`<is><t>${'b'.repeat(32_767)}</t></is>`);
  });
});

describe('text in XML', () => {
  test.each([
    ['a & b < "c" > d', 'a &amp; b &lt; &quot;c&quot; &gt; d'],
    ['\u0000\u001f\r\n\t', '_x0000__x001F__x000D_\n\t'],
    ['_x0041_', '_x005F_x0041_'],
    ['_x0041_x0042_', '_x005F_x0041_x005F_x0042_'],
    ['_x004_ _X0041_', '_x004_ _X0041_'],
    ['\ud83d and \ude00 and 😀', '\ufffd and \ufffd and 😀'],
    ['\ufffe', '_xFFFE_'],
  ])('%j', (text, escaped) => {
    expect(xmlText(text)).toBe(escaped);
  });

  test('white space at the ends is kept', async () => {
    const { text } = await parts([one([[' padded '], ['line\nbreak']], [{ header: 't', kind: 'text' }])]);
    expect(text.get('xl/sharedStrings.xml')).toContain('<t xml:space="preserve"> padded </t>');
    expect(text.get('xl/sharedStrings.xml')).toContain('<t xml:space="preserve">line\nbreak</t>');
  });

  test('texts beyond the shared ones stand in their cells', async () => {
    const rows = Array.from({ length: 70_000 }, (_, i) => [`text ${i}`]);
    const { text } = await parts([one(rows, [{ header: 't', kind: 'text' }])]);
    expect(text.get('xl/sharedStrings.xml')).toContain('uniqueCount="65536"');
    expect(cell(text.get(SHEET_1)!, 'A70001')).toEqual({
      attributes: 's="6" t="inlineStr"',
      inner: '<is><t>text 69999</t></is>',
    });
  });
});

describe('sheets', () => {
  test('names are made legal, at most 31 characters, and unique without regard to case', () => {
    const names = new SheetNames();
    const wanted = [
      'Segments',
      'SEGMENTS',
      'a/b\\c:d?e*f[g]',
      "'quoted'",
      '',
      'History',
      'x'.repeat(40),
      'X'.repeat(40),
      `${'y'.repeat(30)}😀`,
    ];
    expect(wanted.map(name => names.unique(name))).toEqual([
      'Segments',
      'SEGMENTS (2)',
      'a b c d e f g',
      'quoted',
      'Sheet',
      'History_',
      'x'.repeat(31),
      `${'X'.repeat(27)} (2)`,
      'y'.repeat(30),
    ]);
  });

  test('a full sheet continues on the next one with the same header', async () => {
    function* rows() {
      for (let i = 0; i < 1_048_577; i++) yield [i];
    }
    const sheets: SheetToWrite[] = [
      { name: 'Many', columns: [{ header: 'i', kind: 'integer' }], rows: rows(), autoFilter: true },
      { name: 'many (2)', columns: [], rows: [] },
    ];
    const { written, text } = await parts(sheets);
    expect(written.sheets).toEqual(['Many', 'Many (3)', 'many (2)']);
    expect(cell(text.get(SHEET_1)!, 'A1048576')!.inner).toBe('<v>1048574</v>');
    expect(text.get(SHEET_1)).toContain('<autoFilter ref="A1:A1048576"/>');
    const second = text.get('xl/worksheets/sheet2.xml')!;
    expect(cell(second, 'A1')!.attributes).toBe('s="1" t="s"');
    expect(cell(second, 'A2')!.inner).toBe('<v>1048575</v>');
    expect(cell(second, 'A3')!.inner).toBe('<v>1048576</v>');
    expect(second).not.toContain('r="4"');
  });

  test('header, frozen pane, filter and widths', async () => {
    const { text } = await parts([
      {
        name: "It's",
        columns: [{ header: 'A & B', kind: 'text', width: 33 }],
        rows: [['x']],
        freezeHeader: true,
        autoFilter: true,
      },
    ]);
    const sheet = text.get(SHEET_1)!;
    expect(sheet).toContain('<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>');
    expect(sheet).toContain('<col min="1" max="1" width="33" customWidth="1"/>');
    expect(text.get('xl/workbook.xml')).toContain('localSheetId="0" hidden="1">\'It\'\'s\'!$A$1:$A$2</definedName>');
    expect(text.get('xl/sharedStrings.xml')).toContain('<si><t>A &amp; B</t></si>');
  });

  test.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('column %i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters);
  });
});

describe('what our own reader makes of it', () => {
  const kinds = ['text', 'number', 'date', 'boolean', 'percent', 'integer'] as const;
  const columns = kinds.map(kind => ({ header: kind, kind }));
  const day = fc.integer({ min: -25_508, max: 2_932_896 });
  const row = fc.tuple(
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.oneof(
      day,
      day.map(days => days + 0.25),
    ),
    fc.boolean(),
    fc.double({ min: 0, max: 1, noNaN: true }),
    fc.integer(),
  );

  test('every cell comes back: texts, bits of numbers, days, yes and no', async () => {
    const property = fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async rows => {
      const { bytes } = await parts([{ name: 'Cells', columns, rows }]);
      const [header, ...back] = cellsRead(await readBytes(bytes));
      expect(header).toEqual(kinds);
      expect(back).toEqual(
        rows.map(([text, number, days, ...rest]) => [text, number + 0, { days }, ...rest.map(v => (v === 0 ? 0 : v))]),
      );
    });
    await fc.assert(property, { seed: 11, numRuns: 60 });
  });

  test('shared and inline texts, empty cells and continued sheets', async () => {
    const rows = Array.from({ length: 70_000 }, (_, i) => [
      `id ${i}`,
      i % 7 === 0 ? null : `level ${i % 5}`,
      i % 3 ? NaN : i,
    ]);
    const { bytes } = await parts([
      {
        name: 'Texts',
        columns: [
          { header: 'id', kind: 'text' },
          { header: 'level', kind: 'text' },
          { header: 'n', kind: 'integer' },
        ],
        rows,
      },
    ]);
    const back = cellsRead(await readBytes(bytes)).slice(1);
    expect(back).toEqual(rows.map(([id, level, n]) => [id, level, Number.isNaN(n) ? null : n]));
  });
});

describe('the file', () => {
  test('the same cells give the same bytes', async () => {
    const rows = Array.from({ length: 60_000 }, (_, i) => [i / 3, `t${i % 50}`, i]);
    const columns = [
      { header: 'a', kind: 'number' as const },
      { header: 'b', kind: 'text' as const },
      { header: 'c', kind: 'date' as const },
    ];
    const first = await parts([one(rows, columns)]);
    const second = await parts([one(rows, columns)]);
    expect(first.bytes.equals(second.bytes)).toBe(true);
  });

  test('a failure leaves the old workbook and no temporary file', async () => {
    const path = join(folder, 'kept.xlsx');
    await writeFile(path, 'old');
    function* failing() {
      yield [1];
      throw new Error('the rows ended badly');
    }
    await expect(writeXlsx(path, [one(failing(), [{ header: 'n', kind: 'number' }])])).rejects.toThrow('ended badly');
    expect(await readFile(path, 'utf8')).toBe('old');
    expect((await readdir(folder)).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });

  test('too many columns, a missing folder and a folder in its place are said by code', async () => {
    const columns = Array.from({ length: 16_385 }, () => ({ header: 'n', kind: 'number' as const }));
    const code = (path: string, sheet: SheetToWrite) =>
      writeXlsx(path, [sheet]).then(
        () => 'written',
        error => (error instanceof AppError ? error.code : String(error)),
      );
    expect(await code(join(folder, 'wide.xlsx'), one([], columns))).toBe('xlsx.limit');
    expect(await code(join(folder, 'none', 'x.xlsx'), one([], []))).toBe('file.notWritable');
    expect(await code(folder, one([], []))).toBe('file.folder');
  });
});
